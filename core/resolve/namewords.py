"""The word lists that belong to names, from resources/knowledge/names.toml."""

import tomllib
from functools import lru_cache

from core.paths import resource


@lru_cache(maxsize=1)
def _file() -> dict:
    with resource("knowledge", "names.toml").open("rb") as file:
        return tomllib.load(file)


def word_list(name: str) -> tuple[str, ...]:
    """Return one of the lists."""
    return tuple(_file()[name])


def word_table(name: str) -> dict[str, str]:
    """Return one of the tables."""
    return dict(_file()[name])
