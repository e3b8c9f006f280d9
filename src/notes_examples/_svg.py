"""Makes the SVG of a figure small, and lets its colors follow the reader's theme.

Matplotlib writes for programs that edit: six decimals, an id for each part, a style at each dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

NAMESPACE = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
DECIMALS = re.compile(r"-?\d+\.\d{3,}")
SHIFT = re.compile(r"translate\([^)]*\)")
COMMAND = re.compile(r"([MLQCz])([^MLQCz]*)")
COLOR = re.compile(r"\b(fill|stroke): (#\w+)")
REFERENCE = re.compile(r"#([^)]+)")
POINTERS = ("href", "clip-path", "marker-start", "marker-mid", "marker-end")
MARKER = {"overflow": "visible", "markerUnits": "userSpaceOnUse"}
MANY = 20
ET.register_namespace("", NAMESPACE.strip("{}"))


def _write(hundredths: int) -> str:
    """A number of hundredths, as short as can be."""
    return f"{hundredths / 100:.10g}"


def _rounded(numbers: str) -> str:
    """Numbers with two decimals: a hundredth of a point cannot be seen."""
    return DECIMALS.sub(lambda match: _write(round(100 * float(match[0]))), numbers)


def _relative(path: str) -> Iterator[str]:
    """The commands of a path, each from where the one before ended; counted in hundredths."""
    here = start = [0, 0]
    for command, numbers in COMMAND.findall(path):
        ends = [round(100 * float(number)) for number in numbers.split()]
        steps = [end - here[i % 2] for i, end in enumerate(ends)]
        yield command.lower() + " ".join(map(_write, steps)).replace(" -", "-")
        here = ends[-2:] or start
        start = ends if command == "M" else start


def _shorten(element: ET.Element) -> None:
    """Write the places in an element with fewer digits, and drop the blanks around it."""
    for name in {"x", "y", "width", "height"} & set(element.attrib):
        element.set(name, _rounded(element.attrib[name]))
    if "d" in element.attrib:
        element.set("d", "".join(_relative(element.attrib["d"])))
    if "transform" in element.attrib:
        shift = SHIFT.sub(lambda match: _rounded(match[0]), element.attrib["transform"])
        element.set("transform", shift)
    if HREF in element.attrib:
        element.set("href", element.attrib.pop(HREF))
    element.text = element.text if element.tag == f"{NAMESPACE}style" else ""
    element.tail = ""


def _look(mark: ET.Element) -> tuple[str, frozenset[tuple[str, str]]]:
    """All of a mark but its place."""
    return mark.tag, frozenset(
        (name, said) for name, said in mark.items() if name not in {"x", "y"}
    )


def _join_dots(group: ET.Element) -> None:
    """Draw marks of one shape and style as the corners of one path, a tenth of the bytes each."""
    looks = {_look(mark) for mark in group}
    if len(group) < MANY or len(looks) > 1:
        return
    tag, look = looks.pop()
    if tag != f"{NAMESPACE}use":
        return
    places = [f"{mark.get('x')} {mark.get('y')}" for mark in group]
    name = f"{dict(look)[HREF]}-{places[0]}"
    marker = ET.Element(f"{NAMESPACE}marker", MARKER, id=name.removeprefix("#"))
    ET.SubElement(marker, tag, dict(sorted(look)))
    corners = {f"marker-{corner}": f"url({name})" for corner in ("start", "mid", "end")}
    path = {"d": f"M {'L '.join(places)}", "style": "fill: none"}
    group[:] = [marker, ET.Element(f"{NAMESPACE}path", path | corners)]


def _shorten_ids(root: ET.Element) -> None:
    """Number the ids that something refers to, and drop the others."""
    pointers = [(e, name) for e in root.iter() for name in POINTERS if name in e.attrib]
    used = {match[1] for e, name in pointers for match in REFERENCE.finditer(e.attrib[name])}
    names: dict[str, str] = {}
    for element in root.iterfind(".//*[@id]"):
        old = element.attrib.pop("id")
        if old in used:
            element.set("id", names.setdefault(old, f"i{len(names)}"))
    for element, name in pointers:
        element.set(name, REFERENCE.sub(lambda m: f"#{names[m[1]]}", element.attrib[name]))


def _styles_to_classes(root: ET.Element) -> dict[str, str]:
    """Give each style a name, which the elements get as their class."""
    names: dict[str, str] = {}
    for element in root.iterfind(".//*[@style]"):
        style = element.attrib.pop("style")
        element.set("class", names.setdefault(style, f"s{len(names)}"))
    return {name: style for style, name in names.items()}


def _rules(styles: Mapping[str, str], dark: Mapping[str, str]) -> str:
    """The styles as rules, then the colors that are others on a dark ground."""
    light = "".join(f".{name}{{{style}}}" for name, style in styles.items())
    changed = ""
    for name, style in styles.items():
        colors = [f"{what}: {dark[c]}" for what, c in COLOR.findall(style) if c in dark]
        changed += f".{name}{{{'; '.join(colors)}}}" if colors else ""
    return f"{light}@media (prefers-color-scheme: dark){{{changed}}}"


def lighten(svg: str, dark: Mapping[str, str]) -> str:
    """The same drawing in fewer bytes, which changes its colors on a dark ground.

    Args:
        svg: An SVG that Matplotlib has written.
        dark: From each color in it to what it becomes.

    Example:
        >>> svg = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M 9.1234 1 L 9 2" /></svg>'
        >>> "m9.12 1l-0.12 1" in lighten(svg, {})
        True
    """
    root = ET.fromstring(svg)
    for metadata in root.findall(f"{NAMESPACE}metadata"):
        root.remove(metadata)
    for element in list(root.iter()):
        _join_dots(element)
    for element in root.iter():
        _shorten(element)
    _shorten_ids(root)
    style = root.find(f".//{NAMESPACE}style")
    if style is None:
        style = ET.SubElement(root, f"{NAMESPACE}style")
    style.text = (style.text or "") + _rules(_styles_to_classes(root), dark)
    return ET.tostring(root, encoding="unicode").replace(" />", "/>")
