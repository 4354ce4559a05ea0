from __future__ import annotations

import pytest

from catcher.core.html import remote_count


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("", 0),
        ('<img src="https://x/a.png"><img src="HTTP://x/b.png"><img src="//x/c.png">', 3),
        ('<img src="https://x/a.png"><img src="https://x/a.png">', 1),
        ('<img src="https://x/?a=1&amp;b=2"><img src="https://x/?a=1&b=2">', 1),
        ('<img src="data:image/png;base64,AAAA"><img src="cid:logo@x"><img src="/a.png">', 0),
        ("<img src='\\\\x/a.png'>", 1),
        ('<img srcset="https://x/1.png 1x, //x/2.png 2x, data:image/gif;base64,A,B 3x">', 2),
        ('<a href="https://x/">link</a><form action="https://x/"></form>', 0),
        ('<link rel="stylesheet" href="https://x/a.css"><link href="https://x/b.css" rel="ICON">', 2),
        ('<link rel="canonical" href="https://x/"><link href="https://x/">', 0),
        ('<link rel="preconnect" href="//x"><link rel="dns-prefetch" href="//y">', 2),
        ("<style>@import url(https://x/a.css); @import \"https://x/b.css\"; p { background: url('//x/c.png') }</style>", 3),
        ("<style>@font-face { src: url(https://x/f.woff2) format('woff2') }</style>", 1),
        ("<style>/* url(https://x/a.png) */ p { color: red }</style>", 0),
        ('<p style="background-image:url(&#39;https://x/a.png&#39;)">', 1),
        ('<table background="https://x/a.png"><td background=https://x/b.png>', 2),
        ('<video src="https://x/v" poster="https://x/p"><audio src=//x/a><source src=//x/s><track src=//x/t></video>', 5),
        ('<iframe src="https://x/"></iframe><object data="https://x/o"></object><embed src="https://x/e">', 3),
        ('<input type=image src="https://x/i"><svg><image href="https://x/j"/><use xlink:href="https://x/k#l"/></svg>', 3),
        ("<!--[if mso]><img src='https://x/a.png'><![endif]-->", 0),
        ("<noscript><img src='https://x/a.png'></noscript>", 1),
        ("https://x/ in the text, and src=https://x/", 0),
    ],
)  # fmt: skip
def test_what_would_be_loaded_from_elsewhere_is_counted(html: str, count: int) -> None:
    assert remote_count(html) == count
