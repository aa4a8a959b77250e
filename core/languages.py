"""The languages Rasad reads, one row each."""

import re
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


def in_capitals(written: str) -> bool:
    """Tell whether the first two letters are capitals, as in 'LANA' and 'U.S.'; the word or name 'Lana' has one."""
    letters = [c for c in re.sub(r"^[Tt]he ", "", written) if c.isalpha()]
    return len(letters) > 1 and letters[0].isupper() and letters[1].isupper()


def is_acronym(form: str) -> bool:
    """Tell whether a form has capitals alone and at least two: written 'Map' or 'map' it is another word."""
    return form.isupper() and in_capitals(form)


def direction(code: str) -> str:
    """Return 'rtl' or 'ltr'; an unknown language is 'ltr'."""
    return LANGUAGES[code].direction if code in LANGUAGES else "ltr"
