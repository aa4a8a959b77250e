"""Known names at a token: the table in the knowledge base holds what its forms give, and the index finds the longest one."""

import tomllib
from pathlib import Path

import pytest

from core.extract import mentions_of
from core.extract.again import named_again
from core.extract.names import in_order, index_of, known_names, only_qualifies, posted_on
from core.extract.nobody import is_ordinary
from core.model import Document, Evidence, Mention, Segment, Span
from core.parse import parse, words
from core.resolve.describe import is_description
from core.resolve.knowledge import KnowledgeBase
from tests.core.extract.cases import document


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_every_form_is_handed_out_by_its_first_token(language: str) -> None:
    knowledge = KnowledgeBase.open()
    for first, names in in_order(((form, kind) for form, _, kind in knowledge.forms(language)), language).items():
        assert knowledge.names(first, language) == names


def _words(text: str, language: str) -> list:
    body = (Segment("body", Span(0, len(text))),)
    return words(parse(Document(doc_id="1", path="1", sha256="", format="txt", text=text, segments=body, language=language)))


@pytest.mark.parametrize(
    ("text", "names", "expect"),
    [
        ("Birleşmiş Milletler Genel Sekreteri", ["Birleşmiş Milletler", "Birleşmiş"], (2, "ORG")),
        ("Dışişleri Bakanlığının sözcüsü", ["Dışişleri Bakanlığı"], (2, "ORG")),
        ('Adalet "ve" Kalkınma Partisi', ["Adalet ve Kalkınma Partisi", "Adalet"], (6, "ORG")),
        ("Adalet arayışı", ["Adalet ve Kalkınma Partisi"], None),
        ("Iran's parliament voted", ["Iran", "Iran's parliament"], (3, "ORG")),
        ("Turkey’s army", ["Turkey's army"], (3, "ORG")),
        ("Hamas", ["Hamas", "Hamas Hareketi"], (1, "ORG")),
    ],
)
def test_longest_name_at_a_word(text: str, names: list[str], expect: tuple[int, str] | None) -> None:
    assert index_of("tr", ((name, "ORG") for name in names)).at(_words(text, "tr"), 0) == expect


def test_known_names_are_fetched_when_met() -> None:
    assert known_names("ar").at(_words("الأمم المتحدة", "ar"), 0) == (2, "ORG")


@pytest.mark.parametrize(
    ("text", "word", "expect"),
    [
        ("خلال المؤتمر الصحفي الذي عقد", "الصحفي", True), ("في البيان الصحفي", "الصحفي", True), ("قال الصحفي إن", "الصحفي", False),
        ("وأبلغ الرئيس، الصحفي بذلك", "الصحفي", False), ("القائد العسكري القيادي", "القيادي", False), ("اعتقل الاحتلال الصحفي", "الصحفي", False), ("اتهم الرئيس القاضي", "القاضي", False), ("اعتقل الجيش المتظاهرين", "المتظاهرين", False),
    ],
)  # fmt: skip
def test_an_adjective_of_the_noun_before_it_is_nobody(text: str, word: str, expect: bool) -> None:
    assert only_qualifies(text[: text.index(word)], word) is expect


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "LANA reported", (1, "ORG")), ("en", "Lana reported", None), ("en", "Nato said", (1, "ORG")), ("en", "Map shows", None),
        ("tr", "TİP'in açıklaması", (1, "ORG")), ("tr", "Tip meselesi", None), ("en", "US forces", (2, "ORG")),
    ],
)  # fmt: skip
def test_an_acronym_is_a_name_in_capitals_alone(language, text, found):
    assert known_names(language).at(_words(text, language), 0) == found


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("fa", "صلح‌بانان روسیه راهی منطقه شدند.", "شدند"),
        ("fa", "نیکول پاشینیان، نخست‌وزیر ارمنستان، امضای توافق را دردناک خواند.", "امضای توافق"),
        ("ar", "قال إنها استهدفت منطقة قريبة من الاعتصام.", "قريبة"),
    ],
)
def test_ordinary_words_in_the_place_of_a_name_name_nobody(language: str, text: str, word: str) -> None:
    assert word not in {m.text for m in mentions_of(parse(document(text, language), reader=False), reader=False)}


_ORDINARY = Path(__file__).parents[2] / "cases" / "names" / "ordinary.toml"


@pytest.mark.parametrize("case", tomllib.loads(_ORDINARY.read_text(encoding="utf-8"))["case"])
def test_what_the_reader_alone_calls_a_name_must_not_be_ordinary_words(case: dict) -> None:
    span = Span(0, len(case["text"]))
    mention = Mention(span=span, text=case["text"], kind=case["kind"], sentence=0, why=(Evidence("model", "reader", 0.8, span),))
    assert is_ordinary(mention, case["language"]) is case["nobody"]


@pytest.mark.parametrize(
    ("language", "text", "again"),
    [
        ("tr", "Aktivist İhab el-Vezni öldürüldü. Vezni, mayısta vurulmuştu.", ["Vezni"]),
        ("en", "Judge Fadi Sawan spoke. Later Sawan left.", ["Sawan"]),
        ("en", "Judge Fadi Brown spoke. Later brown bears left.", []),
    ],
)
def test_a_family_name_names_its_bearer_again(language: str, text: str, again: list[str]) -> None:
    body = (Segment("body", Span(0, len(text))),)
    doc = parse(Document(doc_id="1", path="1", sha256="", format="txt", text=text, segments=body, language=language), reader=False)
    name = next(n for n in ("İhab el-Vezni", "Fadi Sawan", "Fadi Brown") if n in text)
    full = Mention(span=Span(text.index(name), text.index(name) + len(name)), text=name, kind="PERSON", sentence=0)
    assert [m.text for m in named_again([full], doc) if m != full] == again


@pytest.mark.parametrize(
    ("language", "name", "before", "behind", "posted"),
    [
        ("tr", "X", "Bakan cumartesi akşamı ", " hesabından paylaşımda bulundu", True),
        ("tr", "Twitter", "", "'dan yaptığı açıklamada", True),
        ("ar", "تويتر", "في تغريدة على ", " مساء الأحد", True),
        ("en", "Telegram", "in a message on ", " on Sunday", True),
        ("en", "Telegram", "", " suspended the channel", False),
        ("tr", "Anadolu", "", " hesabından", False),
    ],
)
def test_a_network_on_which_somebody_posts_takes_no_part(language: str, name: str, before: str, behind: str, posted: bool) -> None:
    assert posted_on(name, before, behind, language) is posted


@pytest.mark.parametrize(("text", "described"), [("Gunmen", True), ("gunmen", True), ("Houthis", False), ("Wagner", False)])
def test_a_capital_at_the_head_of_a_sentence_makes_no_name(text: str, described: bool) -> None:
    assert is_description(text, "en") is described
