from pathlib import Path

import pytest

from core.read.formats import read_bytes
from tools import bench_corpus


def test_the_corpus_is_the_same_each_time_and_in_every_format(tmp_path: Path) -> None:
    words = [bench_corpus.write_corpus(tmp_path / name, 60) for name in ("one", "two")]
    assert words[0] == words[1] > 3000
    one, two = (
        {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) == 60
    assert {name.split(".", 1)[1] for name in one} == {ending[1:] for ending in bench_corpus.FORMATS}


@pytest.mark.parametrize("ending", bench_corpus.FORMATS)
def test_what_is_written_can_be_read(ending: str) -> None:
    article = next(a for a in bench_corpus.articles(8) if a.language == "en")
    (raw,) = read_bytes(bench_corpus.FORMATS[ending](article), f"x{ending}", "0")
    flat = " ".join(raw.text.split())
    for paragraph in article.paragraphs:
        assert " ".join(paragraph.split())[:60] in flat
