from __future__ import annotations

import pytest

from catcher.core.extract import visible
from catcher.core.extract.markup import Page
from catcher.core.extract.visible import BIG, BOLD, PLAIN


def shown(html: str) -> str:
    return visible.text(Page(html).root)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello,\n  <b>Bob</b>!</p><p>Bye</p>", "Hello, Bob!\nBye"),
        ("one<br>two<hr>three", "one\ntwo\nthree"),
        ("<ul><li>one<li>two</ul>", "- one\n- two"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<table><tr><td>Tea</td><td>4 EUR</td></tr><tr><td>Sum<td>4 EUR</table>", "Tea 4 EUR\nSum 4 EUR"),
        ("<a href=https://x.example/>Go</a> there", "Go there"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("&lt;b&gt; &amp; &euro; &nbsp; x", "<b> & € x"),
        ("w&shy;o&#8203;rd", "word"),
        ("<title>t</title><style>p{}</style><script>x</script><p>y", "y"),
        ("<!-- no --><p>y<!-- no --></p>", "y"),
        ("<p hidden>no</p><p>yes</p>", "yes"),
        ("<div style='display: none'>no</div>yes", "yes"),
        ("<div style='color:red;visibility:hidden'>no</div>yes", "yes"),
        ("<div style='max-height:0;overflow:hidden'>no</div>yes", "yes"),
        ("<div style='mso-hide:all'>no</div>yes", "yes"),
        ("<span style='opacity:0'>no</span>yes", "yes"),
        ("<span style='opacity:0.9'>seen</span>", "seen"),
        ("<span style='font-size:1px'>no</span>yes", "yes"),
        ("<td style='font-size:0px'><div style='font-size:13px'>seen</div>", "seen"),
        ("<p>4<span>8</span>2", "482"),
        (
            "<div><div style='display:inline-block'>4</div><div style='display:inline-block'>8</div></div>",
            "4 8",
        ),
        ("<div style='display:flex'><div>4</div><div>8</div></div>", "4 8"),
        ("<img alt=Logo src=x>text", "text"),
        ("", ""),
    ],
)
def test_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    ("html", "stress"),
    [
        ("482913", PLAIN),
        ("<b>482913</b>", BOLD),
        ("<code>482913</code>", BOLD),
        ("<span style='font-weight:700'>482913</span>", BOLD),
        ("<h1>482913</h1>", BIG),
        ("<span style='font-size:32px'>482913</span>", BIG),
        ("<span style='font: bold 2em serif'>482913</span>", BIG),
        ("<span style='font-size:12px'>482913</span>", PLAIN),
        ("<span style='letter-spacing:4px'>482913</span>", BIG),
        ("<span style='letter-spacing:0'>482913</span>", PLAIN),
        ("<span class='otp-code'>482913</span>", BIG),
        ("<span class='encoded'>482913</span>", PLAIN),
    ],
)
def test_what_stands_out_is_told(html: str, stress: int) -> None:
    (line,) = visible.lines(Page(f"<div>{html}</div>").root)

    assert [run.stress for run in line.runs] == [stress]
