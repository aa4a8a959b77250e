"""The languages Rasad reads, one row each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """``direction`` is 'rtl' or 'ltr'; ``calendars`` those met in its news; ``spacy`` the base spaCy language."""

    code: str
    name: str
    direction: str
    calendars: tuple[str, ...]
    spacy: str


LANGUAGES = {
    row.code: row
    for row in (
        Language("ar", "Arabic", "rtl", ("gregorian", "hijri"), "ar"),
        Language("tr", "Turkish", "ltr", ("gregorian",), "tr"),
        Language("fa", "Persian", "rtl", ("jalali", "gregorian", "hijri"), "fa"),
        Language("en", "English", "ltr", ("gregorian",), "en"),
    )
}


def direction(code: str) -> str:
    """Return 'rtl' or 'ltr'; an unknown language is 'ltr'."""
    return LANGUAGES[code].direction if code in LANGUAGES else "ltr"
