"""The languages of the site: the one its pages are written in, and those it is translated into."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from notes_site.sphinx_support.project import LOCALE


@dataclass(frozen=True)
class Language:
    """A language, with its folder below ``_build`` and its place in the published site."""

    code: str  # Sphinx's, which also names the folder of its catalogues
    tag: str  # HTML's
    locale: str  # Open Graph's
    name: str  # its own word for itself
    folder: str
    place: str


SOURCE = Language("zh_CN", "zh-CN", "zh_CN", "中文", "zh", ".")
TRANSLATIONS = (Language("en", "en", "en_US", "English", "en", "en"),)


def built() -> tuple[Language, ...]:
    """The languages that can be built: a translation needs catalogues."""
    return (SOURCE, *(language for language in TRANSLATIONS if (LOCALE / language.code).is_dir()))


def home(site: str, language: Language) -> str:
    """The address of a language's folder in a site."""
    return urljoin(site, language.place.removeprefix(".") and f"{language.place}/")
