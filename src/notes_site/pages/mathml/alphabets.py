r"""Bold, script and other letters, each a character of its own.

MathML had an attribute for them, which Chromium and WebKit know no more. Where LaTeX has no such
letter, a formula is refused, for its writer would get another than is written.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase, digits
from typing import TYPE_CHECKING

from notes_site.pages.mathml.elements import Element, make

if TYPE_CHECKING:
    from notes_site.pages.mathml.parser import Parser

Alphabet = dict[str, str]
CAPITALS = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ"
SMALL = "αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ"


def letters(characters: str, first: int, exceptions: str = "") -> Alphabet:
    """Characters with those of a block; some were in Unicode before it, as ``Bℬ``."""
    block = {character: chr(first + place) for place, character in enumerate(characters)}
    return block | dict(zip(exceptions[::2], exceptions[1::2], strict=True))


LATIN = ascii_uppercase + ascii_lowercase
BOLD_DIGITS = letters(digits, 0x1D7CE)
BOLD = letters(LATIN, 0x1D400) | letters(CAPITALS, 0x1D6A8) | BOLD_DIGITS
BOLD_ITALIC = letters(LATIN, 0x1D468) | letters(SMALL, 0x1D736) | BOLD_DIGITS
ALPHABETS: dict[str, Alphabet] = {
    r"\mathbf": BOLD,
    r"\boldsymbol": letters(CAPITALS + "∇", 0x1D6A8) | BOLD_ITALIC,
    r"\mathit": letters(LATIN, 0x1D434, "hℎ"),
    r"\mathrm": {character: character for character in LATIN + digits},
    r"\mathbb": letters(ascii_uppercase, 0x1D538, "CℂHℍNℕPℙQℚRℝZℤ") | {"1": "𝟙"},
    r"\mathcal": letters(ascii_uppercase, 0x1D49C, "BℬEℰFℱHℋIℐLℒMℳRℛ"),
    r"\mathfrak": letters(LATIN, 0x1D504, "CℭHℌIℑRℜZℨ"),
    r"\mathsf": letters(LATIN, 0x1D5A0) | letters(digits, 0x1D7E2),
    r"\mathtt": letters(LATIN, 0x1D670) | letters(digits, 0x1D7F6),
}
ALPHABETS[r"\bm"] = ALPHABETS[r"\boldsymbol"]


def in_alphabet(parser: Parser, command: str) -> list[Element]:
    """The argument of a command in its letters."""
    argument = parser.argument(command)
    for element in argument.iter():
        if element.tag not in {"mi", "mn", "mrow", "msub", "msup", "msubsup"}:
            raise parser.error(f"{command} of more than letters; write it around each of them")
        text = element.text or ""
        element.text = "".join(letter(parser, command, character) for character in text)
        element.attrib.pop("mathvariant", None)
    return [joined(argument)]


def letter(parser: Parser, command: str, character: str) -> str:
    """A character in an alphabet."""
    found = ALPHABETS[command].get(character)
    if found is None:
        bold = command == r"\mathbf" and character in ALPHABETS[r"\boldsymbol"]
        instead = "; write \\boldsymbol" if bold else ""
        raise parser.error(f"{command} has no {character}{instead}")
    return found


def joined(element: Element) -> Element:
    """Letters as one word."""
    if element.tag == "mrow" and {child.tag for child in element} == {"mi"}:
        return make("mi", text="".join(child.text or "" for child in element))
    return element
