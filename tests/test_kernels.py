"""Every page has a process of its own, alike whether it was forked or started; none outlives it."""

from __future__ import annotations

import os
import pickle
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from conftest import NOTEBOOK, ROOT, MakeProject, Project, executed
from nbformat import NotebookNode

from notes_site.execution.forkserver import process
from notes_site.execution.forkserver.client import ADDRESS
from notes_site.execution.forkserver.process import PLAIN, WarmProcess
from notes_site.execution.forkserver.server import IDLE, LATER
from notes_site.execution.pending import Page
from notes_site.sphinx_support import caches

STATE = """
```{code-cell}
import math, os, random, sys
import matplotlib.pyplot as plt, numpy as np, torch
print("x" in globals(), os.environ.get("POLLUTED"), os.path.basename(os.getcwd()), math.pi)
print(plt.rcParams["lines.linewidth"], torch.get_default_dtype(), torch.get_num_threads())
print(torch.rand(1).item(), np.random.rand(), random.random(), len(sys.argv), len(sys.path))
print(__name__, hash("text"), np.geterr(), sys.getrecursionlimit(), sys.stdin.closed)
```
"""
POLLUTION = """
```{code-cell}
import math, os, random, sys
import matplotlib.pyplot as plt, numpy as np, torch
x, math.pi, os.environ["POLLUTED"], plt.rcParams["lines.linewidth"] = 1, 3, "yes", 9
torch.set_default_dtype(torch.float64); torch.set_num_threads(2); os.chdir("/")
torch.manual_seed(1); np.random.seed(1); random.seed(1); np.seterr(all="ignore")
```
"""
STUCK = """
def stick(*_):
    from pathlib import Path
    from threading import Event
    Path("begun").write_text("yes", encoding="utf-8")
    Event().wait()

def setup(app):
    app.connect("{}", stick)
"""
FIGURE = r"""
```{code-cell}
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
_ = ax.plot([0, 1]), ax.set_title(r"$\sigma'(x)$")
```
"""
GLUED = """
```{code-cell}
:tags: [remove-cell]
from myst_nb import glue
fig, ax = plt.subplots()
glue("fig", fig, display=False)
plt.close()
```

```{glue:figure} fig
:alt: Empty axes.

Caption.
```
"""
ERROR = """
```{code-cell}
:tags: [raises-exception]
import torch
torch.zeros(2) + torch.zeros(3)
```
"""
PAGES = {
    "before": NOTEBOOK + "# Before\n" + STATE + POLLUTION + STATE,
    "figures": NOTEBOOK + "# Figures\n" + FIGURE * 3 + GLUED + ERROR,
    "after": NOTEBOOK + "# After\n" + STATE + "\n$$\n1 = 1\n$$ (eq-one)\n",
}
FAILING = "# Page\n\n{ref}`nowhere`\n"
DEATH = NOTEBOOK + "# Page\n\n```{code-cell}\nimport os\n```\n\n```{code-cell}\nos._exit(1)\n```\n"
ENDLESS = (
    NOTEBOOK + "# Page\n\n```{code-cell}\nopen('../begun', 'w').close()\nwhile True: pass\n```\n"
)
PARENT = NOTEBOOK + "# Page\n\n```{code-cell}\nimport os\nprint(os.getppid())\n```\n"
MARK = "NOTES_TEST_MARK"
pytestmark = pytest.mark.usefixtures("own_kernels")


def published(project: Project) -> dict[str, bytes]:
    """Every file of the site."""
    site = project.root / "_build/html"
    return {str(p.relative_to(site)): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def marked(mark: str) -> list[psutil.Process]:
    """The living processes that were started with a mark in their environment."""
    found = []
    for living in psutil.process_iter():
        try:
            if living.environ().get(MARK) == mark:
                found.append(living)
        except psutil.Error:  # it has ended, or is not ours
            continue
    return found


def killed(project: Project, number: int) -> dict[psutil.Process, dict[str, str]]:
    """Send a signal to a build that has begun; its processes, each with its environment."""
    os.mkfifo(project.root / "begun")
    build = subprocess.Popen(
        [sys.executable, "-m", "notes_site.commands.build"],
        cwd=project.root,
        env=project.environment | {MARK: str(project.root)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    (project.root / "begun").read_text(encoding="utf-8")  # returns when it is at work
    processes = {each: each.environ() for each in marked(str(project.root))}
    build.send_signal(number)
    build.wait(timeout=30)
    return processes


def printed(project: Project, name: str) -> list[str]:
    """What the cells of a page print."""
    return [output.get_text() for output in project.page(name).select(".output.stream")]


@pytest.fixture(scope="module")
def forked(make_project: MakeProject) -> Project:
    """A site whose kernels are forked."""
    project = make_project(PAGES)
    result = project.build()

    assert result.returncode == 0, result.stdout
    assert sorted(executed(result.stdout)) == sorted(PAGES)
    return project


def test_pages_are_isolated(forked: Project) -> None:
    """What a page does to its interpreter changes its own later cells, and no other page."""
    before, polluted = printed(forked, "before")

    assert printed(forked, "after") == [before]
    assert polluted.splitlines()[0] == "True yes  3"
    assert "torch.float64 2" in polluted.splitlines()[1]


def test_every_figure_is_shown(forked: Project) -> None:
    """Each cell that draws has its picture, and so has what is glued."""
    assert len(forked.page("figures").select("article img")) == 4


def test_plain_kernels_make_the_same_site(forked: Project, make_project: MakeProject) -> None:
    """Without forks every published file is the same, byte for byte."""
    plain = make_project(PAGES)
    result = plain.build(**{PLAIN: "1"})

    assert result.returncode == 0, result.stdout
    assert published(plain) == published(forked)


@pytest.mark.parametrize("edit", ["", "More.\n"], ids=["unchanged", "prose"])
def test_nothing_is_imported_without_need(forked: Project, edit: str) -> None:
    """No process of a build that executes nothing imports torch, formulas or not."""
    if edit:
        forked.write("after.md", PAGES["after"] + edit)
    result = forked.build(PYTHONPROFILEIMPORTTIME="1")

    assert result.returncode == 0
    assert ("More." in forked.page("after").get_text()) == bool(edit)
    imports = set(re.findall(r"^import time: .*\| +(\S+)$", result.stdout, flags=re.MULTILINE))
    assert "sphinx" in imports
    assert "torch" not in imports


@pytest.mark.parametrize("text", [PARENT, FAILING], ids=["success", "failure"])
def test_nothing_is_left_after_a_build(make_project: MakeProject, text: str) -> None:
    """A build that ends by itself ends every process it has started."""
    project = make_project({"page": text})
    result = project.build(**{MARK: str(project.root)})

    assert result.returncode == (1 if text == FAILING else 0), result.stdout
    _, alive = psutil.wait_procs(marked(str(project.root)), timeout=30)
    assert alive == []


@pytest.mark.parametrize(
    "number",
    [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.exhaustive), signal.SIGKILL],
)
def test_nothing_is_left_of_a_killed_build(make_project: MakeProject, number: int) -> None:
    """A build killed while a cell is busy takes its processes and its socket along."""
    project = make_project({"page": ENDLESS})
    processes = killed(project, number)
    addresses = {environment.get(ADDRESS) for environment in processes.values()} - {None}
    _, alive = psutil.wait_procs(processes, timeout=30)

    assert len(processes) >= 5  # the script, Sphinx, the warm process, the client, the kernel
    assert alive == marked(str(project.root)) == []
    assert [Path(str(address)).exists() for address in addresses] == [False]


@pytest.mark.parametrize("event", ["builder-inited", "source-read"])
def test_nothing_is_left_of_a_killed_sphinx(make_project: MakeProject, event: str) -> None:
    """Sphinx ends with the script where it executes nothing, too: itself, and each of its forks."""
    project = make_project({f"page-{number}": f"# Page {number}\n" for number in range(8)})
    with (project.root / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(STUCK.format(event))
    processes = killed(project, signal.SIGKILL)
    _, alive = psutil.wait_procs(processes, timeout=30)

    assert len(processes) >= (2 if event == "builder-inited" else 3)
    assert alive == marked(str(project.root)) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_client_and_fork_end_together(number: int) -> None:
    """A fork ends by the signal that its client gets, and the client as its fork does."""
    with WarmProcess(ROOT) as warm:
        command = process.command("notes_site.formulas.answers")
        client = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        with client:
            assert client.stdin
            assert client.stdout
            pickle.dump(("check", ("1 = 1", "eq-one")), client.stdin)
            client.stdin.flush()
            pickle.load(client.stdout)
            forks = psutil.Process(warm.process.pid).children()
            client.send_signal(number)
            assert client.wait(timeout=30) == -number
        _, alive = psutil.wait_procs(forks, timeout=30)

        assert len(forks) == 1
        assert alive == []


def test_a_warm_process_goes_on_importing() -> None:
    """What takes long is imported while nobody waits; later forks have it, and no thread."""
    statement = f"import sys; print({set(LATER)} <= sys.modules.keys())"
    with WarmProcess(ROOT) as warm:
        command = [*process.command("timeit"), "-n1", "-r1", statement]
        for _ in range(50):
            time.sleep(2 * IDLE)  # whoever asks without a pause is served, and nothing imported
            if found := subprocess.check_output(command, text=True).startswith("True"):
                break
        threads = psutil.Process(warm.process.pid).num_threads()

    assert found
    assert threads == 1


def test_a_dead_kernel_is_reported_twice(make_project: MakeProject) -> None:
    """A cell that ends its interpreter fails the build with one line that names it."""
    project = make_project({"page": DEATH})
    for _ in range(2):
        result = project.build()

        assert result.returncode == 1
        assert result.stdout.count("page.md:14: WARNING: the kernel died in this cell") == 1
        assert "Traceback" not in result.stdout


def test_one_process_serves_many_builds(make_project: MakeProject) -> None:
    """Builds use the warm process they are given, as long as the package is what it imported."""
    project = make_project({"page": PARENT})
    source = project.root / "src/notes_examples/activations.py"
    parents = []
    with WarmProcess(project.root) as warm:
        for edit in ("", "\n# edited\n"):
            source.write_text(source.read_text(encoding="utf-8") + edit, encoding="utf-8")
            project.write("page.md", PARENT + edit)
            assert project.build().returncode == 0
            parents.append(int(printed(project, "page")[0]))

    assert parents[0] == warm.process.pid
    assert parents[1] != warm.process.pid


def test_a_broken_package_is_reported(make_project: MakeProject) -> None:
    """A build whose package cannot be imported says where, and ends."""
    project = make_project({"page": PARENT})
    (project.root / "src/notes_examples/graph.py").write_text("1 +\n", encoding="utf-8")
    result = project.build()

    assert result.returncode == 1
    assert "SyntaxError: invalid syntax" in result.stdout
    assert "The process that kernels are forked from did not start." in result.stdout


def test_old_caches_are_dropped(tmp_path: Path) -> None:
    """The one in use is kept, and those used last before it."""
    for number in range(caches.KEPT + 3):
        (tmp_path / str(number)).mkdir()
        os.utime(tmp_path / str(number), (number, number))
    caches.use(tmp_path / "0")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "4", "5", "6", "7"]


def test_no_kept_file_is_cut_off(tmp_path: Path) -> None:
    """A disk that takes no more leaves the old answer, or none."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            caches.write(tmp_path / "answer", b"x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert not (tmp_path / "answer").exists()


def test_a_kernel_without_its_ports_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ports that another kernel took first cost a second start, not the build."""
    starts: list[int] = []

    def attempt(page: Page, config: object) -> str:
        starts.append(1)
        if len(starts) == 1:
            raise RuntimeError("Kernel died before replying to kernel_info")
        return "executed"

    monkeypatch.setattr(Page, "attempt", attempt)

    notebook = NotebookNode()  # type: ignore[no-untyped-call]  # nbformat has no types
    assert Page("page", Path("page.md"), notebook).execute(None) == "executed"
