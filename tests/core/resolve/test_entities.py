"""Names, titles and unnamed participants come to the right entity, with a reason."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path

import pytest

from core.errors import ResourceError
from core.model import Document, Mention, Span
from core.resolve.entities import KnowledgeBase, link, unify
from tools.build_knowledge import build

CASES = Path(__file__).parents[2] / "cases" / "names"
LANGUAGES = ("ar", "tr", "fa", "en")


def cases(name: str, table: str) -> list:
    rows = tomllib.loads((CASES / name).read_text(encoding="utf-8"))[table]
    return [pytest.param(row, marks=[pytest.mark.xfail(reason=row["xfail"], strict=True)] if "xfail" in row else []) for row in rows]


def document(text: str, language: str, published: str | None = None) -> Document:
    return Document(
        doc_id=hashlib.sha256(text.encode()).hexdigest()[:8], path="a.txt", sha256="", format="text", text=text, segments=(),
        language=language, published=published,
    )  # fmt: skip


def mention(text: str, words: str, kind: str, *, named: bool = True, nth: int = 0) -> Mention:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Mention(span=Span(start, start + len(words)), text=words, kind=kind, sentence=0, named=named)


def linked(knowledge, text, language, marked, published=None, gazetteer=None):
    """Link (words, kind) pairs of a text, in order; a third item False marks the unnamed, a number the nth occurrence."""
    mentions = []
    for words, kind, *rest in marked:
        named = False not in [r for r in rest if isinstance(r, bool)]
        nth = next((r for r in rest if isinstance(r, int) and not isinstance(r, bool)), 0)
        mentions.append(mention(text, words, kind, named=named, nth=nth))
    return link(document(text, language, published), mentions, knowledge, gazetteer)


@pytest.mark.parametrize("group", [g for name in ("known", "turkish", "persian", "english") for g in cases(f"{name}.toml", "group")])
def test_every_spelling_of_a_known_name_leads_to_it(knowledge, group):
    kind = "TITLE" if "date" in group else "PERSON" if group["type"] == "NONE" else group["type"]
    for language in LANGUAGES:
        for form in group.get(language, ()):
            found = linked(knowledge, form, language, [(form, kind)], group.get("date")).links[0]
            if group["type"] == "NONE":
                assert found.entity_id.startswith("x:"), form
            else:
                assert (form, found.name, found.type) == (form, group["name"], group["type"])
            assert found.evidence.reason


@pytest.mark.parametrize("group", cases("unknown.toml", "group"))
def test_spellings_of_an_unknown_name_meet(knowledge, group):
    found = [linked(knowledge, f, lang, [(f, "PERSON")]).entities[0] for lang in LANGUAGES for f in group.get(lang, ())]
    renamed = unify(found)
    assert len({renamed.get(e.entity_id, e.entity_id) for e in found}) == 1, [(e.name, e.entity_id) for e in found]
    if "romanised" in group:
        assert found[0].name == group["romanised"]


@pytest.mark.parametrize("group", cases("unknown.toml", "apart"))
def test_names_of_different_people_stay_apart(knowledge, group):
    found = [linked(knowledge, form, lang, [(form, "PERSON")]).entities[0] for lang, form in group["forms"]]
    renamed = unify(found)
    assert len({renamed.get(e.entity_id, e.entity_id) for e in found}) == len(found)


@pytest.mark.parametrize("case", cases("unnamed.toml", "case"))
def test_unnamed_participants_are_described(knowledge, case):
    found = linked(knowledge, case["text"], case["language"], [(case["text"], "GROUP", False)]).links[0]
    assert found.name == case["expect"]


@pytest.mark.parametrize("case", cases("institutions.toml", "case"))
def test_names_of_unknown_bodies_and_places_are_put_into_english(knowledge, gazetteer, case):
    found = linked(knowledge, case["text"], case["language"], [(case["text"], case["kind"])], gazetteer=gazetteer).links[0]
    assert found.name == case["expect"]


@pytest.mark.parametrize("case", cases("persons.toml", "case"))
def test_names_of_unknown_persons_are_spelled_as_is_usual(knowledge, gazetteer, case):
    found = linked(knowledge, case["text"], case["language"], [(case["text"], "PERSON")], gazetteer=gazetteer).links[0]
    assert found.name == case["expect"]


@pytest.mark.parametrize(
    ("language", "text", "expect"),
    [
        ("ar", "متحدث باسم المديرية العامة للأمن", "spokesperson for General Directorate of Security"),
        ("ar", "مصدر في المفوضية العليا لشؤون اللاجئين", "source in the High Commission for Refugees Affairs"),
        ("fa", "سخنگوی کمیساریای عالی حقوق بشر", "spokesperson of the High Commission for Human Rights"),
        ("ar", "خبراء الطاقة المتجددة", "renewable energy experts"),
        ("fa", "کارشناسان هواشناسی", "meteorology experts"),
    ],
)
def test_who_is_described_by_a_body_is_told_with_its_name(knowledge, language, text, expect):
    assert linked(knowledge, text, language, [(text, "PERSON", False)]).links[0].name == expect


def test_missions_of_states_with_like_names_are_two(knowledge):
    text = "Protesters attacked the Embassy of Nigeria in Cotonou. Gunmen attacked the Embassy of Niger. The embassy was closed."
    names = [("Embassy of Nigeria", "FAC"), ("Cotonou", "GPE"), ("Embassy of Niger.", "FAC"), ("The embassy", "FAC", False)]
    found = linked(knowledge, text, "en", names).links
    assert found[0].name.startswith("Embassy of Nigeria") and not found[2].name.startswith("Embassy of Nigeria")


def test_a_body_of_which_every_word_is_known_still_has_a_name(knowledge):
    for text, kind, name in (
        ("اللجنة الأمنية العليا", "GROUP", "Supreme Security Committee"),
        ("لجنة أمنية", "GROUP", "security committee"),
    ):
        assert linked(knowledge, text, "ar", [(text, kind)]).links[0].name == name


def test_a_family_name_is_the_person_named_before(knowledge):
    text = "قال مثنى الدراجي إن الاتفاق قريب. وأضاف الدراجي أن الحوار مستمر."
    found = linked(knowledge, text, "ar", [("مثنى الدراجي", "PERSON"), ("الدراجي", "PERSON", 1)])
    assert found.links[0].entity_id == found.links[1].entity_id
    assert found.links[1].evidence.source == "document"
    assert set(found.entities[0].aliases) == {"مثنى الدراجي", "الدراجي"}


def test_a_name_without_the_fathers_is_the_longer_one(knowledge):
    text = "وصل خلدون بن سعيد الراشد. واجتمع خلدون الراشد بالوفد."
    found = linked(knowledge, text, "ar", [("خلدون بن سعيد الراشد", "PERSON"), ("خلدون الراشد", "PERSON")])
    assert found.links[0].entity_id == found.links[1].entity_id


def test_a_title_beside_a_name_is_its_bearer_and_so_is_the_bare_title_later(knowledge):
    text = "قال وزير النقل ناجح الفرطوسي إن الخط سيفتح. وأكد الوزير ذلك."
    found = linked(knowledge, text, "ar", [("وزير النقل", "TITLE"), ("ناجح الفرطوسي", "PERSON"), ("الوزير", "TITLE")])
    assert found.links[0].entity_id == found.links[1].entity_id == found.links[2].entity_id


def test_a_title_without_its_state_takes_the_state_spoken_of(knowledge):
    text = "Irak'ta seçimler sürüyor. Irak ordusu teyakkuzda. Başbakan halka seslendi."
    found = linked(knowledge, text, "tr", [("Irak", "GPE"), ("Irak ordusu", "ORG"), ("Başbakan", "TITLE")], "2023-05-02")
    assert found.links[2].name == "Mohammed Shia al-Sudani"


def test_a_title_of_an_undated_article_names_the_post_alone(knowledge):
    found = linked(knowledge, "Irak Başbakanı", "tr", [("Irak Başbakanı", "TITLE")]).links[0]
    assert (found.entity_id, found.name) == ("kb:post:IQ.head_of_government", "Prime Minister of Iraq")


def test_an_undated_title_is_the_holder_named_in_the_text(knowledge):
    text = "حيدر العبادي في البصرة. وقال رئيس الوزراء العراقي كلمة."
    found = linked(knowledge, text, "ar", [("حيدر العبادي", "PERSON"), ("رئيس الوزراء العراقي", "TITLE")])
    assert found.links[1].name == "Haider al-Abadi"


def test_a_body_without_its_state_takes_the_state_spoken_of(knowledge):
    text = "في لبنان، ناقش البرلمان الموازنة."
    found = linked(knowledge, text, "ar", [("لبنان", "GPE"), ("البرلمان", "ORG")])
    assert found.links[1].name == "Parliament of Lebanon"


def test_the_head_word_alone_is_the_organisation_named_before(knowledge):
    text = "أصدر مجلس السيادة الانتقالي قرارا. وقال المجلس إنه نافذ."
    found = linked(knowledge, text, "ar", [("مجلس السيادة الانتقالي", "ORG"), ("المجلس", "ORG")])
    assert {found.links[0].name, found.links[1].name} == {"Transitional Sovereignty Council"}


def test_a_short_name_in_brackets_is_the_long_one(knowledge):
    text = "Kuzey Vadisi Çiftçiler Birliği (KVÇB) açıklama yaptı."
    found = linked(knowledge, text, "tr", [("Kuzey Vadisi Çiftçiler Birliği", "ORG"), ("KVÇB", "ORG")])
    assert found.links[0].entity_id == found.links[1].entity_id


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "السفارة القطرية في الخرطوم"), ("en", "Qatari embassy in Khartoum"), ("fa", "سفارت قطر در خارطوم")],
)
def test_an_embassy_is_named_by_state_and_city(knowledge, language, words):
    assert linked(knowledge, words, language, [(words, "FAC")]).links[0].name == "Embassy of Qatar in Khartoum"


def test_a_capital_may_stand_for_its_state(knowledge):
    capital = linked(knowledge, "طهران", "ar", [("طهران", "GPE")]).links[0]
    assert (capital.name, knowledge.metonym(capital.entity_id).name) == ("Tehran", "Iran")
    assert knowledge.metonym("kb:IR") is None


@pytest.mark.parametrize(("language", "words"), [("ar", "العاصمة الصينية"), ("fa", "پایتخت چین"), ("en", "the Chinese capital")])
def test_the_capital_of_a_state_is_its_city(knowledge, language, words):
    assert linked(knowledge, words, language, [(words, "GPE")]).links[0].name == "Beijing"


def test_places_come_from_the_gazetteer_where_the_knowledge_base_has_none(knowledge):
    class Gazetteer:
        def lookup(self, surface, language):
            record = type("Record", (), {"name": "Hit", "country": "IQ", "entity_id": "geo:1"})
            return [record] if surface == "هيت" else []

    found = linked(knowledge, "قضاء هيت", "ar", [("قضاء هيت", "GPE")], gazetteer=Gazetteer())
    assert found.links[0].entity_id == "geo:1"


def test_words_that_are_only_words_name_nobody(knowledge):
    forms = {form for language in LANGUAGES for form, _, _ in knowledge.forms(language)}
    assert not {"أمل", "رئيسي", "فتح", "Meclisi", "القاعدة"} & forms
    assert {"حركة أمل", "Irak Başbakanı", "Turkish Armed Forces", "وزارت امور خارجه عراق"} <= forms


@pytest.mark.parametrize(
    ("language", "word", "acronym", "kind"),
    [
        ("en", "Lana", "LANA", "PERSON"), ("en", "Map", "MAP", "ORG"), ("en", "who", "WHO", "ORG"), ("tr", "Sana", "SANA", "PERSON"),
        ("tr", "Mit", "MİT", "ORG"), ("en", "Tap", "TAP", "ORG"), ("tr", "Tip", "TİP'in", "ORG"),
    ],
)  # fmt: skip
def test_an_acronym_is_known_in_capitals_alone(knowledge, language, word, acronym, kind):
    assert not any(c.type == "ORG" for c in knowledge.lookup(word, language))
    assert linked(knowledge, word, language, [(word, kind)]).links[0].entity_id.startswith(("x:", "kb:cap:"))
    assert linked(knowledge, acronym, language, [(acronym, "ORG")]).links[0].entity_id.startswith("kb:")


@pytest.mark.parametrize("word", ["Nato", "NATO", "Isis", "Unicef", "the UN", "Unrwa's"])
def test_an_acronym_read_as_a_word_is_known_as_one_too(knowledge, word):
    assert linked(knowledge, word, "en", [(word, "ORG")]).links[0].entity_id.startswith("kb:")


def test_lookup_by_date(knowledge):
    titles = [knowledge.lookup("قائد فيلق القدس", "ar", date(year, 6, 1))[0].name for year in (2019, 2021)]
    assert titles == ["Qasem Soleimani", "Esmail Qaani"]


def test_the_built_file_is_the_same_each_time(tmp_path):
    digests = set()
    for name in ("one.sqlite", "two.sqlite"):
        build(tmp_path / name)
        digests.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_terms_of_office_are_dates_in_order(knowledge):
    for start, end in knowledge._db.execute("SELECT started, ended FROM office"):
        date.fromisoformat(start)
        assert not end or date.fromisoformat(end) >= date.fromisoformat(start)


def test_every_office_is_of_a_known_post(knowledge):
    query = "SELECT DISTINCT post FROM office WHERE post NOT IN (SELECT id FROM post)"
    assert [row[0] for row in knowledge._db.execute(query)] == []


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ResourceError, match="build_knowledge"):
        KnowledgeBase.open(tmp_path / "none.sqlite")


def test_odd_mentions_never_crash(knowledge):
    for words in ("«»", "،", "...", "و", "'", "(x)", "١٢٣", "🙂"):
        for kind in ("PERSON", "ORG", "GPE", "FAC", "TITLE", "GROUP"):
            for language in (*LANGUAGES, "und"):
                assert linked(knowledge, words, language, [(words, kind)]).links[0].name


@pytest.mark.parametrize("case", cases("anaphors.toml", "case"))
def test_a_noun_alone_stands_for_what_was_named_before(knowledge, case):
    found = linked(knowledge, case["text"], case["language"], case["marked"], case.get("date"))
    last = found.links[len(case["marked"]) - 1]
    assert (last.name if last.entity_id.startswith("kb:") else "") == case["expect"]
    assert last.evidence.reason


@pytest.mark.parametrize("case", cases("nobody.toml", "case"))
def test_words_that_link_nowhere(knowledge, case):
    found = linked(knowledge, case["text"], case["language"], case["marked"])
    last = found.links.get(len(case["marked"]) - 1)
    assert last is None or last.entity_id.startswith("x:"), last


@pytest.mark.parametrize(
    ("language", "text", "fuller", "short"),
    [
        ("ar", "قال مصدر سياسي مطلع إن اللقاء تم، وأضاف المصدر أنه قصير.", "مصدر سياسي مطلع", "المصدر"),
        ("tr", "Üst düzey bir yetkili görüşmeyi doğruladı. Yetkili ayrıntı vermedi.", "Üst düzey bir yetkili", "Yetkili"),
        ("fa", "یک منبع آگاه گفت دیدار انجام شد. منبع افزود کوتاه بود.", "منبع آگاه", "منبع"),
        ("en", "A senior official confirmed it. The official gave no details.", "senior official", "The official"),
    ],
)
def test_the_source_is_the_one_described_before(knowledge, language, text, fuller, short):
    found = linked(
        knowledge, text, language, [(fuller, "PERSON", False), (short, "PERSON", False, text.count(short, 0, text.rindex(short)))]
    )
    assert found.links[1].entity_id == found.links[0].entity_id
    assert fuller in found.links[1].evidence.reason


def test_of_two_sources_none_is_taken_up(knowledge):
    text = "قال مصدر أمني ونفى مصدر سياسي، وأضاف المصدر أنه قصير."
    found = linked(knowledge, text, "ar", [("مصدر أمني", "PERSON", False), ("مصدر سياسي", "PERSON", False), ("المصدر", "PERSON", False)])
    assert len({found.links[i].entity_id for i in range(3)}) == 3


def test_a_source_is_described_and_never_spelled_as_a_name(knowledge):
    found = linked(knowledge, "وقال مصدر رفض الكشف عن هويته", "ar", [("مصدر رفض", "PERSON")])
    assert found.links[0].name == "source"
    assert linked(knowledge, "قال رفيق الصالحي", "ar", [("رفيق الصالحي", "PERSON")]).links[0].name.startswith("Rafi")


def test_an_ordinal_alone_is_nobodys_family_name(knowledge):
    for word in ("الأول", "الثاني", "السادس"):
        assert not knowledge.lookup(word, "ar"), word


@pytest.mark.parametrize(
    ("language", "words", "name"),
    [
        ("ar", "حكومة نتنياهو", "Netanyahu government"),
        ("ar", "حكومة السوداني", "Sudani government"),
        ("ar", "إدارة ترامب", "Trump administration"),
        ("tr", "Trump yönetimi", "Trump administration"),
        ("fa", "دولت بنیامین نتانیاهو", "Netanyahu government"),
        ("en", "government of Benjamin Netanyahu", "Netanyahu government"),
        ("en", "Xi Jinping government", "Xi government"),
    ],
)
def test_a_government_is_named_by_who_leads_it(knowledge, language, words, name):
    assert linked(knowledge, words, language, [(words, "ORG")], "2023-03-10").links[0].name == name


@pytest.mark.parametrize(
    ("language", "text", "body", "noun"),
    [
        ("en", "the International Committee of the Red Cross and the prisoners' committee", "International Committee of the Red Cross", "committee"),
        ("ar", "اللجنة الدولية للصليب الأحمر ثم لجنة الأسرى", "اللجنة الدولية للصليب الأحمر", "لجنة"),
    ],
)  # fmt: skip
def test_a_noun_with_an_owner_of_its_own_stands_for_nobody_named_before(knowledge, language, text, body, noun):
    marked = [(body, "ORG"), (noun, "ORG", False), *([("الأسرى", "GROUP", False)] if language == "ar" else [])]
    found = linked(knowledge, text, language, marked)
    assert found.links[0].entity_id != found.links[1].entity_id


@pytest.mark.parametrize("name", ["علي دواني", "محمد داود"])
def test_a_common_given_name_alone_makes_nobody_of_note(name):
    assert KnowledgeBase.open().similar(name, "ar") is None
