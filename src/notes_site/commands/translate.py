"""Brings the catalogues of translations up to date with the pages, and lists what is to be done.

A new message comes in empty; one that resembles an old one comes with its translation, marked as
fuzzy. A message that no page has any more goes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir

from notes_site.commands.build import run_sphinx
from notes_site.languages import catalogues
from notes_site.languages.gathered import OF_MACHINE, WORDS, gather
from notes_site.lessons.explorers import kinds
from notes_site.sphinx_support.languages import SOURCE, TRANSLATIONS
from notes_site.sphinx_support.project import BUILD, LOCALE, MACHINE, ROOT
from notes_site.sphinx_support.settings import settings

METHODS = [("**.py", "python"), ("**.html", "jinja2.ext.babel_extract")]


def words(*said: str) -> Catalog:
    """A catalogue of words without translations."""
    found = Catalog()
    for word in said:
        found.add(word)
    return catalogues.to_translate(found)


def of_machine() -> Catalog:
    """What extensions and templates say in Chinese."""
    extracted = extract_from_dir(str(MACHINE), METHODS, keywords={"_": None})
    return words(*(str(message) for _, _, message, _, _ in extracted))


def of_site() -> Catalog:
    """What the site says outside its pages: in its settings and its explorers."""
    spoken = (word for kind in kinds().values() for word in kind["words"].values())
    said = (settings().description, settings().licence, settings().picture_alt)
    return words(*filter(None, said), *spoken)


def extract() -> dict[str, Catalog] | None:
    """What is to be translated, by the name of its catalogue; ``None`` if a page is at fault."""
    BUILD.mkdir(exist_ok=True)
    gather()
    output = BUILD / SOURCE.folder / "gettext"
    if not run_sphinx(output, SOURCE, "gettext"):
        return None
    found = {name_of(path, output): catalogues.read(path) for path in sorted(output.rglob("*.pot"))}
    needed = {name: catalogues.to_translate(catalogue) for name, catalogue in found.items()}
    needed[WORDS] = of_site()
    return {name: catalogue for name, catalogue in needed.items() if len(catalogue)}


def name_of(path: Path, folder: Path) -> str:
    """The name of a catalogue, which is that of its page."""
    return path.relative_to(folder).with_suffix("").as_posix()


def update(folder: Path, found: dict[str, Catalog]) -> None:
    """Let the catalogues of a language follow the pages."""
    for path in folder.rglob("*.po"):
        if name_of(path, folder) not in found:
            path.unlink()
    for name, template in found.items():
        path = folder / f"{name}.po"
        catalogue = catalogues.read(path)
        catalogue.update(template)
        catalogues.write(catalogue, path)


def to_do(folder: Path) -> Iterator[str]:
    """What is wrong in the catalogues of a language, a line for each fault."""
    for path in sorted(folder.rglob("*.po")):
        for message in catalogues.messages(catalogues.read(path)):
            for fault in catalogues.faults(message):
                yield f"{path.relative_to(ROOT)}: {fault}: {message.id}"


def main() -> int:
    """Update every language; the exit code is 1 if the pages could not be read."""
    found = extract()
    if found is None:
        return 1
    for language in TRANSLATIONS:
        folder = LOCALE / language.code / "LC_MESSAGES"
        update(folder, found)
        lines = list(to_do(folder))
        if MACHINE.is_relative_to(ROOT):  # who has the machine's sources translates its words, too
            update(OF_MACHINE / folder.relative_to(LOCALE), {WORDS: of_machine()})
            lines += to_do(OF_MACHINE / folder.relative_to(LOCALE))
        print(*lines, f"{language.name}: {len(lines)} things to do", sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
