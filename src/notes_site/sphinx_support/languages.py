"""The languages of the site: the one its pages are written in, and those it is translated into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from babel import Locale
from babel.core import get_global

from notes_site.sphinx_support.project import LOCALE
from notes_site.sphinx_support.settings import conf, settings

if TYPE_CHECKING:
    from sphinx.config import Config


@dataclass(frozen=True)
class Language:
    """A language, with its folder below ``_build`` and its place in the published site."""

    code: str  # Sphinx's, which also names the folder of its catalogues
    tag: str  # HTML's
    locale: str  # Open Graph's
    name: str  # its own word for itself
    folder: str
    place: str

    @classmethod
    def of(cls, code: str, place: str = "") -> Language:
        """The language of a code such as ``zh_CN``; a translation stands in its folder."""
        known = Locale.parse(code)
        likely = Locale.parse(get_global("likely_subtags").get(code, code))
        locale = f"{known.language}_{known.territory or likely.territory}"
        name = str(known.get_language_name(code))
        folder = known.language
        return cls(code, code.replace("_", "-"), locale, name, folder, place or folder)


SOURCE = Language.of(conf().get("language", "en"), ".")
TRANSLATIONS = tuple(map(Language.of, settings().translations))


def built() -> tuple[Language, ...]:
    """The languages that can be built: a translation needs catalogues."""
    return (SOURCE, *(language for language in TRANSLATIONS if (LOCALE / language.code).is_dir()))


def language_of(config: Config) -> Language:
    """The language in which the pages are built."""
    (here,) = (language for language in built() if language.code == config.language)
    return here


def home(site: str, language: Language) -> str:
    """The address of a language's folder in a site."""
    return urljoin(site, language.place.removeprefix(".") and f"{language.place}/")
