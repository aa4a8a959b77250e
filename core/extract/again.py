"""People named again by their family name alone: 'İhab el-Vezni' once, 'Vezni' later.

Takes: a parsed doc and its mentions. Gives: the mentions with those that neither the rules nor the reader saw.
Known limit: a family name that is an ordinary word too is not found again.
"""

from collections.abc import Sequence

from spacy.tokens import Doc

from core import lexicon
from core.languages import LANGUAGES
from core.model import Evidence, Mention, Span
from core.parse import words
from core.textnorm import fold

_SHORTEST = 4
_BELIEF = 0.6


def named_again(mentions: Sequence[Mention], doc: Doc) -> list[Mention]:
    """Return the mentions and, for every word that is the last one of a full name before it, one more."""
    document = doc.user_data["document"]
    language = document.language
    cased = LANGUAGES[language].cased
    families: dict[str, Mention] = {}
    for mention in mentions:
        parts = mention.text.replace("-", " ").split()
        if mention.kind == "PERSON" and mention.named and len(parts) > 1 and len(parts[-1]) >= _SHORTEST:
            families.setdefault(fold(parts[-1].split("'")[0].split("’")[0], language), mention)
    if not families:
        return list(mentions)
    plain = lexicon.ordinary(language) | (frozenset() if cased else lexicon.known_words(language))
    taken = [m.span for m in mentions if m.kind != "TITLE"]
    out = list(mentions)
    for word in words(doc):
        full = families.get(word.fold)
        if full is None or word.sentence < 0 or word.start < full.span.end or word.fold in plain or (cased and not word.text[:1].isupper()):
            continue
        span = Span(word.start, word.end)
        if not any(span.overlaps(other) for other in taken):
            why = (Evidence("document", "surname of a person named in full", 0.7, full.span),)
            out.append(Mention(span=span, text=span.of(document.text), kind="PERSON", sentence=word.sentence, score=_BELIEF, why=why))
    return sorted(out, key=lambda m: m.span)
