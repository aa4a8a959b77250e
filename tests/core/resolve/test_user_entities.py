"""A user's own entities: what the file may hold, what is refused by line, and that they go before the shipped ones."""

from pathlib import Path

import pytest

from core.errors import AppError
from core.extract.names import known_names
from core.model import Document, Mention, Segment, Span
from core.resolve import user_entities
from core.resolve.entities import link
from core.resolve.user_entities import REASON, OwnEntity, own_entities, own_file, read_entities, touched, write_entities

FAJR = OwnEntity("Katibat al-Fajr", "GROUP", "SY", {"ar": ("كتيبة الفجر", "الفجريون"), "tr": ("Fecir Tugayı",)})
TAHA = OwnEntity("Taha Nurlan", "PERSON", None, {"ar": ("طه نورلان",)})


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    write_entities(own_file(), [FAJR, TAHA])
    return own_file()


def mentions_of(text: str, *marked: tuple[str, str]) -> list[Mention]:
    return [
        Mention(span=Span(at, at + len(w)), text=w, kind=kind, sentence=0) for w, kind in marked for at in [text.index(w)]
    ]  # fmt: skip


def document(text: str, language: str) -> Document:
    return Document(
        doc_id="d", path="a.txt", sha256="", format="text", text=text, segments=(Segment("body", Span(0, len(text))),), language=language
    )


@pytest.mark.parametrize("name", ["mine.toml", "mine.tsv"])
def test_what_is_written_is_read(tmp_path: Path, name: str) -> None:
    rows = [FAJR, TAHA, OwnEntity('The "Dawn" \\ Post', "ORG", id="kb:x")]
    write_entities(tmp_path / name, rows)
    found = read_entities(tmp_path / name)
    assert list(found.rows) == rows
    assert not found.bad


def test_bad_rows_are_named_by_line_and_the_rest_counts(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        """# mine
[[entity]]
name = "A Group"
type = "GROUP"
[[entity]]
name = "B"
type = "TRIBE"
[[entity]]
name = "C
type = "ORG"
[[entity]]
type = "ORG"
[[entity]]
name = "D"
type = "ORG"
country = "Iraq"
[[entity]]
name = "E"
type = "ORG"
aliases = {xx = ["e"]}
[[entity]]
name = "F"
type = "ORG"
aliases = {ar = ["و"]}
[[entity]]
name = "a group"
type = "GROUP"
[[entity]]
name = "G"
type = "ORG"
colour = "red"
[[entity]]
name = "Good"
type = "ORG"
""",
        encoding="utf-8",
    )
    found = read_entities(path)
    assert [row.name for row in found.rows] == ["A Group", "Good"]
    told = {bad.line: bad.message for bad in found.bad}
    assert sorted(told) == [5, 9, 11, 13, 17, 21, 25, 28]
    assert "TRIBE" in told[5]
    assert "not understood" in told[9]
    assert "name is missing" in told[11]
    assert "IQ" in told[13]
    assert "'xx'" in told[17]
    assert "too short" in told[21]
    assert "line 2" in told[25]
    assert "'colour'" in told[28]


def test_a_form_belongs_to_one_entity(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("name\ttype\tar\nOne\tORG\tالفجر؛الصبح\nTwo\tORG\tالصبح\n\nThree\tORG\tx\ty\n", encoding="utf-8-sig")
    found = read_entities(path)
    assert found.rows == (OwnEntity("One", "ORG", None, {"ar": ("الفجر", "الصبح")}),)
    assert [bad.line for bad in found.bad] == [3, 5]
    assert "'One' in line 2" in found.bad[0].message


@pytest.mark.parametrize(("name", "content", "words"), [("a.tsv", b"nom\ttype\n", "line 1"), ("a.toml", b"\xff\xfa\x00", "not UTF-8")])
def test_a_file_of_another_kind_is_refused_in_plain_words(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AppError, match=words):
        read_entities(tmp_path / name)


def test_the_file_is_read_again_when_it_changes(own: Path) -> None:
    assert own_entities().find("وكتيبة الفجر", "ar") == FAJR
    assert own_entities().find("Fecir Tugayı'nın", "tr") == FAJR
    assert own_entities().find("KATIBAT AL-FAJR", "en") == FAJR
    assert own_entities() is own_entities()
    write_entities(own, [TAHA])
    assert own_entities().find("كتيبة الفجر", "ar") is None
    own.unlink()
    assert own_entities().rows == ()


def test_they_go_before_the_knowledge_base(knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "قال الحشد الشعبي إن طه نورلان وصل. وأضاف نورلان ذلك."
    marked = mentions_of(text, ("الحشد الشعبي", "ORG"), ("طه نورلان", "PERSON"))
    marked.append(Mention(span=Span(text.rindex("نورلان"), text.rindex("نورلان") + 6), text="نورلان", kind="PERSON", sentence=1))
    shipped = link(document(text, "ar"), marked, knowledge).links
    assert shipped[0].entity_id.startswith("kb:")
    mine = user_entities.OwnEntities([OwnEntity("My PMF", "GROUP", "IQ", {"ar": ("الحشد الشعبي",)}), TAHA])
    monkeypatch.setattr("core.resolve.entities.own_entities", lambda: mine)
    found = link(document(text, "ar"), marked, knowledge).links
    assert (found[0].entity_id, found[0].name) == ("own:GROUP:my-pmf", "My PMF")
    assert (found[0].evidence.source, found[0].evidence.reason) == ("user", REASON)
    assert found[1].entity_id == found[2].entity_id == "own:PERSON:taha-nurlan"


def test_their_names_are_recognised(own: Path) -> None:
    index = known_names("ar")
    assert index.language == "ar"
    assert [kind for _, (tokens, kind) in index.starting("كتيبه")["الفجر"] if tokens == ("كتيبه", "الفجر")] == ["GROUP"]


def test_a_changed_row_touches_the_articles_that_hold_its_forms() -> None:
    before, now = user_entities.OwnEntities([FAJR]).data(), user_entities.OwnEntities([FAJR, TAHA]).data()
    assert touched(before, now, "وصل طه نورلان أمس", "ar")
    assert not touched(before, now, "وصلت كتيبة الفجر أمس", "ar")
    assert touched(now, before, "وصل طه نورلان أمس", "ar")
