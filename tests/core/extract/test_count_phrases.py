"""The index of the count phrases finds what comparing every phrase at every place would find."""

import random

import pytest

from core.numerals.counts import _CLITICS, Reader, lexicon


def _phrases(language: str, table: str) -> list:
    known = lexicon(language)
    return [p for side in (known.closed, known.opened) for rows in side.values() for name, p in rows if name == table]


def _fits(reader: Reader, phrase: object, at: int) -> bool:
    if at < 0 or at + len(phrase.words) > len(reader.tokens):
        return False
    for i, (word, opened) in enumerate(zip(phrase.words, phrase.open, strict=True)):
        text = reader.tokens[at + i].text
        bare = i == 0 and reader.language == "ar" and text in {clitic + word for clitic in _CLITICS}
        if not (text == word or (opened and text.startswith(word)) or bare):
            return False
    return True


@pytest.mark.parametrize("language", ["ar", "tr", "fa", "en"])
def test_index_agrees_with_a_plain_search(language: str) -> None:
    known, dice = lexicon(language), random.Random(7)
    words = sorted({w for side in (known.closed, known.opened) for rows in side.values() for _, p in rows for w in p.words})
    endings = ["", "", "", "s", "den", "ان"]
    fronts = ["", "", *(_CLITICS if language == "ar" else ())]
    for _ in range(20):
        reader = Reader(" ".join(dice.choice(fronts) + dice.choice(words) + dice.choice(endings) for _ in range(12)), language)
        for table in known.lengths:
            phrases = _phrases(language, table)
            for at in range(len(reader.tokens)):
                assert reader.match(table, at) == max((len(p.words) for p in phrases if _fits(reader, p, at)), default=0)
                longest = max((len(p.words) for p in phrases if _fits(reader, p, at - len(p.words))), default=0)
                assert reader.ends(table, at) == at - longest
