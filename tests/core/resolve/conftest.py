"""What the tests of resolving share: the knowledge base, built beforehand if need be, and the gazetteer."""

import pytest

from core.paths import resource
from core.resolve.knowledge import KnowledgeBase
from core.resolve.places import Gazetteer
from tools.build_knowledge import build


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory) -> KnowledgeBase:
    """The knowledge base as it is shipped, or a fresh one where none is built."""
    shipped = resource("knowledge.sqlite")
    if shipped.is_file():
        return KnowledgeBase.open(shipped)
    path = tmp_path_factory.mktemp("knowledge") / "knowledge.sqlite"
    build(path)
    return KnowledgeBase.open(path)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer as it is shipped."""
    return Gazetteer.open()
