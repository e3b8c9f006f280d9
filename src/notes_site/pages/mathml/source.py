"""Reads LaTeX piece by piece, and says where it stops making sense."""

from __future__ import annotations

import re

TOKEN = re.compile(r"\\operatorname\*|\\[a-zA-Z]+|\\.|:=|<=|>=|->|=>|\.\.\.|.", re.DOTALL)
BLANKS = re.compile(r"[ \t\n]*")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
LONG = 60  # characters of a formula that a message repeats


class LatexError(ValueError):
    """What is wrong with a formula, and near what."""

    def __init__(self, message: str, excerpt: str) -> None:
        super().__init__(f"formula {excerpt}: {message}")
        self.message = message


class Source:
    """A formula and how far it has been read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def error(self, message: str) -> LatexError:
        """An error at the place that has been reached."""
        start = max(0, self.at - LONG // 2) if len(self.text) > LONG else 0
        part = " ".join(self.text[start : start + LONG].split())
        before, after = "… " * (start > 0), " …" * (start + LONG < len(self.text))
        return LatexError(message, f"{before}{part}{after}")

    def skip(self) -> None:
        """Go past blanks, which mean nothing."""
        blanks = BLANKS.match(self.text, self.at)
        if blanks and re.search(r"\n[ \t]*\n", blanks[0]):
            raise self.error("an empty line stands in it; LaTeX allows none")
        self.at = blanks.end() if blanks else self.at

    def peek(self) -> str:
        """The next token; nothing at the end."""
        self.skip()
        token = TOKEN.match(self.text, self.at)
        return token[0] if token else ""

    def take(self) -> str:
        """Read the next token."""
        token = self.peek()
        self.at += len(token)
        return token

    def number(self) -> str:
        """Read a number; nothing if there is none."""
        return self._match(NUMBER)

    def optional(self) -> str:
        """Read an argument in brackets, which may be absent."""
        self.skip()
        return self._match(OPTIONAL)[1:-1]

    def is_followed_by(self, characters: str) -> bool:
        """Whether the very next character, blanks included, is one of some."""
        return self.text[self.at : self.at + 1] in set(characters)

    def verbatim(self, command: str) -> str:
        """Read the argument of a command as it stands."""
        if self.take() != "{":
            raise self.error(rf"{command} needs braces: {command}{{…}}")
        start, depth = self.at, 1
        while depth:
            token = TOKEN.match(self.text, self.at)
            if not token:
                raise self.error("{ is not closed")
            depth += {"{": 1, "}": -1}.get(token[0], 0)
            self.at = token.end()
        return self.text[start : self.at - 1]

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""
