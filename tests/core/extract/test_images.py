from __future__ import annotations

import pytest

from catcher.core.extract.images import images
from catcher.core.extract.markup import Page
from catcher.core.extract.values import Image
from catcher.core.message import Attachment

LOGO = Attachment(3, "logo.png", "image/png", "Logo@x", 4, True, "", "", "")


@pytest.mark.parametrize(
    ("html", "image"),
    [
        (
            "<img src=https://x.example/a.png alt=' The\n shop '>",
            Image("https://x.example/a.png", "The shop", None),
        ),
        ("<img src=cid:logo%40x>", Image("cid:logo%40x", "", 3)),
        ("<img src=CID:Logo@x>", Image("CID:Logo@x", "", 3)),
        ("<img src=cid:other@x>", Image("cid:other@x", "", None)),
        ("<img src=data:image/png;base64,AAAA>", Image("data:image/png;base64,AAAA", "", None)),
    ],
)
def test_pictures(html: str, image: Image) -> None:
    assert images(Page(html).root, (LOGO,)) == (image,)


def test_pictures_are_in_order_and_those_without_a_source_are_none() -> None:
    found = images(Page("<img src=b><p><img><img src=''><img src=a><img src=b>").root, ())

    assert [image.src for image in found] == ["b", "a", "b"]
