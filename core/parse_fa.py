"""Persian word forms: expand lexicon verbs, light verbs and nouns.

Takes: folded stems ('کشت کش': past and present). Gives: folded forms with features (ZWNJ is gone after folding).
Known limits: no ezafe is written, so a genitive chain is any run of words without a preposition or a verb.
"""

from collections.abc import Iterator
from functools import lru_cache

from core.textnorm import fold

_PERSONS = (("", "sg"), ("م", "1sg"), ("ی", "2sg"), ("یم", "1pl"), ("ید", "2pl"), ("ند", "pl"))
_PRESENT = (("د", "sg"), ("م", "1sg"), ("ی", "2sg"), ("یم", "1pl"), ("ید", "2pl"), ("ند", "pl"))
LIGHT_VERBS = {
    "کرد": "کن", "شد": "شو", "داد": "ده", "گرفت": "گیر", "زد": "زن", "خواند": "خوان", "دانست": "دان",
    "گذاشت": "گذار", "یافت": "یاب",
    "رساند": "رسان", "رسید": "رس", "کشید": "کش", "ساخت": "ساز", "نمود": "نما", "آورد": "آور", "برد": "بر", "رفت": "رو", "آمد": "آ",
    "خواست": "خواه", "بست": "بند", "بود": "باش", "پرداخت": "پرداز", "گفت": "گو", "داشت": "دار", "کشت": "کش", "انداخت": "انداز",
    "خورد": "خور", "باخت": "باز", "نشست": "نشین", "پیوست": "پیوند", "شکست": "شکن", "گشود": "گشا", "ورزید": "ورز", "فرستاد": "فرست",
    "نهاد": "نه", "ایستاد": "ایست", "شمرد": "شمار", "سپرد": "سپار", "گردید": "گرد", "گشت": "گرد", "کاست": "کاه", "برداشت": "بردار", "طلبید": "طلب",  # noqa: E501
}  # fmt: skip


def expand_verb(spec: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield (form, features) of 'past present': persons, negation, می, perfect, pluperfect stem, subjunctive, infinitive."""
    past, *present = spec.split()
    for form, features in _forms(past, present[0] if present else ""):
        yield fold(form, "fa"), {"pos": "verb", "voice": "active"} | features


def _forms(past: str, present: str) -> Iterator[tuple[str, dict[str, str]]]:
    for negation, negative in (("", ""), ("ن", "1")):
        for person, number in _PERSONS:
            yield negation + past + person, {"tense": "past", "number": number, "negative": negative}
            yield negation + "می" + past + person, {"tense": "past", "number": number, "negative": negative, "was": "1"}
        yield negation + past + "ه", {"tense": "perfect", "negative": negative}
        for ending in ("ه‌است", "ه‌اند", "ه‌ام"):
            yield negation + past + ending, {"tense": "perfect", "negative": negative}
        yield negation + past + "ن", {"tense": "infinitive", "negative": negative, "form": "nominal"}
        for person, number in _PRESENT if present else ():
            base = present + ("ی" if present[-1] in "او" and present not in ("شو", "رو") and person != "د" else "")
            yield negation + "می" + base + person, {"tense": "present", "number": number, "negative": negative}
            yield (negation or "ب") + base + person, {"tense": "subjunctive", "number": number, "negative": negative}
            yield base + person, {"tense": "subjunctive", "number": number, "negative": negative}


@lru_cache(maxsize=1)
def light_forms() -> dict[str, tuple[str, dict[str, str]]]:
    """Return folded form -> (light verb by its past stem, features) for every light verb."""
    out: dict[str, tuple[str, dict[str, str]]] = {}
    for past, present in LIGHT_VERBS.items():
        for form, features in expand_verb(f"{past} {present}"):
            out.setdefault(form, (fold(past, "fa"), features))
    out |= {fold(f, "fa"): (fold("بود", "fa"), {"pos": "verb", "tense": "present"}) for f in ("است", "هست", "نیست", "هستند")}
    return out


def expand_noun(noun: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield a noun with plural, ezafe ی, indefinite ی and possessive endings."""
    base = fold(noun, "fa")
    for suffix, number in (
        ("", "sg"),
        ("ها", "pl"),
        ("های", "pl"),
        ("هایی", "pl"),
        ("ی", "sg"),
        ("ای", "sg"),
        ("هایش", "pl"),
        ("ش", "sg"),
        ("اش", "sg"),
        ("شان", "sg"),
    ):
        yield base + fold(suffix, "fa"), {"pos": "noun", "number": number}
