"""The HTML of a page as the XML of a book: open, without what is clicked, formulas as MathML 3."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import html5lib

MATHML = "{http://www.w3.org/1998/Math/MathML}"
STYLED = ("displaystyle", "scriptlevel")
CLICKED = {"errata-filter", "show", "downloads"}


def as_xml(body: str) -> str:
    """HTML as XML, with everything open that a reader of the site would open."""
    root = html5lib.parseFragment(body, namespaceHTMLElements=False)
    for element in list(root.iter()):
        for child in [child for child in element if is_clicked(child)]:
            remove(element, child)
        for child in [child for child in element if child.tag == "table"]:
            wrap(element, child)
        if element.tag == "details":
            element.set("open", "open")
        if element.tag == f"{MATHML}math" and element.get("display") == "block":
            set_in_full(element)
    for element in list(root.iter()):
        if isinstance(element.tag, str) and element.tag.startswith(MATHML):
            as_mathml3(element)
    return (root.text or "") + "".join(ET.tostring(child, encoding="unicode") for child in root)


def is_clicked(element: ET.Element) -> bool:
    """Whether a book has no use for an element: a choice, or a file to fetch."""
    classes = element.get("class", "").split()
    return element.get("type") == "radio" or not CLICKED.isdisjoint(classes)


def remove(parent: ET.Element, child: ET.Element) -> None:
    """Take an element out, not the text behind it."""
    place, text = list(parent).index(child), child.tail or ""
    if place:
        parent[place - 1].tail = (parent[place - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(child)


def wrap(parent: ET.Element, table: ET.Element) -> None:
    """Put a table into a box in which it can scroll."""
    box = ET.Element("div", {"class": "table-wrapper"})
    box.tail, table.tail = table.tail, None
    parent[list(parent).index(table)] = box
    box.append(table)


def set_in_full(formula: ET.Element) -> None:
    """Say in attributes how a derivation is set, for readers that have styles of their own."""
    for table in formula.iter(f"{MATHML}mtable"):
        table.set("displaystyle", "true")
        if table.get("class") == "ams-align":
            table.set("columnalign", "right left")


def as_mathml3(element: ET.Element) -> None:
    """A formula as books know it: a style is an element, except that of a table."""
    element.tag = element.tag.removeprefix(MATHML)
    if element.tag == "math":
        element.set("xmlns", MATHML.strip("{}"))
    if element.tag in {"math", "mstyle", "mtable"}:
        return
    style = {name: element.attrib.pop(name) for name in STYLED if name in element.attrib}
    if style:
        inner = ET.Element(element.tag, element.attrib)
        inner[:] = list(element)
        element.tag, element.attrib, element[:] = "mstyle", style, [inner]
