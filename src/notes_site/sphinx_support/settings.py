"""What ``conf.py`` tells the machine of its site; kernels and commands read it without Sphinx."""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from notes_site.sphinx_support.project import ROOT

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PREFIX = "notes_"


@dataclass(frozen=True)
class Settings:
    """The settings that begin with ``notes_``; paths are below ``docs``, names are dotted.

    An object is named as ``module:name``.
    """

    chapters: str = "notes/"  # the folder of the pages that readers get as notebooks
    derivatives: str = ""  # objects whose ``f`` has ``derivative``, for a prime in a formula
    description: str = ""  # of pages without a paragraph
    explorers: str = ""  # a file with their words
    figure_style: str = ""  # Matplotlib's, of every cell
    figure_svg: str = ""  # makes the text of an SVG from a figure
    functions: list[str] = field(default_factory=list)  # modules whose functions formulas may name
    kernel_imports: list[str] = field(default_factory=list)  # modules that each kernel has imported
    licence: str = ""  # of text and code, in words
    measurements: Mapping[str, str] = field(default_factory=dict)  # files of figures, by directive
    package: str = ""  # in ``src``; readers install it
    palette: str = ""  # colors of figures on a light ground, each with that on a dark one
    picture: str = ""  # beside links to the site
    picture_alt: str = ""  # what it shows
    search_places: Mapping[str, float] = field(default_factory=dict)  # folders and pages, by rank
    symbols: str = ""  # a file that says what symbols of formulas mean
    translations: list[str] = field(default_factory=list)  # languages beside that of the pages


@cache
def conf() -> dict[str, Any]:
    """All that ``conf.py`` says."""
    return runpy.run_path(str(ROOT / "conf.py"))


@cache
def settings() -> Settings:
    """The settings of the machine."""
    said = {one.name: PREFIX + one.name for one in fields(Settings)}
    return Settings(**{name: conf()[key] for name, key in said.items() if key in conf()})


def named(name: str) -> Any:
    """The object of a name, ``module:name``."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def setup(app: Sphinx) -> dict[str, Any]:
    """Tell Sphinx, which reads all pages again when one of them is another."""
    for name, default in vars(Settings()).items():
        app.add_config_value(PREFIX + name, default, "env")
    app.add_config_value("site_url", "", "html", str)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
