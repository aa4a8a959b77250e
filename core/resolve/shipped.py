"""The knowledge base and the gazetteer that ship with the program, opened once."""

from functools import lru_cache

from core.resolve.entities import KnowledgeBase
from core.resolve.places import Gazetteer


@lru_cache(maxsize=1)
def shipped() -> tuple[KnowledgeBase, Gazetteer]:
    """Open both, once in a process."""
    return KnowledgeBase.open(), Gazetteer.open()
