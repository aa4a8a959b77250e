from collections.abc import Callable
from math import isnan
from pathlib import Path

import pytest

from tools.corpus.agreement import ALL, LINKS, figures, kappa, measure, table
from tools.corpus.format import CorpusError

FIRST = """@ en-x-1 | lang en | date 2020-01-02 | style agency
T [gpe1 Ruritania] {a strikes} [loc1 Zenda]
S [per1 Rupert Hentzau] {b condemned} the {c raid} on [tim1 Monday] and {d urged} calm.
= a ASSAULT/aerial | actor gpe1 | location loc1 | time tim1
= b ACCUSE/disapprove | actor per1 | recipient gpe1 | time tim1
= c same a | actor gpe1
= d REQUEST/yield ~future | actor per1
"""
SECOND = """@ en-x-1 | lang en | date 2020-01-02 | style agency
T [gpe1 Ruritania] {a strikes} [gpe2 Zenda]
S [per1 Rupert] Hentzau {b condemned the} {c raid} on [tim1 Monday] and urged calm.
= a ASSAULT/aerial+drone | actor gpe1
= b REJECT | actor per1 | recipient gpe1 | time tim1
= c same a | actor gpe1 | time tim1
"""
Folder = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def write(first: str, second: str) -> Path:
        (tmp_path / "second").mkdir()
        (tmp_path / "en-x.rasad.txt").write_text(first, encoding="utf-8")
        (tmp_path / "second" / "en.second.txt").write_text(second, encoding="utf-8")
        return tmp_path

    return write


def test_an_annotation_agrees_with_itself(folder: Folder) -> None:
    rows = figures(measure(folder(FIRST, FIRST))["en"])
    assert {row: value for row, value in rows.items() if not isnan(value) and value != 1} == {}
    assert isnan(rows["weapon, span"])


def test_each_figure_counts_its_own_kind_of_difference(folder: Folder) -> None:
    rows = figures(measure(folder(FIRST, SECOND))[ALL])
    assert rows["mentions, span and kind"] == pytest.approx(2 * 2 / 8)
    assert rows["mentions, overlap and kind"] == pytest.approx(2 * 3 / 8)
    assert rows["triggers, overlap"] == pytest.approx(2 * 3 / 7)
    assert rows["triggers, overlap and type"] == pytest.approx(2 * 2 / 7)
    assert rows["type, share equal"] == pytest.approx(2 / 3)
    assert rows["aux, share equal"] == 1
    assert rows["modes, mean overlap"] == pytest.approx(1 / 2)
    assert rows[LINKS] == 1
    assert rows["actor, span"] == 1
    assert rows["location, span"] == 0
    assert rows["time, span"] == pytest.approx(2 * 1 / 4)
    assert rows["time, event"] == 1


def test_a_name_given_by_another_mention_counts_by_name_alone(folder: Folder) -> None:
    again = FIRST.replace("= b ACCUSE/disapprove | actor per1 | recipient gpe1", "= b ACCUSE | actor per1 | recipient gpe9")
    again = again.replace("urged} calm", "urged} calm in [gpe9 Ruritania]")
    rows = figures(measure(folder(FIRST.replace("urged} calm", "urged} calm in Ruritania"), again))["en"])
    assert rows["recipient, span"] == 0
    assert rows["recipient, name"] == 1


def test_kappa_takes_chance_away() -> None:
    pairs = [("A", "A")] * 4 + [("A", "B"), ("B", "A")] + [("B", "B")] * 4
    assert kappa(pairs) == pytest.approx(0.6)
    assert kappa([("A", "A")]) == 1
    assert isnan(kappa([]))


def test_other_text_is_an_error_that_names_the_article(folder: Folder) -> None:
    with pytest.raises(CorpusError, match="en-x-1"):
        measure(folder(FIRST, SECOND.replace("calm", "quiet")))


def test_the_table_has_a_column_for_each_language_and_all(folder: Folder) -> None:
    lines = table(measure(folder(FIRST, SECOND))).splitlines()
    assert lines[0].split() == ["en", "all"]
    assert lines[1].split() == ["articles", "1", "1"]
    assert "weapon, span" in "\n".join(lines) and lines[-1].startswith("all roles, event")
