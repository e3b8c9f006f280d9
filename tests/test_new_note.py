"""A note of Obsidian becomes the draft of a page: nothing is lost, and what is open is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, MakeProject, Project

from notes_site.obsidian.blocks import blocks
from notes_site.obsidian.inline import Inline
from notes_site.obsidian.links import Labels
from notes_site.obsidian.writer import Writer

OTHER_PAGE = "(softmax)=\n# Softmax\n\n(softmax-definition)=\n## 定义\n\n它。\n"
NOTES = {"obsidian": "obsidian.md", "student-note": "note.md"}
COUNTS = {"obsidian": 16, "student-note": 39}


@pytest.fixture(scope="module")
def project(make_project: MakeProject) -> Project:
    """A site with one page and the drafts of two notes: the student's, and one with every mark."""
    project = make_project({"notes/softmax": OTHER_PAGE})
    for name, file in NOTES.items():
        made = project.run(
            "-m", "notes_site.commands.import_note", str(ROOT / "tests/data" / file), name
        )

        assert made.stdout == f"docs/notes/{name}.md: {COUNTS[name]} things to do\n"
    return project


@pytest.fixture
def text(project: Project) -> str:
    """The draft of the note with every mark."""
    return (project.root / "docs/notes/obsidian.md").read_text(encoding="utf-8")


def written(note: str) -> str:
    """A note as MyST, on a site that has a page."""
    labels = Labels(places={("softmax", ""): "softmax", ("softmax", "定义"): "softmax-definition"})
    return Writer(Inline(labels, "here"), "here").page(note)


def test_a_draft_builds_but_for_its_to_dos(project: Project) -> None:
    """Every warning of the build is a to-do of a draft, and each to-do is one."""
    result = project.build()
    warnings = re.findall(r"^.*(?:WARNING|ERROR).*$", result.stdout, flags=re.MULTILINE)

    assert result.returncode == 1
    assert [line for line in warnings if "TODO entry found" not in line] == []
    assert len(warnings) == sum(COUNTS.values())


def test_every_lost_picture_is_a_to_do(project: Project) -> None:
    """The student's note has 27 pictures, and the draft asks for each by its name."""
    note = (ROOT / "tests/data/note.md").read_text(encoding="utf-8")
    draft = (project.root / "docs/notes/student-note.md").read_text(encoding="utf-8")
    lost = re.findall(r"!\[\[(.+?)\]\]", note)

    assert len(lost) == 27
    assert re.findall(r"补上图片 `(.+?)`", draft) == lost


def test_the_code_of_a_note_becomes_cells(project: Project) -> None:
    """Each block of the student's note is a cell as it was, tagged where it raises."""
    note = (ROOT / "tests/data/note.md").read_text(encoding="utf-8")
    draft = (project.root / "docs/notes/student-note.md").read_text(encoding="utf-8")
    cell = r"```\{code-cell\} python\n(:tags: .*\n)?((?:.*\n)*?)```"
    cells = re.findall(cell, draft)

    assert [code for _, code in cells[1:]] == re.findall(r"```python\n((?:.*\n)*?)```", note)
    assert cells[0] == ("", "import torch\n")
    assert sum("raises-exception" in tags for tags, _ in cells) == 11


def test_a_page_is_never_overwritten(project: Project, text: str) -> None:
    """A second draft of the same name is refused, and the first stays."""
    again = project.run(
        "-m", "notes_site.commands.import_note", str(ROOT / "tests/data/note.md"), "obsidian"
    )

    assert (again.returncode, "exists" in again.stdout) == (1, True)
    assert (project.root / "docs/notes/obsidian.md").read_text(encoding="utf-8") == text


def test_a_chinese_name_needs_another(project: Project, tmp_path: Path) -> None:
    """A page needs an address in Latin letters; nothing is made without one."""
    (tmp_path / "笔记.md").write_text("一句话\n", encoding="utf-8")
    result = project.run("-m", "notes_site.commands.import_note", str(tmp_path / "笔记.md"))

    assert (result.returncode, "NAME=" in result.stdout) == (1, True)


def test_code_and_formulas_stay_as_they_are(text: str) -> None:
    """No mark is read in a code span, a fence, indented code or a formula."""
    assert "`==x== [[y]] %%z%% #t` 不动，公式 $a_{i} == b$ 不动" in text
    assert "```\nplain [[x]] ==y==\n```" in text
    assert "    缩进 [[代码]] ==x==" in text
    assert 'print("[[x]]")' in text


def test_a_finished_draft_must_lose_its_mark(make_project: MakeProject) -> None:
    """A draft that has no to-do left is not published unchecked."""
    result = make_project({"page": "---\ndraft: true\n---\n\n# 页\n"}).build()

    assert result.returncode == 1
    assert "nothing is left to do: delete `draft`" in result.stdout


@pytest.mark.parametrize(
    ("note", "myst"),
    [
        ("==高== ~~删~~", "[高]{.mark} [删]{.deleted}"),
        ("[[softmax]]", "{ref}`softmax <softmax>`"),
        ("[[Softmax#定义|它]]", "{ref}`它 <softmax-definition>`"),
        ("[它](softmax.md#定义)", "{ref}`它 <softmax-definition>`"),
        ("[外](https://a.b/#c)", "[外](https://a.b/#c)"),
        ("| a |\n|---|\n| [[softmax\\|s]] |", "| a |\n|---|\n| {ref}`s <softmax>` |"),
        ("- [ ] 没做\n- [x] 做了", "- ☐ 没做\n- ☑ 做了"),
        ("见 #标签/小 与 #1", "见 标签/小 与 #1"),
        ("#标签 #b", "% 标签：标签 b"),
        ("字 %%注%% 字", "字  字\n\n% 注"),
        ("一行\n又一行", "一行\n\n又一行"),
        ("字^[注 ==高==]", "字[^inline-1]\n\n[^inline-1]: 注 [高]{.mark}"),
        ("{ref}`x` 与 `y`{.z}", "\\{ref}`x` 与 `y`\\{.z}"),
        ("% 不是注释", "\\% 不是注释"),
        ("H<sub>2</sub>O<br>水", "H{sub}`2`O 水"),
        ("价 $5 与 $6", "价 $5 与 $6"),
        ("$$\nx\n$$", "$$\nx\n$$ (eq-here-1)"),
        ("```dataview\nx\n```", "```text\nx\n```\n\n:::{todo}"),
        ("> 引 ==高==", "> 引 [高]{.mark}"),
        (
            "> [!tip]+ 题 ==高==\n> 话",
            ":::{admonition} 题 [高]{.mark}\n:class: tip\n:collapsible: o",
        ),
        ("> [!x]\n> > [!y]\n> > 里", "::::{admonition} 说明\n:class: note\n\n:::{admonition} 说明"),
        ("![[另一篇#节]]", ":::{todo}\n补上嵌入的内容 `另一篇#节`。\n:::"),
        ("一\n\n---\n\n二", "一\n\n二"),
    ],
)
def test_marks_become_myst(note: str, myst: str) -> None:
    """What each mark of Obsidian becomes."""
    assert written(note).startswith(myst)


def test_no_heading_level_is_left_out() -> None:
    """Levels follow each other, and a note has no second title."""
    labels = Labels(places={("here", key): key for key in "abc"})
    page = Writer(Inline(labels, "here"), "here", shift=1).page("# a\n\n### b\n\n# c")

    assert re.findall("^#+ .", page, flags=re.MULTILINE) == ["## a", "### b", "## c"]


def test_lines_inside_code_are_known() -> None:
    """The lines of a list that are code are not read as text."""
    (block,) = blocks("- a\n  ```python\n  ==x==\n  ```\n- ==b==")

    assert block.kept == {1, 2, 3}
