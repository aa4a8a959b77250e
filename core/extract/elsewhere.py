"""Places told beside a deed where it did not happen: where somebody was going or came from, where a source lives, the dateline.

Takes: links of any source, mentions, triggers, the parsed doc. Gives: the links without such places. Uses: lexicons places
([motion], [sources], [several], [object]). Known limit: judged by the words around the name; a deed that is itself a movement keeps
its places.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Doc

from core import lexicon
from core.model import BODY_KINDS, Document, Mention, RoleLink, Span, Trigger
from core.ontology import FORCE, VERBAL
from core.textnorm import fold

_MOVES = frozenset(("CONSULT", "MOBILIZE", "RETREAT", "AID", "COOPERATE", "PROTEST"))
"""Deeds that are a movement, or have their place where it leads ('headed to Cairo for talks', 'troops sent to the border')."""
_REACH = 70
"""Characters on either side that are looked at."""
_STOP = re.compile(r"[.;:!?()\"«»“”؛؟\n،,]")
_DATELINE, _FIRST = 90, 2
"""Characters from the start of a paragraph within which a dateline ends, and paragraphs that may begin with one."""
_SENTENCE = re.compile(r"[.!?؟\n]")
_SIGNED = re.compile(r"(?P<places>[^.\n؟!–—-]{2,60}?)(?:,[^.\n]{3,20})?(?: ?\([^()\n]{2,30}\))? ?[-–—:] ")
_LOWER = re.compile(r"\b[a-zçğıöşü]{2,}")
_LONGEST = 4
"""Words before day and agency in a dateline."""
_STEM = 4
"""Letters of a noun for a building that its forms share."""
_FAR = 8
"""Turkish words behind a name among which its participle of motion stands."""
_CASED, _FROM = re.compile(r"'?(?:[yn]?[ae]|n?[dt][ae]n)$"), re.compile(r"'?n?[dt][ae]n$")
"""Turkish endings: of the dative or the ablative, and of the latter."""
_OTHER_CLAUSE = re.compile(r"[\w']{3,}(?:[dt][ae](?:ki)?|[ae]n|[dt][ıiuü][ğk]\w*|[ae]rek|[ıiuü]p)$")
"""Another place or a participle, to which the name belongs."""
_HERE = re.compile(r"(?:[dt][ae]|[dt][ae]ki)$")
_CLAUSE_END = re.compile(r"[.;:,]$|(?:[ae]r|[ıiuü]yor|m[ıiuü]ş|[dt][ıiuü])(?:ken|t[ıiuü]|s[ae])$|[ıiuü]p$|[ae]rek$")
_DEED_OBJECT = re.compile(r"\w{2,}m[ae]s[ıi]n[ıiae]$|\w{2,}[ae]c[ae]ğ[ıi]n[ıi]$")
"""Turkish verbal nouns that are an object: 'edilmesini', 'yapılmasına'."""
_OWN_PARTICIPLE = re.compile(r"\w{2,}(?:[ıiuü]l[ae]n|[ıiuü]n[ae]n|l[ae]n[ae]n|y[ae]n)$|çıkan$")
_OBJECT = re.compile(r"\w{2,}(?:[yns][ıiuü]|[ıiuü]n[ıiuüae]|y[ae])$")
_LIVING = re.compile(r"'[dt][ae]ki((?: \w+){1,4})")
_PLACE = re.compile(r"\w{2,}(?:[dt][ae]|ki)$")


def happened_there(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], doc: Doc) -> list[RoleLink]:
    """Return the links without places where the deed did not happen."""
    document: Document = doc.user_data["document"]
    return [x for x in links if x.role != "location" or not is_elsewhere(mentions[x.mention], triggers[x.trigger], document)]


def without_journeys(
    links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], document: Document
) -> list[RoleLink]:
    """Return the links without places of a journey that were carried over from a visit."""
    return [
        x
        for x in links
        if x.role != "location"
        or triggers[x.trigger].event_type in _MOVES
        or not on_the_way(mentions[x.mention].span, document.text, document.language)
    ]


def is_elsewhere(place: Mention, deed: Trigger, document: Document) -> bool:
    """Tell whether the words around a place say that a deed was not done there."""
    span, text, language = place.span, document.text, document.language
    if place.means and (place.sentence != deed.sentence or _only_a_town(place, deed, language)):
        return True  # 'the capital' holds for its own sentence; and a law is not passed in the town of the last riot
    if in_dateline(span, document) or _whose(span, text, language):
        return True
    if deed.event_type in FORCE and _in_several(span, deed.span, text, language):
        return True
    if deed.event_type not in _MOVES and on_the_way(span, text, language):
        return True
    if deed.event_type in VERBAL and language == "tr" and span.end <= deed.span.start and _of_the_object(text[span.end : deed.span.start]):
        return True
    # people on the spot tell of force: 'sources in Gaza said that a strike killed two' is a strike in Gaza
    return deed.event_type not in FORCE and span.end <= deed.span.start and _of_a_source(span, text, language)


def _only_a_town(place: Mention, deed: Trigger, language: str) -> bool:
    """Tell whether a building without a name stands for its town, and the deed is none of force; 'the church' is a church named before."""
    known = fold(place.text.split()[-1], language).removeprefix("ال")[:_STEM] in fold(place.means, language)
    return place.kind == "FAC" and not known and deed.event_type not in FORCE


def _of_the_object(between: str) -> bool:
    """Tell whether a place in front of a Turkish verb of saying belongs to what is asked or blamed: "Gazze'de ateşkes ilan edilmesini
    istedi", "Kerbela'da girişilen aramayı kınadı", but not "Ankara'da düzenlenen toplantıda kınadı".
    """
    written = between.replace("’", "'").split()
    words = [fold(word, "tr") for word in written]
    if not any(_HERE.search(word) for word in words[:2]):
        return False
    for at, word in enumerate(words):
        if _CLAUSE_END.search(word) or at > 1 and _HERE.search(word):
            return False  # another clause, or another place: 'düzenlediği basın toplantısında'
        if _DEED_OBJECT.search(word):
            return True
        if _OWN_PARTICIPLE.search(word):
            for name, head in zip(written[at + 1 : at + 5], words[at + 1 : at + 5], strict=True):
                if name[0].isupper():
                    return False  # who was there and speaks: 'düzenleyen Erdoğan'
                about = head in _listed("tr", "object", "about")
                if head in _listed("tr", "object", "after") or _HERE.search(head) and not about or _CLAUSE_END.search(head):
                    return False
                if about or _OBJECT.search(head):
                    return True
            return False
    return False


def in_dateline(span: Span, document: Document) -> bool:
    """Tell whether a place stands in front of the first sentence, with day and agency: 'BAGHDAD, May 2 (Agency) - …'."""
    body = [s.span for s in document.segments if s.kind in BODY_KINDS and s.kind != "title"][:_FIRST]
    start = next((b.start for b in body if b.encloses(span) or b.contains(span)), None)
    if start is None or span.start - start > _DATELINE:
        return False
    line = _SIGNED.match(document.text, start)
    if not line or span.end > line.end():
        return False
    return len(line["places"].split()) <= _LONGEST and not _LOWER.search(line["places"])


def _in_several(span: Span, deed: Span, text: str, language: str) -> bool:
    """Tell whether the deed was done in several towns that are not named, told behind the place of another deed."""
    if span.end > deed.start:
        return False
    start, end = (span.end, deed.end) if language in ("tr", "fa") else (deed.start, deed.end + _REACH)  # the verb stands last, or first
    passage = " ".join(["", *fold(_SENTENCE.split(text[start:end])[0], language).split()])
    return any(f" {several}" in passage for several in _listed(language, "several", "towns"))


def _whose(span: Span, text: str, language: str) -> bool:
    """Tell whether somebody of a state is spoken of: 'France, whose foreign minister met …'."""
    return language == "en" and text.startswith((", whose ", " whose "), span.end)


def on_the_way(span: Span, text: str, language: str) -> bool:
    """Tell whether somebody or something was going to a place, or came from it."""
    before = _STOP.split(text[max(0, span.start - _REACH) : span.start])[-1]
    behind = _STOP.split(text[span.end : span.end + _REACH])[0]
    if language == "tr":
        return _turkish(behind) or bool(_ahead("tr").match(fold(behind, "tr").replace("’", "'")))
    patterns = _patterns(language)
    before = " ".join([*fold(before, language).split(), ""])
    if _to_come(before, language):
        return True
    found = patterns["before"].search(before)
    if found:
        arrived = before[: found.start()].rstrip().endswith(tuple(_listed(language, "motion", "after")) or ("\0",))
        return not arrived or bool(_listed(language, "motion", "away").intersection(found[0].split()))
    return bool(patterns["behind"].match(fold(behind, language)) and patterns["toward"].search(before))


def _to_come(before: str, language: str) -> bool:
    """Tell whether the folded words in front of a place say that somebody would go there ('before leaving for', 'who will visit'), or
    that his journey leads there too, but not that he is on it.
    """
    found = _ahead(language).search(before)
    if found is None:
        return False
    on_it = lexicon.table(language, "places").get("meeting", {}).get("during", ())
    return bool(found["ahead"]) or not before[: found.start()].rstrip().endswith(tuple(f" {fold(w, language)}" for w in on_it))


@lru_cache(maxsize=4)
def _ahead(language: str) -> re.Pattern[str]:
    """Compile the words of a journey that is still to come; in Turkish they stand behind the name, with its ending."""

    def either(table: str, name: str) -> str:
        return lexicon.any_of(_listed(language, table, name))

    words, ahead, planned = (either("journey", name) for name in ("words", "ahead", "planned"))
    if language == "tr":
        return re.compile(rf"(?:'?[yn]?[aeıiuü]n?)? (?:\S+ ){{0,3}}?(?:{words}\w* (?:\S+ )?{ahead}|{planned})(?!\w)")
    to = rf"(?:(?:\S+ ){{0,2}}?{either('journey', 'to')} )"
    ways = rf"(?P<ahead>{ahead} (?:\S+ ){{0,4}}?{words} {to}?)|{planned} {to}?|{either('journey', 'elsewhere')} {to}"
    # another stop of the journey may stand between, and the sort of place
    return re.compile(rf"(?<!\w)[وف]?(?:{ways})(?:{either('motion', 'between')} )*(?:\S+ (?:and|و) )?$")


@lru_cache(maxsize=4)
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    """Compile the words of motion: in front of the name up to its preposition, and right behind it."""

    def folded(name: str) -> str:
        return lexicon.any_of(_listed(language, "motion", name))

    # what stands between preposition and name: an article, a sort of place, the other end of the way
    sorts = rf"(?:{folded('between')} )*"
    filler = rf"{sorts}(?:\S+ {folded('and')} {sorts})?"
    ways = (
        rf"{folded('going')} {folded('preposition')}",
        folded("whole"),
        rf"{folded('carrying')} (?:\S+ ){{0,4}}{folded('carried_to')}",
    )
    toward = rf"(?<!\w){folded('toward')} {sorts}$" if _listed(language, "motion", "toward") else ""
    return {
        "before": re.compile(rf"(?<!\w)[وفب]?(?:{'|'.join(ways)}) {filler}$"),
        "toward": re.compile(toward),
        "behind": re.compile(rf"[- ]*{folded('behind')}(?!\w)"),
    }


def _turkish(behind: str) -> bool:
    """Tell whether a name in the dative or ablative belongs to a participle of motion ("Şam'a giden otobüs"), or has '-yolundaki'."""
    words = fold(behind, "tr").replace("’", "'").split()
    if not words or behind[0].isspace():
        return words[:1] != [] and words[0] in _listed("tr", "motion", "behind")
    going = _listed("tr", "motion", "from" if _FROM.match(words[0]) else "to") if _CASED.match(words[0]) else frozenset()
    for word, after in zip(words[1:_FAR], [*words[2:_FAR], ""], strict=False):
        if word in going or f"{word} {after}" in going:
            return True
        if _OTHER_CLAUSE.match(word) and not ("'" in word and _FROM.search(word)):
            return False
    return False


def _of_a_source(span: Span, text: str, language: str) -> bool:
    """Tell whether a place says where somebody lives who tells of the deed: 'a diplomat in Cairo said', "Bağdat'taki bir siyasetçi"."""
    people = _listed(language, "sources", "people")
    if language == "tr":
        found = _LIVING.match(text[span.end : span.end + _REACH].replace("’", "'"))
        for word in fold(found[1], "tr").split() if found else ():
            if word.startswith(tuple(people)):
                return True
            if _PLACE.match(word):
                return False
        return False
    before = _STOP.split(text[max(0, span.start - _REACH) : span.start])[-1]
    words = [word.removeprefix("ال") for word in fold(before, language).split()]
    if words[-1:] == [] or words[-1] not in _listed(language, "sources", "in"):
        return False
    at = next((k for k in (-2, -3) if len(words) >= -k and words[k] in people), 0)
    return at < 0 and not _listed(language, "sources", "not_behind").intersection(words[at - 2 : at])


@lru_cache(maxsize=128)
def _listed(language: str, table: str, name: str) -> frozenset[str]:
    """Return a list of the lexicon, folded."""
    return frozenset(fold(form, language) for form in lexicon.table(language, "places").get(table, {}).get(name, ()))
