"""Participants of a sentence as phrases: coordination joined, title and name counted once, governor or case known.

Takes: a sentence view. Gives: ``Phrase`` records, left to right. Uses: lexicon words.
Known limits: a list without a conjunction ('A, B') is joined only between names of one kind.
"""

from dataclasses import dataclass, field

from core import lexicon, parse_tr
from core.extract.sentence import PEOPLE, Placed, SentenceView, is_verb

_QUOTES = set("\"“”«»'()[]")
_AND = {"ar": {"و"}, "fa": {"و"}, "tr": {"ve", "ile", "/", "veya"}, "en": {"and", "&", "/"}}


@dataclass(slots=True)
class Phrase:
    """Coordinated mentions; ``governor`` a preposition or postposition, ``case`` the Turkish case, ``direct`` beside it."""

    members: list[Placed]
    start: int
    end: int
    governor: str = ""
    case: str = ""
    direct: bool = True
    genitive_of: int = -1
    relative: bool = False
    parts: list[Placed] = field(default_factory=list)

    @property
    def is_people(self) -> bool:
        """Tell whether this may act or be acted on."""
        return any(m.mention.kind in PEOPLE for m in self.members)


def phrases(view: SentenceView) -> list[Phrase]:
    """Return the phrases of a sentence."""
    joined: list[Phrase] = []
    for placed in _distinct(view):
        last = joined[-1] if joined else None
        if last is not None and _apposition(view, last, placed):
            _absorb(last, placed)
        elif last is not None and _coordinated(view, last, placed):
            last.members.append(placed)
            last.end = placed.end
        else:
            joined.append(Phrase([placed], placed.start, placed.end))
    for phrase in joined:
        _govern(view, phrase)
        if _dateline(view, phrase):
            phrase.governor = "-"
    return joined


def _dateline(view: SentenceView, phrase: Phrase) -> bool:
    """'VİYANA - …' opens a report; it is nobody's subject."""
    behind = view.words[phrase.end].text if phrase.end < len(view.words) else ""
    return phrase.start <= 1 and behind in "-–—" and behind != ""


def _distinct(view: SentenceView) -> list[Placed]:
    """Drop adjectives of origin and mentions that start where a longer one does."""
    return sorted((p for p in view.outer() if not is_origin(p)), key=lambda p: (p.start, -p.end))


def is_origin(placed: Placed) -> bool:
    """Tell whether a mention is only an adjective of origin ('الأميركية')."""
    return any(e.reason == "adjective of origin" for e in placed.mention.why)


def _between(view: SentenceView, a: int, b: int) -> list[str]:
    return [w.fold for w in view.words[a:b] if w.text not in _QUOTES and w.clitic != "suf"]


def _apposition(view: SentenceView, last: Phrase, placed: Placed) -> bool:
    gap = _between(view, last.end, placed.start)
    kinds = (last.members[-1].mention.kind, placed.mention.kind)
    if kinds in (("TITLE", "PERSON"), ("PERSON", "TITLE")):
        return gap in ([], [","], ["،"]) and (kinds[0] == "TITLE" or gap != [] or view.language in ("ar", "fa"))
    if view.language == "tr" and kinds[0] in ("GPE", "ORG") and kinds[1] == "TITLE":
        return not gap and _plain_or_genitive(view, last)
    if kinds[0] == "TITLE" and kinds[1] == "TITLE":
        return not gap
    if view.language in ("tr", "en") and kinds in (("GPE", "PERSON"),) and view.language == "en":
        return False
    if view.language in ("ar", "fa") and kinds[0] in ("GROUP", "ORG") and kinds[1] in ("GROUP", "ORG"):
        return not gap and len(last.members) >= 1
    return bool(
        view.language == "tr"
        and kinds[0] in ("ORG", "GPE", "GROUP")
        and kinds[1] in ("GROUP", "ORG")
        and not gap
        and _plain_or_genitive(view, last)
        and not placed.mention.named
    )


def _plain_or_genitive(view: SentenceView, last: Phrase) -> bool:
    follows = view.words[last.end] if last.end < len(view.words) else None
    return follows is None or follows.clitic != "suf" or follows.case in ("gen", "rel")


def _absorb(last: Phrase, placed: Placed) -> None:
    """Keep the better name of the two: a person before a title, the fuller description before its origin."""
    old = last.members[-1]
    rank = {"PERSON": 3, "ORG": 2, "GROUP": 2, "GPE": 1, "TITLE": 1.5}
    better = placed if rank.get(placed.mention.kind, 0) > rank.get(old.mention.kind, 0) else old
    if placed.mention.kind == "TITLE" and old.mention.kind in ("ORG", "GPE", "GROUP"):
        better = placed
    if {old.mention.kind, placed.mention.kind} <= {"ORG", "GROUP", "GPE"}:
        better = placed if not placed.mention.named else old
        if old.mention.named and old.mention.kind == "GROUP":
            better = old
    last.members[-1] = better
    last.parts.append(placed if better is old else old)
    last.end = max(last.end, placed.end)


def _coordinated(view: SentenceView, last: Phrase, placed: Placed) -> bool:
    gap = _between(view, last.end, placed.start)
    same = last.members[-1].mention.kind == placed.mention.kind or {last.members[-1].mention.kind, placed.mention.kind} <= {*PEOPLE, "LOC"}
    if not gap or not same or len(gap) > 3:
        return False
    ands = _AND[view.language]
    if view.language == "tr" and view.words[last.end : last.end + 1] and view.words[last.end].clitic == "suf" and gap != ["ile"]:
        follows = view.words[last.end].case
        if follows not in ("", "nom") and gap != [","] and gap != ["ve"]:
            return False
        if gap == [","] and follows in ("acc", "dat", "loc", "abl", "gen", "ins"):
            return False
    if all(g in ands or g in (",", "،") for g in gap):
        return any(g in ands for g in gap) or _list_goes_on(view, placed, ands) and not _subject_apart(view, last, placed)
    return view.language == "ar" and gap[0] == "و" and gap[1:] in (["بعض"], ["كذلك"], ["عدد"], ["من"])


def _list_goes_on(view: SentenceView, placed: Placed, ands: set[str]) -> bool:
    """A comma joins two names only where an 'and' closes the list ('A, B and C')."""
    for following in sorted(view.outer(), key=lambda p: p.start):
        if following.start < placed.end:
            continue
        gap = _between(view, placed.end, following.start)
        if len(gap) > 3:
            return False
        if any(g in ands for g in gap):
            return all(g in ands or g in (",", "،") for g in gap)
        if gap not in ([","], ["،"]):
            return False
        placed = following
    return False


def _subject_apart(view: SentenceView, last: Phrase, placed: Placed) -> bool:
    """Tell whether a comma parts a Turkish subject from two names that share a case: 'Mahkeme, Türkiye ile UBH'nin imzaladığı …'.

    A list of three has names of one sort; 'ile' joins but two.
    """
    if view.language != "tr" or len(last.members) > 1:
        return False
    following = next((p for p in sorted(view.outer(), key=lambda p: p.start) if p.start >= placed.end), None)
    if following is None:
        return False
    gap = _between(view, placed.end, following.start)
    case, governor = _turkish_case(view, Phrase([following], following.start, following.end))
    if case in ("", "nom", "plural-acc") and not governor or len(gap) != 1 or gap[0] not in ("ile", "ve"):
        return False
    kinds = {placed.mention.kind, following.mention.kind}
    return gap == ["ile"] or last.members[-1].mention.kind not in kinds


def _govern(view: SentenceView, phrase: Phrase) -> None:
    if view.language == "tr":
        phrase.case, phrase.governor = _turkish_case(view, phrase)
        return
    prepositions = lexicon.words(view.language).get("prepositions", frozenset())
    conjunctions = lexicon.words(view.language).get("clause_words", frozenset())
    for k in range(phrase.start - 1, max(-1, phrase.start - 5), -1):
        word = view.words[k]
        if word.text in _QUOTES:
            continue
        if word.fold == "من" and k and view.words[k - 1].fold in ("كل", "كلا", "عدد", "العديد", "عشرات", "مئات", "الاف", "مجموعه"):
            continue
        if word.fold in ("about", "over", "under", "than") and view.words[k + 1].text[0].isdecimal():
            continue
        if word.fold in prepositions and (word.clitic == "pro" or len(word.fold) > 1):
            phrase.governor, phrase.direct = word.fold, k == phrase.start - 1
            agent = f"{view.words[k - 1].fold} {word.fold}" if k else ""
            if k and agent in lexicon.words(view.language).get("agent_phrases", frozenset()):
                phrase.governor = agent
            elif k and word.fold in ("يد", "قبل", "جانب"):
                phrase.governor = agent
            return
        if not word.is_word or word.clitic == "pro" or word.fold in conjunctions:
            return
        if _is_predicate(view, k):
            phrase.genitive_of = k
            return
        phrase.direct = False
        if any(p.start <= k < p.end for p in view.placed if p.mention.kind in (*PEOPLE, "TIME", "LOC", "FAC")):
            return


def _is_predicate(view: SentenceView, k: int) -> bool:
    if view.language == "ar":
        return is_verb(view.words[k].fold, "ar") or bool(lexicon.triggers("ar").forms.get(view.words[k].fold))
    return bool(lexicon.triggers(view.language).forms.get(view.words[k].fold))


def _turkish_case(view: SentenceView, phrase: Phrase) -> tuple[str, str]:
    """Return the case of a phrase's last word and the postposition behind it."""
    end = phrase.end
    case = _word_case(view, phrase, end - 1)
    while end < len(view.words) and (view.words[end].text in _QUOTES or view.words[end].clitic == "suf"):
        if view.words[end].clitic == "suf":
            case = view.words[end].case
        end += 1
    inner = 0
    if end < len(view.words) and view.words[end].text == "(":
        inner = 1
    postpositions = lexicon.words("tr").get("postpositions", frozenset())
    at = end + inner
    if at < len(view.words) and view.words[at].fold in postpositions:
        return case, view.words[at].fold
    if at + 1 < len(view.words) and view.words[at].fold in ("adlı", "isimli", "gibi"):
        return case, ""
    return case, ""


def _word_case(view: SentenceView, phrase: Phrase, k: int) -> str:
    word = view.words[k]
    heads = lexicon.folded_lists("tr", "groups").get("loc_heads", ())
    if k + 1 < len(view.words) and view.words[k + 1].fold in heads:
        return "loc"
    if word.text[0].isupper() and not any(
        word.fold.endswith(e)
        for e in (
            "lığının",
            "liğinin",
            "lığına",
            "liğine",
            "lığını",
            "liğini",
            "lığında",
            "liğinde",
            "lığından",
            "liğinden",
            "ünün",
            "ının",
            "inin",
            "unun",
            "ına",
            "ine",
            "unu",
            "ını",
            "ini",
            "ünü",
            "nca",
            "nce",
        )
    ):
        return (
            ""
            if word.case in ("loc", "dat", "acc", "plural-acc", "equ", "ins", "abl", "gen")
            and k + 1 < len(view.words)
            and view.words[k + 1].clitic != "suf"
            else word.case
        )
    stems = _head_stems()
    for cut in range(len(word.fold), 2, -1):
        if word.fold[:cut] in stems:
            features = parse_tr.noun_features(word.fold[cut:])
            if features:
                return _compound_case(view, phrase, k, features["case"])
    return _compound_case(view, phrase, k, word.case)


def _compound_case(view: SentenceView, phrase: Phrase, k: int, case: str) -> str:
    """'polis memuru' is no accusative: the ending is the compound's own, unless a number stands before ('iki genci')."""
    if case not in ("acc", "plural-acc"):
        return case
    form = view.words[k].fold
    before = view.words[k - 1] if k > phrase.start else None
    if form.endswith(("nı", "ni", "nu", "nü", "yı", "yi", "yu", "yü")):
        return "acc"
    counted = before is not None and (
        before.text[0].isdecimal()
        or before.fold in ("bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz", "on", "çok", "bazı", "yüzlerce", "binlerce")
    )
    return "acc" if before is None or counted else "nom"


def _head_stems() -> frozenset[str]:
    return frozenset(p.split()[-1] for p in lexicon.folded_lists("tr", "groups").get("unnamed_heads", ()))
