"""Read the corpus format of resources/corpus/GUIDE.md into plain data.

Takes: one ``.rasad.txt`` file. Gives: articles with sentences (plain text), mentions and triggers as code-point spans,
and events with roles. Raises ``CorpusError`` naming file and line. Knows nothing of training or of spaCy.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

KINDS = {
    "per": "PERSON", "org": "ORG", "grp": "GROUP", "gpe": "GPE", "loc": "LOC", "fac": "FAC",
    "ttl": "TITLE", "wpn": "WEAPON", "tim": "TIME", "num": "NUMBER",
}  # fmt: skip
ROLES = ("actor", "recipient", "location", "time", "attribution", "weapon", "killed", "injured")
AUX = ("historical", "future", "hypothetical", "negation")
MODES = {
    "AGREE": "", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "", "AID": "",
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet", "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone"
    " heavy-weapons crowd-control unconventional",
}  # fmt: skip
LANGUAGES = ("ar", "tr", "fa", "en")
_OPEN = re.compile(r"[\[{](\w+) ")
_MENTION_ID = re.compile(r"(per|org|grp|gpe|loc|fac|ttl|wpn|tim|num)\d+$")


class CorpusError(ValueError):
    """A line that does not follow the guide; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of one sentence; ``start`` and ``end`` are code points."""

    id: str
    start: int
    end: int


@dataclass(slots=True)
class Sentence:
    """Plain text with its mentions and triggers; ``is_title`` for the ``T`` line."""

    text: str
    mentions: list[Span]
    triggers: list[Span]
    is_title: bool = False


@dataclass(slots=True)
class EventLine:
    """One ``=`` line; ``same`` names the earlier event it repeats, then ``type`` may be empty."""

    id: str
    type: str
    modes: tuple[str, ...] = ()
    aux: tuple[str, ...] = ()
    same: str = ""
    minor: bool = False
    roles: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Article:
    """One article of the corpus."""

    id: str
    language: str
    date: str
    style: str
    sentences: list[Sentence] = field(default_factory=list)
    events: list[EventLine] = field(default_factory=list)


def parse_sentence(markup: str, where: str) -> Sentence:
    """Strip inline marks; return the text and its spans."""
    out: list[str] = []
    length = at = 0
    stack: list[tuple[str, str, int]] = []
    sentence = Sentence("", [], [])
    while at < len(markup):
        char = markup[at]
        if char in "[{":
            opened = _OPEN.match(markup, at)
            if not opened:
                raise CorpusError(f"{where}: '{markup[at : at + 20]}' does not open with an id and a space")
            stack.append((char, opened[1], length))
            at = opened.end()
            continue
        if char in "]}":
            if not stack or stack[-1][0] + char not in ("[]", "{}"):
                raise CorpusError(f"{where}: '{char}' closes nothing near '{markup[max(0, at - 20) : at]}'")
            kind, name, start = stack.pop()
            text = "".join(out)[start:length]
            if not text or text != text.strip():
                raise CorpusError(f"{where}: span {name} is empty or has space at its edge: '{text}'")
            (sentence.mentions if kind == "[" else sentence.triggers).append(Span(name, start, length))
            at += 1
            continue
        out.append(char)
        length += 1
        at += 1
    if stack:
        raise CorpusError(f"{where}: {stack[-1][1]} is never closed")
    sentence.text = "".join(out)
    return sentence


def parse_event(line: str, where: str) -> EventLine:
    """Read one ``=`` line."""
    head, *parts = [p.strip() for p in line.split("|")]
    words = head.split()
    if len(words) < 2:
        raise CorpusError(f"{where}: an event needs an id and a type")
    event = EventLine(words[0].rstrip("?"), "", minor=words[0].endswith("?"))
    for word in words[1:]:
        if word.startswith("~"):
            event.aux = tuple(word[1:].split("+"))
        elif event.same == "?":
            event.same = word
        elif word == "same":
            event.same = "?"
        elif word == "?":
            event.minor = True
        else:
            event.type, _, modes = word.partition("/")
            event.modes = tuple(m for m in modes.split("+") if m)
    if event.same == "?" or (not event.same and event.type not in MODES):
        raise CorpusError(f"{where}: no known type in '{head}'")
    wrong = [m for m in event.modes if m not in MODES[event.type].split()] + [a for a in event.aux if a not in AUX]
    if wrong:
        raise CorpusError(f"{where}: {', '.join(wrong)} is no mode or aux of {event.type}")
    for part in parts:
        role, *ids = part.replace(",", " ").split()
        if role not in ROLES or not ids:
            raise CorpusError(f"{where}: role '{part}'")
        event.roles.setdefault(role, []).extend(ids)
    return event


def read_file(path: Path) -> list[Article]:
    """Read one corpus file."""
    articles: list[Article] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        kind, _, rest = line.strip().partition(" ")
        rest = rest.strip()
        if not kind or kind.startswith("#"):
            continue
        if kind == "@":
            fields = [f.strip() for f in rest.split("|")]
            info = dict(f.partition(" ")[::2] for f in fields[1:])
            if info.get("lang") not in LANGUAGES or not re.fullmatch(r"\d{4}-\d\d-\d\d", info.get("date", "")):
                raise CorpusError(f"{where}: an article needs lang and date")
            articles.append(Article(fields[0], info["lang"], info["date"], info.get("style", "")))
        elif not articles:
            raise CorpusError(f"{where}: text before the first @ line")
        elif kind in ("T", "S"):
            sentence = parse_sentence(rest, where)
            sentence.is_title = kind == "T"
            articles[-1].sentences.append(sentence)
        elif kind == "=":
            articles[-1].events.append(parse_event(rest, where))
        else:
            raise CorpusError(f"{where}: a line starts with @, T, S, = or #, not '{kind}'")
    return articles


def check_article(article: Article) -> list[str]:
    """What is wrong inside one article: ids used twice, unknown ids, triggers without events."""
    problems = []
    mentions = [m.id for s in article.sentences for m in s.mentions]
    triggers = [t.id for s in article.sentences for t in s.triggers]
    events = [e.id for e in article.events]
    for name in {n for n in mentions + triggers if (mentions + triggers).count(n) > 1}:
        problems.append(f"{article.id}: id {name} is used twice")
    problems += [f"{article.id}: {m} is no mention id" for m in mentions if not _MENTION_ID.match(m)]
    problems += [f"{article.id}: trigger {t} has no event line" for t in triggers if t not in events]
    for event in article.events:
        if event.id not in triggers:
            problems.append(f"{article.id}: event {event.id} has no trigger")
        if event.same and event.same not in events:
            problems.append(f"{article.id}: {event.id} repeats unknown {event.same}")
        if events.count(event.id) > 1:
            problems.append(f"{article.id}: event {event.id} is given twice")
        for role, ids in event.roles.items():
            problems += [f"{article.id}: {event.id} {role} {i} is unknown" for i in ids if i not in mentions]
            if role in ("killed", "injured"):
                problems += [f"{article.id}: {event.id} {role} wants a num, not {i}" for i in ids if i[:3] != "num"]
    return problems
