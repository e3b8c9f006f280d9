"""The English catalogues follow the pages, and keep what a translation must keep."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages import Message

from notes_site.commands import translate
from notes_site.languages.catalogues import faults, marks, messages, read
from notes_site.sphinx_support.project import LOCALE

ENGLISH = LOCALE / "en/LC_MESSAGES"
NAMES = sorted(path.relative_to(ENGLISH).as_posix() for path in ENGLISH.rglob("*.po"))


@pytest.fixture(scope="module")
def updated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the catalogues, brought up to date with the pages as they are now."""
    folder = tmp_path_factory.mktemp("catalogues") / "en"
    shutil.copytree(ENGLISH, folder)
    found = translate.extract()

    assert found is not None
    translate.update(folder, found)
    return folder


def test_every_page_has_a_catalogue(updated: Path) -> None:
    """No page is without a catalogue, and no catalogue without a page."""
    assert sorted(path.relative_to(updated).as_posix() for path in updated.rglob("*.po")) == NAMES
    assert len(NAMES) >= 20


@pytest.mark.parametrize("name", NAMES)
def test_catalogue_follows_its_page(updated: Path, name: str) -> None:
    """Bringing a catalogue up to date changes nothing: no message is new, changed or gone."""
    assert (updated / name).read_text("utf-8") == (ENGLISH / name).read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_translations_are_whole(name: str) -> None:
    """Every message is translated, with each role, value, formula and link of its source."""
    found = {str(m.id): list(faults(m)) for m in messages(read(ENGLISH / name))}

    assert found
    assert {source: wrong for source, wrong in found.items() if wrong} == {}


SOURCE = "见 {ref}`上文 <mse>` 和 {value}`k:.2f`，`x` 与 $\\sigma$，[书](https://example.org/b)。"
GOOD = (
    "See {ref}`above <mse>` and {value}`k:.2f`, `x` and $\\sigma$, [book](https://example.org/b)."
)
SLIPS = {
    "": "not translated",
    GOOD.replace("<mse>", "<relu>"): "lost {ref}`mse`",
    GOOD.replace("k:.2f", "k:.1f"): "new {value}`k:.1f`",
    GOOD.replace("`x`", "x"): "lost `x`",
    GOOD.replace("\\sigma", "\\tau"): "lost $\\sigma$",
    GOOD.replace("/b)", "/c)"): "lost https://example.org/b",
    GOOD.replace("See", "见"): "Chinese characters are left",
}


def test_a_good_translation_has_no_fault() -> None:
    """Only the title of a role and the text of a link may change."""
    assert list(faults(Message(SOURCE, GOOD))) == []
    assert list(faults(Message("“梯度”", "[梯度]{.language-zh}, gradient"))) == []


@pytest.mark.parametrize("slip", SLIPS)
def test_slips_are_named(slip: str) -> None:
    """Each slip of a translator is named by what is lost, new or left."""
    assert SLIPS[slip] in list(faults(Message(SOURCE, slip)))


def test_a_changed_source_is_a_fault() -> None:
    """A translation that was made for another source is not taken as it is."""
    assert list(faults(Message(SOURCE, GOOD, flags=["fuzzy"]))) == ["fuzzy: the source has changed"]


def test_role_without_title_is_kept() -> None:
    """A role is known by its name and target, with a title or without."""
    assert marks("{ref}`mse`") == marks("{ref}`a title <mse>`") == {"{ref}`mse`"}
