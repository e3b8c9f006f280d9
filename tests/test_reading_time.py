"""Reading times are measured from the text, and an unknown page is a fault."""

from __future__ import annotations

import pytest
from conftest import MakeProject, Project

from notes_site.lessons.reading_time import CHARACTERS_A_MINUTE, WORDS_A_MINUTE

TIMES = """# Times

{reading-time}`chinese`, {reading-time}`latin`, {reading-time}`code`

"""


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """Pages of known length, and one that tells their times."""
    code = "```text\n" + "x\n" * 20 + "```\n"
    formulas = "\n$$\n1 = 1\n$$ (eq-a)\n\n$$\n2 = 2\n$$ (eq-b)\n"
    return make_project(
        {
            "chinese": "# T\n\n" + "字" * 10 * CHARACTERS_A_MINUTE + "\n",
            "latin": "# T\n\n" + "word " * 4 * WORDS_A_MINUTE + "\n",
            "code": f"# T\n\n{code}{formulas}",
            "times": TIMES,
        }
    )


def test_times_follow_the_text(project: Project) -> None:
    """Ten minutes of characters, four of words, one and a half of code and formulas."""
    result = project.build()
    found = [e.get_text() for e in project.page("times").select(".reading-time")]

    assert result.returncode == 0, result.stdout
    assert found == ["约 10 分钟", "约 4 分钟", "约 2 分钟"]


def test_unknown_page_is_a_fault(project: Project) -> None:
    """The warning names the page that is not there, at its line."""
    project.write("times.md", TIMES.replace("latin", "nowhere"))
    result = project.build()

    assert result.returncode == 1
    assert "times.md:3: WARNING: no page 'nowhere'" in result.stdout
