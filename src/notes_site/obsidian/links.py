"""What the site has that a note may link to: labels, by page and by heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

LABEL = re.compile(r"^\(([\w-]+)\)=$", re.MULTILINE)
HEADING = re.compile(r"^\(([\w-]+)\)=\n#+ (.+)$", re.MULTILINE)


def key(words: str) -> str:
    """What is compared of a title: neither case nor blanks nor marks count."""
    return re.sub(r"\W+", "", words).casefold()


def ascii_words(words: str) -> str:
    """The Latin letters and digits of a title, fit for a label."""
    return "-".join(re.findall(r"[a-z0-9]+", words.casefold()))


@dataclass
class Labels:
    """Every label, and where links by page and heading lead."""

    taken: set[str] = field(default_factory=set)
    places: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, docs: Path) -> Labels:
        """The labels of the pages below a folder."""
        labels = cls()
        for path in sorted(docs.rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            labels.taken |= set(LABEL.findall(text))
            for number, (label, title) in enumerate(HEADING.findall(text)):
                names = {path.stem, title} if number == 0 else set()
                labels.places |= {(key(name), ""): label for name in names}
                labels.places.setdefault((key(path.stem), key(title)), label)
        return labels

    def find(self, page: str, heading: str) -> str:
        """The label at a heading of a page, or of the page itself; empty if there is none."""
        return self.places.get((key(page), key(heading)), "")

    def new(self, wanted: str) -> str:
        """A label that no page has yet, taken from now on."""
        label, number = wanted, 2
        while label in self.taken:
            label, number = f"{wanted}-{number}", number + 1
        self.taken.add(label)
        return label
