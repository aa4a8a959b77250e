"""Who does and who suffers a Turkish deed, where the case of his name says so, however long a clause stands between.

Takes: weighed links, mentions, triggers, the parsed doc. Gives: the links without those that the cases rule out, and with the asked, the
called on and the accused. Uses: the lists ``asks_from``, ``calls_on``, ``accuses`` and ``not_participles`` of tr/words.toml.
Known limits: one sentence; the phrase that the verb governs is taken to be the first of its case in the clause.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from spacy.tokens import Doc

from core import lexicon
from core.extract.phrases import Phrase, phrases
from core.extract.sentence import SentenceView, finite_features, views
from core.model import PLACES, Evidence, Mention, RoleLink, Trigger
from core.ontology import VERBAL, event_types
from core.textnorm import fold

_BETWEEN = frozenset(("arasında", "arasındaki"))
_PARTICIPLE = re.compile(r"(?:y|[bcçfgğhjklmnprsştvz])[ae]n$|(?:^|[gh]i|y)[ea]den$")
_OBJECT_PARTICIPLE = re.compile(r"[dt][ıiuü]ğ[ıi](?:n[ıi])?$|[dt]ikleri$|[dt]ıkları$|[ae]ca[ğk]ı$|ece[ğk]i$")
_INNER = re.compile(r"m[ae](?:s[ıi]n?|l[ae]r[ıi]n?)?[ıiae]?$|m[ae]y[ıiae]$")
"""A verb made a noun: 'çekmesini', 'çekilmeleri', 'uymaya'."""
_PASSIVE_INNER = re.compile(r"[ıiuüae](?:l|n|nıl|nil)m[ae](?:s[ıi]|l[ae]r[ıi])")
_POSSESSED = re.compile(r"[ıiuü](?:n[ıiuüae]\w*|yl[ae])?$")
_CHARGE = re.compile(r"m[ae]kl[ae]$|l[ıiuü]kl[ae]$")
_PASSIVE = re.compile(r"[ıiuü][ln][ae]n$")
_FAR = 4
"""Words between a participle and a deed that is not what the participle stands before."""
_ADDED = 0.55


@dataclass(frozen=True, slots=True)
class _Deed:
    """A trigger at its words of a sentence."""

    index: int
    trigger: Trigger
    start: int
    view: SentenceView
    phrases: list[Phrase]


def by_case(links: Sequence[RoleLink], mentions: Sequence[Mention], triggers: Sequence[Trigger], doc: Doc) -> list[RoleLink]:
    """Return the links that the cases allow, and those that they ask for."""
    own: dict[int, list[RoleLink]] = {}
    for link in links:
        own.setdefault(link.trigger, []).append(link)
    seen = {v.number: (v, phrases(v)) for v in views(doc, mentions) if v.number in {t.sentence for t in triggers}}
    out: list[RoleLink] = []
    for index, trigger in enumerate(triggers):
        mine = own.get(index, [])
        if trigger.sentence in seen:
            view, found = seen[trigger.sentence]
            deed = _Deed(index, trigger, view.at(trigger.span)[0], view, found)
            mine = _governed(_allowed(_one_subject(mine, deed), deed), deed)
        out += mine
    return out


def _phrase_of(deed: _Deed, mention: int) -> Phrase | None:
    """Return the phrase before the deed that holds a mention."""
    return next((p for p in deed.phrases if p.end <= deed.start and any(m.index == mention for m in (*p.members, *p.parts))), None)


def _one_subject(links: list[RoleLink], deed: _Deed) -> list[RoleLink]:
    """Leave a deed the subject that its form asks for: a finite verb a bare one, a nominal form the genitive nearest before it.

    'Yönetim, Türkiye'nin bombardımanında ölenler için çağrı yaptı': the strike is Turkey's, the call the administration's.
    """
    two_sided = event_types()[deed.trigger.event_type].two_sided
    if two_sided and not _OBJECT_PARTICIPLE.search(fold(deed.trigger.text, "tr")):
        return links
    told = [(x, p) for x in links if x.role == "actor" and (p := _phrase_of(deed, x.mention)) is not None]
    owners = [(x, p) for x, p in told if p.case == "gen" and not (two_sided and _possessor(deed, p))]
    bare = [(x, p) for x, p in told if p.case in ("", "nom") and not p.governor]
    finite = (finite_features(fold(deed.trigger.text, "tr").split()[-1]) or {}).get("form") == "finite"
    dropped = {id(owner if finite else one) for (one, first), (owner, second) in product(bare, owners) if first.end <= second.start}
    return [x for x in links if id(x) not in dropped]


def _possessor(deed: _Deed, phrase: Phrase) -> bool:
    """Tell whether a genitive owns the noun behind it: 'Putin'in elçisiyle görüştüğünü'."""
    behind = _behind(deed, phrase, 1)
    return bool(behind and _POSSESSED.search(behind[0]))


def _allowed(links: list[RoleLink], deed: _Deed) -> list[RoleLink]:
    """Drop who stands in a case, or before a participle, that leaves him no such part in the deed."""
    two_sided, verbal = event_types()[deed.trigger.event_type].two_sided, deed.trigger.event_type in VERBAL
    out = []
    for link in links:
        phrase = _phrase_of(deed, link.mention) if link.role in ("actor", "recipient") else None
        if phrase is not None:
            place = all(m.mention.kind in PLACES for m in phrase.members)
            between = phrase.governor in _BETWEEN and len(phrase.members) > 1 and verbal
            oblique = phrase.case == "dat" or phrase.case in ("loc", "abl") and place
            if link.role == "actor" and not two_sided and (between or oblique and _has_subject(links, deed, link)):
                continue
            if link.role == "recipient" and place and phrase.case == "loc":
                continue
            if link.role == "recipient" and phrase.case in ("dat", "abl") and _of_another(deed, phrase):
                continue
        out.append(link)
    return out


def _has_subject(links: Sequence[RoleLink], deed: _Deed, other: RoleLink) -> bool:
    """Tell whether a bare name before the deed acts too."""
    return any(
        x is not other and x.role == "actor" and (p := _phrase_of(deed, x.mention)) is not None and p.case in ("", "nom", "gen")
        for x in links
    )


def _behind(deed: _Deed, phrase: Phrase, count: int) -> list[str]:
    """Return the words right behind a phrase and its ending, before the deed."""
    at = phrase.end
    while at < deed.start and deed.view.words[at].clitic == "suf":
        at += 1
    return [w.fold for w in deed.view.words[at : min(deed.start, at + count)]]


def _of_participle(deed: _Deed, phrase: Phrase) -> bool:
    """Tell whether a phrase belongs to the participle right behind it: 'İzmir'e gelen', 'Ankara'dan yaptığı'."""
    return any(_participle(w) or _OBJECT_PARTICIPLE.search(w) for w in _behind(deed, phrase, 1))


def _of_another(deed: _Deed, phrase: Phrase) -> bool:
    """Tell whether a phrase only says where somebody came from or went: 'İzmir'e gelen başkan … istedi', not 'Ankara'ya verilen destek'."""
    behind = _behind(deed, phrase, _FAR + 1)
    return len(behind) > _FAR and _participle(behind[0]) and not _PASSIVE.search(behind[0])


def _participle(word: str) -> bool:
    """Tell whether a folded word ends like the participle of who does it: 'gelen', 'çağıran'."""
    ordinary = lexicon.words("tr").get("not_participles", frozenset())
    return len(word) > 3 and word not in ordinary and bool(_PARTICIPLE.search(word))


def _governed(links: list[RoleLink], deed: _Deed) -> list[RoleLink]:
    """Give verbs of asking, calling and accusing their recipient, and take from them whom only the clause between names."""
    lists = lexicon.words("tr")
    said = fold(deed.trigger.text, "tr")
    rows = (("asks_from", "abl"), ("calls_on", "dat"), ("accuses", "acc"))
    case = next((c for name, c in rows if any(re.search(rf"(?<!\w){w}", said) for w in lists.get(name, ()))), "")
    if not case or deed.trigger.event_type not in ("REQUEST", "ACCUSE"):
        return links
    first = deed.view.clause(deed.start)[0]
    between = [p for p in deed.phrases if first <= p.start and p.end <= deed.start]
    whom = [p for p in between if p.case == case and not p.governor and p.is_people and not _of_participle(deed, p)]
    if not whom or not _clause_between(deed, whom[0], case, between):
        return links
    chosen = _accused(deed, whom) if case == "acc" else whom[0]
    if chosen is None:
        return links
    members = {m.index for m in (*chosen.members, *chosen.parts)}
    inside = {m.index for p in between if p is not chosen and (p.start >= chosen.end or case == "acc") for m in (*p.members, *p.parts)}
    kept = [x for x in links if not (x.role == "recipient" and x.mention in inside) and not (x.role == "actor" and x.mention in members)]
    if any(x.mention in members and x.role in ("recipient", "location") for x in kept):
        return kept
    why = (Evidence("grammar", f"whom the verb takes in the case '{case}'", _ADDED, chosen.members[0].mention.span),)
    return kept + [RoleLink(trigger=deed.index, mention=m.index, role="recipient", score=_ADDED, why=why) for m in chosen.members]


def _accused(deed: _Deed, whom: list[Phrase]) -> Phrase | None:
    """Return who is accused: right behind the charge ('olmamakla Mısır'ı suçladı'), else the first ('Mısır'ı … olmamakla suçladı').

    Where a participle parts two of them ('ülkeleri birleşmeye çağıran Erdoğan'ı yalan söylemekle') either may be meant.
    """
    words = deed.view.words
    charge = max((k for k in range(whom[0].end, deed.start) if _CHARGE.search(words[k].fold)), default=-1)
    behind = next((p for p in whom if 0 <= charge < p.start), None)
    if behind is None and len(whom) > 1 and any(_participle(words[k].fold) for k in range(whom[0].end, whom[1].start)):
        return None
    return behind or whom[0]


def _clause_between(deed: _Deed, phrase: Phrase, case: str, between: Sequence[Phrase]) -> bool:
    """Tell whether what is asked, or charged, follows the phrase; a passive one leaves open of whom, and a genitive says whose it is."""
    inner = [w.fold for w in deed.view.words[phrase.end : deed.start] if w.is_word]
    if case == "acc":
        return any(_CHARGE.search(w) for w in inner)
    asked = inner[-1] if inner else ""
    if case == "dat":
        owner = any(p.case == "gen" and p.is_people for p in between)
        return bool(_INNER.search(asked)) and not _PASSIVE_INNER.search(asked) and not owner
    return bool(_INNER.search(asked))
