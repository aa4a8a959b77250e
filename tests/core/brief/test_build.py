"""The briefing as data: what is chosen, how it is grouped and numbered, what each section says."""

from dataclasses import replace

import pytest

from core.brief import Briefing, BriefOptions, build, date_time_group
from core.brief.material import collect, gravity
from core.brief.model import Box, Charts, Figures, Heading, Para, Table, Text, Together
from core.brief.phrases import amount, fill, names, short_dates, span_of_days
from core.brief.sections import bluf, details, figures, gaps
from core.errors import BriefError
from core.i18n import INTERFACE_LANGUAGES, Catalogue
from core.model import Casualties, Review, Span, TimeValue
from tests.core.brief.fake import FakeSource, day, sample

CONTROLS = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200b"))


def plain(runs: tuple[Text, ...]) -> str:
    """Return runs as text without invisible characters."""
    return "".join(run.text for run in runs).translate(CONTROLS).replace("\u00a0", " ")


def all_text(block: object) -> str:
    """Return every word of a block."""
    if isinstance(block, (Para, Heading)):
        return plain(block.runs)
    if isinstance(block, Together):
        return "\n".join(all_text(b) for b in block.blocks)
    if isinstance(block, Box):
        return "\n".join(all_text(p) for p in block.paras)
    if isinstance(block, Table):
        return "\n".join(all_text(p) for row in block.rows for cell in row for p in cell)
    return ""


def section_text(briefing: Briefing, key: str) -> str:
    """Return every word of a section."""
    return "\n".join(all_text(b) for s in briefing.sections if s.key == key for b in s.blocks)


@pytest.fixture
def source() -> FakeSource:
    return sample()


def options(**more: object) -> BriefOptions:
    return BriefOptions(**{"language": "en", "generated_at": "2024-02-19T12:00Z", "version": "1.0"} | more)


def test_sections_in_order(source: FakeSource) -> None:
    keys = [s.key for s in build(source, options()).sections]
    assert keys == ["bluf", "figures", "contested", "events", "details", "names", "gaps", "sources", "method"]


def test_same_input_same_briefing(source: FakeSource) -> None:
    assert build(source, options()) == build(sample(), options())


def test_rejected_events_are_left_out(source: FakeSource) -> None:
    source.revs["e8"] = Review(event_id="e8", status="rejected")
    material = collect(source, options())
    assert "e8" not in material.events
    assert material.counts.rejected == 1


def test_accepted_only(source: FakeSource) -> None:
    material = collect(source, options(accepted_only=True))
    assert list(material.events) == ["e1"]
    assert material.counts.unreviewed == 8
    assert list(material.references) == ["a1"]


def test_period_counts_undated_events_by_publication(source: FakeSource) -> None:
    material = collect(source, options(period_from="2024-01-30", period_to="2024-01-31"))
    assert set(material.events) == {"e2", "e6", "e9"}  # e6: published on the 31st; e9: nothing known, so it stays
    assert material.counts.outside == 6


def test_stories_merge_an_incident_and_lead_with_the_fullest_account(source: FakeSource) -> None:
    story = collect(source, options()).stories[0]
    assert {e.id for e in story.events} == {"e3", "e5", "e7"}
    assert story.lead.id == "e7"


def test_sources_are_numbered_by_date(source: FakeSource) -> None:
    assert collect(source, options()).references == {"a3": 1, "a1": 2, "a2": 3, "a4": 4}


def test_bluf_has_at_most_three_sentences_and_only_facts(source: FakeSource) -> None:
    box = bluf.build(collect(source, options())).blocks[0]
    text = all_text(box)
    assert len(box.paras) == 3
    assert "United States forces came under attack (drone), in Tower 22, 28 January 2024, killed: 3" in text
    assert "[1][2][3]" in text.splitlines()[0]
    assert "Iran" not in text


def test_bluf_of_nothing(source: FakeSource) -> None:
    source.evts = []
    briefing = build(source, options())
    assert "No events match" in section_text(briefing, "bluf")
    assert [s.key for s in briefing.sections] == ["bluf", "method"]


def test_disagreement_stands_side_by_side(source: FakeSource) -> None:
    text = section_text(build(source, options()), "contested")
    assert "3 [1][2]   /   4 [3]" in text
    assert "Tower 22 [1][2]   /   Jordan [3]" in text


def test_disagreement_with_a_rejected_account_is_none(source: FakeSource) -> None:
    source.revs["e5"] = Review(event_id="e5", status="rejected")
    assert "do not contradict" in section_text(build(source, options()), "contested")


@pytest.mark.parametrize(
    ("field", "expect"),
    [
        ("killed", "3 [2]   /   4 [3]"),
        ("date", "28 Ocak 2024 [2]   /   31 Ocak 2024 [3]"),
        ("type", "Saldırı [2]   /   Tehdit [3]"),
        ("status", "olmuş olarak anlatılan [2]   /   yalanlanan [3]"),
        ("recipient", "United States forces [2]   /   Iran [3]"),
        ("place", "Tower 22 [2]   /   Ürdün [3]"),
        ("colour", "a [2]   /   b [3]"),
    ],
)
def test_points_are_told_in_the_language_of_the_briefing(source: FakeSource, field: str, expect: str) -> None:
    iran = source.evts[7].actor
    changed = replace(source.evts[4], event_type="THREATEN", aux=("negation",), time=day("2024-01-31"))
    source.evts[4] = replace(changed, recipient=iran) if field == "recipient" else changed
    source.incs = [replace(source.incs[0], disagreements=({"field": field, "values": [["a", ["e3"]], ["b", ["e5"]]]},))]
    assert expect in section_text(build(source, options(language="tr")), "contested")


def test_harm_is_never_more_exact_than_told(source: FakeSource) -> None:
    material = collect(source, options())
    assert figures.harm(material, "killed") == (3, 4)
    assert figures.harm(material, "injured") == (34, None)


def test_denied_harm_is_not_counted(source: FakeSource) -> None:
    source.evts = [replace(e, aux=("negation",)) for e in source.evts]
    assert figures.harm(collect(source, options()), "killed") is None


def test_figures_and_charts(source: FakeSource) -> None:
    section = figures.build(collect(source, options()))
    assert isinstance(section.blocks[0], Figures) and section.blocks[0].items[0][0] == "7"
    types, days = section.blocks[1].charts if isinstance(section.blocks[1], Charts) else ()
    assert [(b.label, b.value, b.group) for b in types.bars][0] == ("Request", 2, 3)
    assert sum(b.value for b in days.bars) == 4


def test_aux_is_said_in_words(source: FakeSource) -> None:
    text = section_text(build(source, options()), "details")
    assert "Denied: Iran (إيران) made a demand" in text
    assert "Conditional: Iran (إيران) made a threat" in text


def test_quotation_is_verbatim_with_trigger_in_bold(source: FakeSource) -> None:
    material = collect(source, options())
    event = material.events["e2"]
    para = details.quote(material, event, event.quotes)
    words = [run for run in para.runs if not run.link]
    assert "".join(r.text for r in words).rstrip("\u00a0") == event.quotes[0].of(material.documents["a1"].text)
    assert [r.text for r in words if r.bold] == ["تعليق"]
    assert (para.direction, para.language) == ("rtl", "ar")


def test_long_quotation_is_cut_around_its_trigger(source: FakeSource) -> None:
    material = collect(source, options())
    text = "word " * 400 + "bombed" + " word" * 400
    at = text.index("bombed")
    material = replace(material, documents={**material.documents, "a3": replace(material.documents["a3"], text=text)})
    event = replace(material.events["e7"], trigger=Span(at, at + 6), quotes=(Span(0, len(text)),))
    para = details.quote(material, event, event.quotes)
    shown = plain(para.runs)
    assert shown.startswith("… word") and "word … [1]" in shown and len(shown) < 450
    assert [r.text for r in para.runs if r.bold] == ["bombed"]


def test_quotations_of_one_event_are_parted_by_dots(source: FakeSource) -> None:
    material = collect(source, options())
    event = material.events["e7"]
    first, last = Span(event.quotes[0].start, event.quotes[0].start + 11), Span(event.quotes[0].end - 18, event.quotes[0].end)
    assert plain(details.quote(material, event, (first, last)).runs) == "A drone hit … uring at least 34. [1]"


def test_gaps_name_what_is_missing(source: FakeSource) -> None:
    found = gaps.missing(collect(source, options()))
    assert [s.lead.id for s in found["date"]] == ["e6", "e9", "e8"]
    assert [s.lead.id for s in found["actor"]] == ["e7"]
    assert "e7" not in [s.lead.id for s in found["single"]]
    assert [s.lead.id for s in found["publication"]] == ["e9"]


def test_names_suit_the_language(source: FakeSource) -> None:
    who = collect(source, options()).events["e4"].actor
    shown = {code: plain(names(collect(source, options(language=code)), who, both_scripts=True)) for code in INTERFACE_LANGUAGES}
    assert shown == {
        "en": "Esmail Qaani (إسماعيل قاآني)",
        "ar": "إسماعيل قاآني (Esmail Qaani)",
        "tr": "Esmail Qaani (إسماعيل قاآني)",
    }


def test_an_arabic_edition_takes_no_persian_name_but_of_persons(source: FakeSource) -> None:
    who = collect(source, options()).events["e9"].actor[0]
    source.evts = [replace(source.evts[8], actor=(replace(who, entity_id="new", name="Ministry", text="وزارت امور خارجه", type="ORG"),))]
    assert "Ministry" in section_text(build(source, options(language="ar")), "events")
    source.evts = [replace(source.evts[0], actor=(replace(who, entity_id="new", name="Ali", text="علی", type="PERSON"),))]
    assert "علی" in section_text(build(source, options(language="ar")), "events")


def test_a_person_is_shown_by_name_not_by_title(source: FakeSource) -> None:
    titled = replace(source.evts[0].actor[0], text="قائد فيلق القدس في الحرس الثوري")
    short = replace(titled, text="قاآني")
    source.evts += [replace(source.evts[0], id=f"t{n}", actor=(who,)) for n, who in enumerate((titled, titled, short))]
    text = section_text(build(source, options(language="ar")), "events")
    assert "إسماعيل قاآني" in text and "قائد" not in text


def test_many_names_are_cut_short(source: FakeSource) -> None:
    who = source.evts[0].actor[0]
    source.evts = [replace(source.evts[0], actor=tuple(replace(who, entity_id=f"p{n}", name=f"Person {n}") for n in range(9)))]
    text = section_text(build(source, options()), "bluf")
    assert "Person 5, 3 more held talks" in text and "Person 6" not in text


def test_foreign_text_cannot_turn_what_stands_around_it(source: FakeSource) -> None:
    source.docs[2] = replace(source.docs[2], title="evil \u202etxt.exe \u2067", outlet="\u2067Gulf")
    runs = [
        r
        for s in build(source, options()).sections
        for b in s.blocks
        if isinstance(b, Table)
        for row in b.rows
        for c in row
        for p in c
        for r in p.runs
    ]
    assert any(r.text == "evil txt.exe " for r in runs)
    assert not any("\u202e" in r.text or "\u2067" in r.text for r in runs)


def test_names_left_out_are_counted(source: FakeSource) -> None:
    who = source.evts[0].actor[0]
    source.evts = [replace(source.evts[0], id=f"x{n}", actor=(replace(who, entity_id=f"p{n}", name=f"Person {n}"),)) for n in range(70)]
    assert section_text(build(source, options()), "names").endswith("11 more are named in the event table only.")


def test_a_place_takes_its_arabic_form_from_an_arabic_source(source: FakeSource) -> None:
    text = section_text(build(source, options(language="ar")), "events")
    assert "بغداد" in text and "Baghdad" not in text and "Istanbul" in text
    assert "İstanbul" in section_text(build(source, options(language="tr")), "events")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_type_has_its_sentence(source: FakeSource, language: str) -> None:
    words = Catalogue(language)
    kinds = {k.split(".")[2] for k in words.keys("event.type.")}
    assert len(kinds) == 16
    for kind in kinds:
        assert all(words.has(f"brief.say.{kind}.{form}") for form in ("both", "actor", "recipient"))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_field_is_left_open(source: FakeSource, language: str) -> None:
    briefing = build(source, options(language=language))
    for section in briefing.sections:
        assert "{" not in section_text(briefing, section.key)


@pytest.mark.parametrize(
    ("earliest", "latest", "expect"),
    [
        ("2024-01-29", "2024-01-29", "29 January 2024"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2024-01-29", "2024-02-02", "29 January 2024 to 2 February 2024"),
        ("2024-01-29", None, "from 29 January 2024"),
        (None, "2024-01-29", "until 29 January 2024"),
        (None, None, ""),
    ],
)
def test_days_in_words(earliest: str | None, latest: str | None, expect: str) -> None:
    assert plain((Text(span_of_days(Catalogue("en"), earliest, latest)),)) == expect


def test_unresolved_time_keeps_its_words(source: FakeSource) -> None:
    source.evts = [replace(source.evts[5], time=TimeValue(earliest=None, latest=None, granularity="unknown", text="geçen hafta"))]
    assert "date as written: “geçen hafta”" in section_text(build(source, options()), "details")


def test_interval_takes_two_lines_in_the_table(source: FakeSource) -> None:
    event = replace(source.evts[0], time=TimeValue(earliest="2024-01-02", latest="2024-02-01", granularity="interval"))
    assert [line.translate(CONTROLS) for line in short_dates(event)] == ["2024-01-02 –", "2024-02-01"]
    whole = replace(event, time=TimeValue(earliest="2024-02-01", latest="2024-02-29", granularity="month"))
    assert [line.translate(CONTROLS) for line in short_dates(whole)] == ["2024-02"]


@pytest.mark.parametrize(
    ("value", "expect"), [((3, 3), "3"), ((3, 5), "3–5"), ((3, None), "3+"), ((None, 5), "0–5"), ((None, None), ""), (None, "")]
)
def test_amounts(value: tuple | None, expect: str) -> None:
    assert amount(Catalogue("en"), value, short=True).translate(CONTROLS) == expect


def test_fill_keeps_runs() -> None:
    assert fill("{a} and {b}", a=(Text("x", bold=True),), b=(Text("y"),)) == (Text("x", bold=True), Text(" and "), Text("y"))


def test_gravity_grows_with_harm(source: FakeSource) -> None:
    event = replace(source.evts[2], casualties=None)
    worse = replace(event, casualties=Casualties(killed=(10, None)))
    assert gravity(worse) > gravity(event) > gravity(source.evts[0])
    assert gravity(replace(event, time=day("2024-01-01"))) == gravity(event)


def test_date_time_group() -> None:
    assert date_time_group("2024-02-19T12:00Z") == "191200Z FEB 2024"
    assert date_time_group("2024-02-19T15:00+03:00") == "191500+0300 FEB 2024"


@pytest.mark.parametrize("wrong", [{"tlp": "PINK"}, {"period_from": "yesterday"}, {"generated_at": "now"}])
def test_wrong_options_are_named(wrong: dict) -> None:
    with pytest.raises(BriefError):
        BriefOptions(**wrong)
