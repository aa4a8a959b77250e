"""Which fillers a deed keeps that is told several times."""

from datetime import date

from core.extract.merge import Telling, fillers
from core.model import Mention, Span, Trigger

Told = dict[str, dict[str, float]]
"""Of one telling, by role: names and how likely they fill it."""


def telling(number: int, told: Told) -> Telling:
    at = 100 * number
    trigger = Trigger(span=Span(at, at + 4), text="met", event_type="CONSULT", sentence=number)
    out = Telling(trigger, Span(at, at + 90))
    for role, names in told.items():
        for k, (name, score) in enumerate(names.items(), 1):
            start = at + 10 * k
            named = name[0].isupper()
            one = Mention(span=Span(start, start + len(name)), text=name, kind="PERSON", sentence=number, named=named)
            out.roles.setdefault(role, []).append(one)
            out.votes.setdefault(role, {})[one.span] = (name, score)
    return out


def chosen(role: str, *told: Told) -> list[str]:
    return [m.text for m in fillers([telling(n, t) for n, t in enumerate(told)], role, "en")]


def test_whom_one_of_many_tellings_adds_is_left_out() -> None:
    both = {"Amr": 0.9, "Zayd": 0.8}
    assert chosen("actor", {"actor": both}, {"actor": both}, {"actor": both | {"Bakr": 0.6}}) == ["Amr", "Zayd"]


def test_tellings_that_each_name_one_side_give_both() -> None:
    assert sorted(chosen("actor", {"actor": {"Amr": 0.9}}, {"actor": {"Zayd": 0.8}})) == ["Amr", "Zayd"]


def test_a_name_is_better_than_a_noun() -> None:
    assert chosen("recipient", {"recipient": {"minister": 0.9}}, {"recipient": {"minister": 0.9}}, {"recipient": {"Amr": 0.5}}) == ["Amr"]


def test_who_tells_one_of_many_tellings_is_not_the_source_of_the_deed() -> None:
    teller: Told = {"attribution": {"Reuters": 0.9}}
    assert chosen("attribution", teller, {}) == ["Reuters"]
    assert chosen("attribution", {}, {}, {}, teller) == []


def test_what_the_report_tells_in_its_own_name_has_no_source() -> None:
    teller: Told = {"attribution": {"Reuters": 0.9}}
    assert chosen("attribution", {}, {}, {"attribution": {"AFP": 0.9}}, teller, {}) == []
    assert chosen("attribution", {}, teller, teller, teller) == ["Reuters"]


def test_tellers_keep_their_order_and_of_many_that_tell_once_all_stay() -> None:
    told: list[Told] = [{"attribution": {name: 0.9}} for name in ("Reuters", "AFP", "AP", "Fars")]
    assert chosen("attribution", *told[:3]) == ["Reuters", "AFP", "AP"]
    assert chosen("attribution", *told) == ["Reuters", "AFP", "AP", "Fars"]


def test_the_narrower_of_two_days_that_agree_is_told() -> None:
    tellings = [telling(n, {"time": {words: 0.9}}) for n, words in enumerate(("last week", "on Thursday"))]
    for one, days in zip(tellings, ((date(2023, 10, 2), date(2023, 10, 8)), (date(2023, 10, 5), date(2023, 10, 5))), strict=True):
        one.days = days
    assert [m.text for m in fillers(tellings, "time", "en")] == ["on Thursday"]
    tellings[0].lasts = True  # what went on since Monday is not told by one of its days
    assert [m.text for m in fillers(tellings, "time", "en")] == ["last week"]
