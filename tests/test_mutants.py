"""What ``make mutants`` makes of the tool's answers."""

from __future__ import annotations

import tomllib

import mutants
import pytest

DIFF = """# notes_examples.softmax.x__checked__mutmut_3: survived
--- src/notes_examples/softmax.py
+++ src/notes_examples/softmax.py
@@ -1,3 +1,3 @@
     wide = widened(z)
-    require_axis(wide, dim)
+    require_axis(wide, None)
"""


def test_a_change_is_named_by_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a number nor a place is in the name, for they change with every edit."""
    monkeypatch.setattr(mutants, "mutmut", lambda *_: DIFF)

    assert mutants.change("notes_examples.softmax.x__checked__mutmut_3") == (
        "notes_examples.softmax._checked: - require_axis(wide, dim) | + require_axis(wide, None)"
    )


def test_only_what_is_explained_may_live() -> None:
    """A survivor that the file has is no news; every reason is a sentence."""
    reasons = tomllib.loads(mutants.SURVIVORS.read_text(encoding="utf-8"))

    assert list(mutants.unexplained([*reasons, "new"])) == ["new"]
    assert all(len(reason.split()) > 3 for reason in reasons.values())


def test_verdicts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each change has its verdict, which may be of two words."""
    monkeypatch.setattr(
        mutants, "mutmut", lambda *_: "    a.x_f__mutmut_1: killed\n    b: no tests\n"
    )

    assert mutants.verdicts() == {"a.x_f__mutmut_1": "killed", "b": "no tests"}


@pytest.mark.parametrize("where", mutants.TESTS)
def test_the_tests_are_there(where: str) -> None:
    """Every test file that tries changes exists, and so do its settings."""
    said = tomllib.loads(mutants.settings(where))["tool"]["mutmut"]

    assert said["source_paths"] == [where.replace("docs", "src")]
    for test in said["pytest_add_cli_args_test_selection"]:
        assert (mutants.ROOT / test).exists()
