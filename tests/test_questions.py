"""What pages ask: predictions before an output, and exercises with their solutions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import look, needs_browser
from bs4 import BeautifulSoup, Tag
from conftest import ROOT
from playwright.sync_api import Browser, Page
from test_site import CHAPTERS, Pages, chapters, pages  # noqa: F401  fixtures

PREDICT = "section.predict"
OUTPUT = f"{PREDICT} + .cell_output"
EXPLANATION = f".cell:has(> {PREDICT}) + p"


def chosen(page: Page) -> list[str]:
    """The answers that can be seen."""
    return page.locator(f"{PREDICT} .answer > p:visible").all_text_contents()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def chapter(browser: Browser, site: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A chapter, with and without JavaScript."""
    context = browser.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.goto((site / "notes/sigmoid.html").as_uri())
    yield page
    context.close()


def test_predictions_stand_before_their_output(chapters: Pages) -> None:  # noqa: F811  the fixture
    """Each is a named group between code and output, its choices a group of their own."""
    for page in chapters.values():
        groups = page.select(PREDICT)
        names = [{str(i["name"]) for i in group.select("input[type=radio]")} for group in groups]

        assert groups
        assert len(set().union(*names)) == sum(map(len, names)) == len(groups)
        for group in groups:
            before, after = group.find_previous_sibling(), group.find_next_sibling()
            assert isinstance(before, Tag)
            assert isinstance(after, Tag)
            assert "cell_input" in before["class"]
            assert "cell_output" in after["class"]
            assert group.select_one(f"p.asked[id={group['aria-labelledby']}]")
            assert group["role"] == "group"


def test_each_choice_has_its_answer(chapters: Pages) -> None:  # noqa: F811  the fixture
    """One choice is right, every answer is its own, and the last choice only shows the output."""
    for page in chapters.values():
        for group in page.select(PREDICT):
            *guesses, show = group.select(".guess")
            answers = [guess.select_one(".answer") for guess in guesses]
            texts = {answer.get_text() for answer in answers if answer}

            assert len(texts) == len(guesses) >= 2
            assert [bool(guess.select(".answer p")) for guess in guesses] == [True] * len(guesses)
            assert len(group.select(".guess.right")) == 1
            assert "show" in show["class"]


def test_verdict_and_answer_are_apart(site: Path) -> None:
    """An English answer has a space after its verdict."""
    page = BeautifulSoup((site / "en/notes/sigmoid.html").read_bytes(), "html5lib")
    said = [p.get_text() for p in page.select(".answer > p, .self-test details > p:nth-child(2)")]

    assert len(said) > 10
    assert [text for text in said if not re.match(r"(Right|Wrong)\. \S", text)] == []


@needs_browser
def test_output_waits_for_a_choice(chapter: Page) -> None:
    """Output, answers and explanation are hidden, until the last choice shows the output alone."""
    for selector in (OUTPUT, EXPLANATION):
        assert not chapter.locator(selector).first.is_visible()
    chapter.locator(f"{PREDICT} .show input").first.check()

    assert chosen(chapter) == []
    for selector in (OUTPUT, EXPLANATION):
        assert chapter.locator(selector).first.is_visible()
    assert not chapter.locator(OUTPUT).nth(1).is_visible()


@needs_browser
def test_choices_answer_by_key(chapter: Page) -> None:
    """Space chooses, an arrow chooses the next, and the answer is that of the choice."""
    answers = chapter.locator(PREDICT).first.locator(".answer").all_text_contents()
    chapter.focus(f"{PREDICT} input")
    chapter.keyboard.press("Space")
    seen = [chosen(chapter)]
    for _ in answers[1:]:
        chapter.keyboard.press("ArrowDown")
        seen.append(chosen(chapter))

    assert [[text.strip()] for text in answers] == seen
    assert chapter.locator(OUTPUT).first.is_visible()


@needs_browser
@pytest.mark.parametrize("without", ["print", "style"])
def test_all_is_seen_on_paper_and_without_style(browser: Browser, site: Path, without: str) -> None:
    """Every answer and output is there where nothing can be chosen."""
    page = look(browser, (site / "notes/sigmoid.html").as_uri())
    if without == "print":
        page.emulate_media(media="print")
    else:
        page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach(l => l.remove())")
    selector = f"{PREDICT} .answer > p, {OUTPUT}, {EXPLANATION}"
    shown = page.locator(selector).evaluate_all("all => all.map(e => e.checkVisibility())")
    inputs = page.locator(f"{PREDICT} input:visible").count()
    page.close()

    assert len(shown) > 6
    assert all(shown)
    assert (inputs == 0) == (without == "print")


def test_chapters_have_exercises(chapters: Pages) -> None:  # noqa: F811  the fixture
    """Each has two or three, numbered, each with one folded solution that a cell has checked."""
    for name, page in chapters.items():
        exercises = page.select("div.exercise")

        assert 2 <= len(exercises) <= 3, name
        assert [e["id"] for e in exercises] == [f"exercise-{n + 1}" for n in range(len(exercises))]
        for exercise in exercises:
            (solution,) = exercise.select("details.solution")
            code = "".join(cell.get_text() for cell in solution.select(".cell_input"))
            assert solution.get("open") is None
            assert "assert" in code, name
            assert solution.select(".cell_output"), name


@pytest.mark.parametrize("name", CHAPTERS)
def test_answers_are_not_typed_twice(name: str) -> None:
    """The key of each prediction is glued by a cell and used once."""
    source = (ROOT / f"docs/notes/{name}.md").read_text(encoding="utf-8")
    keys = re.findall(r"\{predict\}\n:truths: (\S+)", source)

    assert len(keys) == len(set(keys)) >= 1
    assert [key for key in keys if f'glue("{key}", [' not in source] == []
