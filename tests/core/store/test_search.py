import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Span
from core.store import Case
from core.store.search import find_spans, match_expression, search_fold, shadow, terms
from tests.core.store.samples import result

TEXT = "وقال مُحَمَّد إنّ القوات بالعراق وبغداد انسحبت. İstanbul'da IŞIK söndü; ağır kayıp. Baghdad's troops left. روحانی گفت."

FOUND = {
    "محمد": "مُحَمَّد",
    "مُحَمَّد": "مُحَمَّد",
    "العراق": "بالعراق",
    "عراق": "بالعراق",
    "بالعراق": "بالعراق",
    "بغداد": "وبغداد",
    "القوات": "القوات",
    "istanbul": "İstanbul",
    "İSTANBUL": "İstanbul",
    "ISTANBUL": "İstanbul",
    "ışık": "IŞIK",
    "agir": "ağır",
    "baghdad": "Baghdad",
    "troop": "troops",
    "روحاني": "روحانی",
    '"القوات بالعراق"': "القوات بالعراق",
}


@pytest.mark.parametrize(("query", "surface"), FOUND.items())
def test_spellings_meet_and_the_hit_is_shown_in_place(case: Case, query: str, surface: str) -> None:
    case.save(result("a.txt", text=TEXT))
    (hit,) = case.search(query)
    assert [span.of(TEXT) for span in hit.spans] == [surface]
    assert hit.snippet_spans[0].of(hit.snippet) == surface


@pytest.mark.parametrize("query", ["", "   ", '"', "()", "العراق سوريا", '"بالعراق القوات"', "nothing", "*", "AND OR"])
def test_what_is_not_there_is_not_found(case: Case, query: str) -> None:
    case.save(result("a.txt", text=TEXT))
    assert case.search(query) == []


def test_all_words_must_be_there_and_order_does_not_matter(case: Case) -> None:
    case.save(result("a.txt", text=TEXT))
    case.save(result("b.txt", text="العراق وحده"))
    assert [hit.path for hit in case.search("بغداد العراق")] == ["a.txt"]
    assert len(case.search("العراق")) == 2


def test_a_deleted_article_is_no_longer_found(case: Case) -> None:
    case.save_file("a.txt", "h", "1", [result("a.txt", text=TEXT)])
    case.save_file("a.txt", "h2", "1", [result("a.txt", text="شيء آخر")])
    assert case.search("بغداد") == []
    case.save_file("a.txt", "h3", "1", [])
    assert case.search("اخر") == []


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_query_on_any_text_is_answered(text: str, query: str) -> None:
    for span in find_spans(text, terms(query)):
        assert 0 <= span.start < span.end <= len(text)
    assert search_fold(search_fold(text)) == search_fold(text)
    shadow(text)
    match_expression(query)


def test_spans_reach_over_what_folding_drops() -> None:
    assert find_spans("قـــال", terms("قال")) == (Span(0, 6),)
