"""The HTML of a page becomes XML that readers of books accept."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from notes_site.exports.xhtml import as_xml

MATHML = "{http://www.w3.org/1998/Math/MathML}"


def made_of(html: str) -> ET.Element:
    """What becomes of a piece of HTML, below a root."""
    return ET.fromstring(f"<div>{as_xml(html)}</div>")


def test_html_becomes_xml() -> None:
    """Attributes without value, void elements and entities; what is folded is open."""
    made = made_of("<input checked><br>a&nbsp;b<details></details>")

    assert [child.tag for child in made] == ["input", "br", "details"]
    assert made[2].get("open") == "open"


def test_styles_of_formulas_are_elements() -> None:
    """MathML 3 knows no ``displaystyle`` of a fraction."""
    made = made_of(
        '<math><mfrac displaystyle="false" scriptlevel="0"><mn>1</mn><mn>2</mn></mfrac></math>'
    )
    (style,) = made.iter(f"{MATHML}mstyle")

    assert style.attrib == {"displaystyle": "false", "scriptlevel": "0"}
    assert [child.tag for child in style] == [f"{MATHML}mfrac"]
    assert style[0].attrib == {}


def test_a_derivation_says_how_it_is_set() -> None:
    """In full size and aligned, for a reader that drops the style sheets; in a line not so."""
    table = '<mtable class="ams-align"><mtr><mtd></mtd></mtr></mtable>'
    displayed, in_line = made_of(f'<math display="block">{table}</math><math>{table}</math>').iter(
        f"{MATHML}mtable"
    )

    assert displayed.get("displaystyle") == "true"
    assert displayed.get("columnalign") == "right left"
    assert "displaystyle" not in in_line.attrib


def test_nothing_is_left_to_click() -> None:
    """Choices go, their words stay, and so does what stands behind them."""
    guess = '<label><input type="radio" name="p">A. 对。</label>'
    made = made_of(f'<p>{guess}</p><div class="show guess">{guess}</div>后')

    assert list(made.iter("input")) == []
    assert "".join(made.itertext()) == "A. 对。后"


def test_a_table_stands_in_a_box() -> None:
    """It scrolls there where a page is narrow; the text behind it stays behind the box."""
    made = made_of("<div><table><tbody><tr><td>1</td></tr></tbody></table>后</div>")
    (box,) = made.iterfind("div/div")

    assert box.get("class") == "table-wrapper"
    assert [child.tag for child in box] == ["table"]
    assert box.tail == "后"
