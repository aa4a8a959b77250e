"""The one catalogue of words for window, briefing and command line: ``resources/i18n/<language>.toml``.

Keys are dotted paths through the tables ('brief.title.bluf'). Values may hold ``{name}`` fields. A table whose keys are plural
categories ('one', 'two', 'few', 'many', 'other') is a counted text: ask for it with ``count``. An unknown key is a bug and raises.
"""

import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache

from core.errors import ResourceError
from core.paths import resource

INTERFACE_LANGUAGES = ("en", "ar", "tr")
PLURAL_CATEGORIES = ("zero", "one", "two", "few", "many", "other")


def _arabic_plural(n: int) -> str:
    """Return the Arabic plural category of ``n``."""
    if n in (0, 1, 2):
        return ("zero", "one", "two")[n]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


def _english_plural(n: int) -> str:
    """Return the English plural category of ``n``."""
    return "one" if n == 1 else "other"


def _turkish_plural(_n: int) -> str:
    """Return the category of a Turkish noun after a number, which is always the singular form."""
    return "other"


_PLURALS: dict[str, Callable[[int], str]] = {"ar": _arabic_plural, "en": _english_plural, "tr": _turkish_plural}


def _flatten(table: dict, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield every leaf of nested tables as (dotted key, text)."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        elif isinstance(value, str):
            yield prefix + key, value
        else:
            raise ResourceError(f"i18n: {prefix}{key} must be a text, not {type(value).__name__}")


@lru_cache(maxsize=8)
def _load(language: str) -> dict[str, str]:
    """Read one language file into a flat dictionary."""
    path = resource("i18n", f"{language}.toml")
    try:
        return dict(_flatten(tomllib.loads(path.read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{path.name}: {error}") from error


class Catalogue:
    """The texts of one interface language."""

    def __init__(self, language: str) -> None:
        """Load ``language``; one without a catalogue is a ResourceError."""
        if language not in INTERFACE_LANGUAGES:
            raise ResourceError(f"no catalogue for language {language!r}; there are {', '.join(INTERFACE_LANGUAGES)}")
        self.language = language
        self.direction = "rtl" if language == "ar" else "ltr"
        self._texts = _load(language)

    def keys(self, prefix: str = "") -> tuple[str, ...]:
        """Return all dotted keys that begin with ``prefix``, in file order."""
        return tuple(key for key in self._texts if key.startswith(prefix))

    def has(self, key: str) -> bool:
        """Tell whether ``key`` is a text of this catalogue."""
        return key in self._texts

    def text(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with its fields filled in."""
        template = self._texts[key]
        return template.format_map({name: str(value) for name, value in values.items()}) if values else template

    def count(self, key: str, n: int, **values: object) -> str:
        """Return the counted text of ``key`` in the plural form for ``n``; ``{n}`` is the number."""
        form = f"{key}.{_PLURALS[self.language](n)}"
        return self.text(form if form in self._texts else f"{key}.other", n=n, **values)
