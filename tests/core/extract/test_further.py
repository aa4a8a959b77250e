"""Names beside the deeds: in titles, captions and tags, and with the word for what they are."""

import pytest

from core.extract import extract
from core.extract.further import further_names
from core.extract.mentions import RuleMentions
from core.model import Document, Segment, Span
from core.parse import parse, words


def document(language: str, body: str, **around: str) -> Document:
    """Return an article with a body and, before it, segments of other kinds."""
    text, segments = "", []
    for kind, part in (*around.items(), ("body", body)):
        segments.append(Segment(kind, Span(len(text), len(text) + len(part))))
        text += part + "\n"
    return Document(
        doc_id="d", path="d.txt", sha256="", format="txt", text=text, segments=tuple(segments), language=language, published="2024-02-01"
    )


def further(article: Document) -> dict[str, str]:
    """Return the further names with their kinds."""
    doc = parse(article, reader=False)
    return {f.mention.text: f.mention.kind for f in further_names(doc, RuleMentions().detect(doc))}


def aliases(article: Document) -> dict[str, tuple[str, ...]]:
    """Return the forms of every entity by its name."""
    linked = extract(article, parse(article, reader=False)).linked
    assert linked is not None
    return {entity.name: entity.aliases for entity in linked.entities}


@pytest.mark.parametrize(
    ("language", "body", "name"),
    [
        ("tr", "Kudüs Gücü Komutanı dün Bağdat'a geldi.", "Kudüs Gücü"),
        ("ar", "زار قائد فيلق القدس بغداد أمس.", "فيلق القدس"),
        ("ar", "انفجرت عبوة في محافظة الأنبار أمس.", "محافظة الأنبار"),
        ("tr", "Saldırı Diyarbakır'ın Lice ilçesinde düzenlendi.", "Lice ilçesinde"),
        ("en", "Gunmen attacked a patrol in Diyala province on Sunday.", "Diyala province"),
    ],
)
def test_a_name_in_a_title_or_with_its_kind_is_told(language: str, body: str, name: str) -> None:
    article = document(language, body)
    told = further(article).keys() | {m.text for m in RuleMentions().detect(parse(article, reader=False))}
    assert name in told


def test_a_caption_names_but_a_menu_does_not() -> None:
    article = document("ar", "وصل الوزير إلى عمان.", menu="أخبار سوريا", caption="دخان فوق المدينة (رويترز)")
    found = further(article)
    assert found.get("رويترز") == "ORG"
    assert "سوريا" not in found


def test_further_names_add_forms_and_no_link() -> None:
    article = document("ar", "قالت كتائب حزب الله إنها قصفت القاعدة في محافظة الأنبار.", tags="الأنبار / كتائب حزب الله / رويترز")
    doc = parse(article, reader=False)
    mentions = RuleMentions().detect(doc)
    linked = extract(article, doc).linked
    assert linked is not None
    assert max(linked.links) < len(mentions)
    assert "رويترز" in aliases(article)["Reuters"]


def test_the_chinese_capital_is_a_town() -> None:
    found = aliases(document("ar", "التقى الوفدان في العاصمة الصينية أمس."))
    assert "العاصمة الصينية" in found["Beijing"]


def test_and_is_cut_off_a_name_that_a_longer_name_holds_with_it() -> None:
    article = document("ar", "قصفت الطائرات مواقع في العراق وسوريا، وقال تنظيم الدولة الإسلامية في العراق والشام إنه رد.")
    doc = parse(article, reader=False)
    assert "سوريا" in [word.text for word in words(doc)]
    assert any("العراق والشام" in mention.text for mention in RuleMentions().detect(doc))
