"""The languages Rasad reads, one row each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """``direction`` is 'rtl' or 'ltr'; ``calendars`` those met in its news; ``spacy`` the base language; ``cased``: names have capitals."""

    code: str
    name: str
    direction: str
    calendars: tuple[str, ...]
    spacy: str
    cased: bool


LANGUAGES = {
    row.code: row
    for row in (
        Language("ar", "Arabic", "rtl", ("gregorian", "hijri"), "ar", False),
        Language("tr", "Turkish", "ltr", ("gregorian",), "tr", True),
        Language("fa", "Persian", "rtl", ("jalali", "gregorian", "hijri"), "fa", False),
        Language("en", "English", "ltr", ("gregorian",), "en", True),
    )
}


def lacks_capital(text: str, code: str) -> bool:
    """Tell whether a text in a language whose names have capitals has none, so that it names nobody."""
    return code in LANGUAGES and LANGUAGES[code].cased and not any(letter.isupper() for letter in text)


def direction(code: str) -> str:
    """Return 'rtl' or 'ltr'; an unknown language is 'ltr'."""
    return LANGUAGES[code].direction if code in LANGUAGES else "ltr"
