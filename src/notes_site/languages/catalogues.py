"""The catalogues of translations: their form, and what a good translation of a message is.

A catalogue holds the messages of one page that have Chinese in them, in the order of the page,
without dates and line numbers, so that it changes only where the page does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import SEEK_END, BytesIO
from itertools import chain
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from notes_site.sphinx_support.languages import SOURCE

CHINESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")  # letters and punctuation
COMMAND = re.compile(r"\\[A-Za-z]+")
WORD = re.compile(r"[^\W\d_]{2,}")
ROLE = re.compile(r"\{([\w:-]+)\}`(?:[^`<]*<)?([^`>]+)>?`")
CODE = re.compile(r"(`+)(.+?)\1")
FORMULA = re.compile(r"\$([^$]+)\$")
LINK = re.compile(r"(?<=\]\()[^)\s]+|(?<=<)https?://[^>]+")
QUOTED = re.compile(r"\[[^]]*\]\{[^}]*\.language-zh\}")  # Chinese shown on purpose
MARKS = (ROLE, CODE, FORMULA, LINK)
IN_CHINESE = SOURCE.code.startswith("zh")
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def read(path: Path) -> Catalog:
    """The catalogue in a file; an empty one where there is none."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)


def text_of(catalogue: Catalog) -> bytes:
    """A catalogue in the one form that it has in the repository."""
    for message in catalogue:
        message.flags &= {"fuzzy"}  # Babel takes a role for a Python format
    text = BytesIO(HEADER.encode())
    text.seek(0, SEEK_END)
    write_po(text, catalogue, width=0, omit_header=True, ignore_obsolete=True)
    return text.getvalue()


def write(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text_of(catalogue))


def joined(paths: list[Path]) -> bytes:
    """The text of a catalogue, or of several as one; what comes later wins."""
    if len(paths) == 1:
        return paths[0].read_bytes()
    whole = Catalog()
    for message in chain.from_iterable(messages(read(path)) for path in paths):
        whole.delete(message.id)
        whole.add(message.id, message.string)
    return text_of(whole)


def messages(catalogue: Catalog) -> list[Message]:
    """The messages of a catalogue, without its header."""
    return [message for message in catalogue if message.id]


def words_of(text: str) -> str:
    """A text without roles, code, formulas, commands of LaTeX and links."""
    for pattern in (*MARKS, COMMAND):
        text = pattern.sub(" ", text)
    return text


def is_to_translate(text: str) -> bool:
    """Whether a text has words in the language of the pages."""
    if IN_CHINESE:
        return bool(CHINESE.search(text))
    return bool(WORD.search(CHINESE.sub(" ", words_of(text))))


def to_translate(extracted: Catalog) -> Catalog:
    """The messages that need a translation; a formula, a number or a name of the API needs none."""
    found = Catalog()
    for message in messages(extracted):
        if is_to_translate(str(message.id)):
            found.add(message.id)
    return found


def marks(text: str) -> set[str]:
    """What a translation keeps: roles with their targets, glued values, code, formulas, links."""
    found = set()
    for pattern in MARKS:
        for match in pattern.finditer(text):
            found.add(match.expand(r"{\1}`\2`") if pattern is ROLE else match[0])
        text = pattern.sub(" ", text)
    return {mark for mark in found if not CHINESE.search(mark)}


def faults(message: Message) -> Iterator[str]:
    """What is wrong with the translation of a message."""
    source, translation = str(message.id), str(message.string)
    if not translation:
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy: the source has changed"
    for mark in sorted(marks(source) - marks(translation)):
        yield f"lost {mark}"
    for mark in sorted(marks(translation) - marks(source)):
        yield f"new {mark}"
    if IN_CHINESE and CHINESE.search(QUOTED.sub("", translation)):
        yield "Chinese characters are left"
