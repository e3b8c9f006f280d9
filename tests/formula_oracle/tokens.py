r"""Words of a formula, with their places in its source; spaces and sizes of fences are dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(
    r"\\(?:left|right)\s*(?:\\\||[|()\[\].])"
    r"|\\operatorname\s*\{\w+\}"
    r"|\\(?:begin|end|hat)\s*\{\w+\}"
    r"|\\[A-Za-z]+|\\.|\d+|\S"
)
SPACE = {r"\,", r"\;", r"\:", r"\!", r"\quad", r"\bigl", r"\bigr", r"\Bigl", r"\Bigr", r"\ "}
PLAIN = {r"\left(": "(", r"\right)": ")"}
NAMED = re.compile(r"\\operatorname\s*\{(\w+)\}|\\(log|tanh|max|sigma|theta|varepsilon|delta)\b")


@dataclass(frozen=True)
class Token:
    """A word and where it stands."""

    text: str
    start: int
    end: int


def tokens(latex: str) -> list[Token]:
    """The words of ``latex`` that mean something, and an empty one at the end."""
    words = [Token(_meaning(m[0]), m.start(), m.end()) for m in WORD.finditer(latex)]
    end = len(latex)
    return [word for word in words if word.text not in SPACE] + [Token("", end, end)]


def _meaning(word: str) -> str:
    """One spelling for each meaning: names without a backslash, round fences without a size."""
    word = re.sub(r"\s", "", word) if word.startswith(("\\left", "\\right")) else word
    named = NAMED.fullmatch(word)
    return (named[1] or named[2]) if named else PLAIN.get(word, word)


class GrammarError(SyntaxError):
    """A formula that the rules do not cover."""


@dataclass(frozen=True)
class Mark:
    """A part of the source that a mutation may touch."""

    kind: str
    start: int
    end: int


class Reader:
    """Reads words one after the other and remembers the marks set on the way."""

    def __init__(self, latex: str) -> None:
        self.words = tokens(latex)
        self.at = 0
        self.marks: list[Mark] = []

    @property
    def text(self) -> str:
        """The next word."""
        return self.words[self.at].text

    @property
    def start(self) -> int:
        """Where the next word begins."""
        return self.words[self.at].start

    @property
    def end(self) -> int:
        """Where the last word ended."""
        return self.words[self.at - 1].end

    def following(self, count: int = 1) -> str:
        """The word so many places after the next one."""
        return self.words[min(self.at + count, len(self.words) - 1)].text

    def take(self) -> str:
        """The next word, which is then behind."""
        self.at += 1
        return self.words[self.at - 1].text

    def accept(self, *texts: str) -> bool:
        """Take the next words if they are these."""
        if any(self.following(k) != text for k, text in enumerate(texts)):
            return False
        self.at += len(texts)
        return True

    def expect(self, *texts: str) -> None:
        """Take the next words, which must be these."""
        if not self.accept(*texts):
            raise GrammarError(f"{' '.join(texts)!r} is expected, not {self.text!r}")

    def mark(self, kind: str, start: int) -> None:
        """Remember what was read since ``start``."""
        self.marks.append(Mark(kind, start, self.end))
