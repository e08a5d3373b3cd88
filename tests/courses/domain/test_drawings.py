"""A drawing is shapes: whatever could run, load or speak is refused."""

import pytest

from courses.domain import drawings

FRAME = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink">{}</svg>'


def told(text: str) -> str:
    return "\n".join(str(one) for one in drawings.problems(text, "images/a.svg"))


def test_shapes_are_a_drawing():
    shapes = '<defs><linearGradient id="g"/></defs><path fill="url(#g)" d="M0 0"/>'
    assert told(FRAME.format(shapes)) == ""


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
        '<circle onclick = "x"/>',
        '<circle ONLOAD="x"/>',
        '<use x:href="#a"/>',
        '<image href="a.png"/>',
        "<style>@import 'a.css'</style>",
        "<style>circle { fill: url(https://example.org/a) }</style>",
        "<circle style=\"fill: url('https://example.org')\"/>",
        '<animate attributeName="d"/>',
        '<h:iframe xmlns:h="http://www.w3.org/1999/xhtml"/>',
    ],
)
def test_what_acts_or_loads_is_refused(inside: str):
    assert "images/a.svg: a drawing has no script, link or outside file in it." in told(
        FRAME.format(inside)
    )


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        "<svg",
        "",
        "<svg xmlns='http://www.w3.org/2000/svg'>&nbsp;</svg>",
    ],
)
def test_what_is_no_plain_xml_is_refused(text: str):
    assert "images/a.svg: this is no drawing in SVG" in told(text)
