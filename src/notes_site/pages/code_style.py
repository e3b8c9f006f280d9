"""The colours of code: of what its writer says, not of what the grammar demands.

Furo's styles also colour numbers, operators and built-in names. Code is calmer to read without, and
a page carries half as many marks.
"""

from __future__ import annotations

from typing import ClassVar

from pygments.style import Style
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Operator,
    String,
    Text,
    _TokenType,
)


def looks(
    *, text: str, comment: str, keyword: str, string: str, name: str
) -> dict[_TokenType, str]:
    """What each kind of token looks like; all others look like the text."""
    return {
        Text: text,
        Comment: comment,
        Generic.Prompt: comment,
        Keyword: keyword,
        Operator.Word: keyword,
        Name.Exception: keyword,
        String: string,
        Name.Class: name,
        Name.Function: name,
        Name.Decorator: name,
    }


class Light(Style):  # type: ignore[misc]  # Pygments has no types
    """Code on a light ground."""

    background_color = "#f2f2f2"
    styles: ClassVar = looks(
        text="#1e1e1e", comment="#515151", keyword="#8045e5", string="#116633", name="#00749c"
    )


class Dark(Style):  # type: ignore[misc]  # Pygments has no types
    """Code on a dark ground."""

    background_color = "#202020"
    styles: ClassVar = looks(
        text="#d0d0d0", comment="#ababab", keyword="#6ebf26", string="#ed9d13", name="#71adff"
    )
