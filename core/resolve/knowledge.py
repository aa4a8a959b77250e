"""The built-in knowledge base: who and what is named in political news, in four languages, with terms of office.

Takes: a form as written, its language and the article's date. Gives: candidates with score and reason.
Uses resources/knowledge.sqlite (``python -m tools.build_knowledge``), opened read-only, never loaded whole.
Known limits: a title without its country needs one from the caller; case suffixes are cut by spelling alone.
"""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from rapidfuzz import fuzz

from core.errors import ResourceError
from core.languages import in_capitals, is_acronym
from core.paths import resource
from core.resolve.namekeys import GIVEN_NAMES, is_arabic, key, plain, romanise, token_keys
from core.resolve.namewords import word_list
from core.textnorm import fold

_KIND_SCORE = {"name": 1.0, "family": 0.6, "demonym": 0.5}
_TURKISH_SUFFIX = frozenset(word_list("turkish_suffixes"))
_ENOUGH = 82
_FAMILY = 55
_QUOTES = " \t\n\"'«»“”()[]،,#"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a form may stand for, how likely (0 to 1) and why."""

    entity_id: str
    name: str
    type: str
    country: str | None
    score: float
    reason: str


def variants(form: str, language: str) -> Iterator[tuple[str, float]]:
    """Yield the folded form, then the same without what clings to it, each with the trust it deserves."""
    base = re.sub(r"[\s_]+", " ", fold(form.strip(_QUOTES), language))
    yield base, 1.0
    if "." in base:
        yield base.replace(".", ""), 0.97
    if is_arabic(base):
        yield from _arabic_variants(base)
        if language == "fa" and " " in base:
            yield base.replace(" ", ""), 0.97
    elif language == "tr":
        yield from _turkish_variants(base)
    else:
        yield from ((cut, 0.98) for cut in (re.sub(r"^(?:the|a|an) ", "", base), re.sub(r"'s?$", "", base)) if cut != base)


def _arabic_variants(base: str) -> Iterator[tuple[str, float]]:
    """Yield forms without a proclitic, and with the article put on or off."""
    if base.startswith("لل") and len(base) > 4:
        yield "ال" + base[2:], 0.95
    if base[:1] in tuple("وفبلك") and len(base) > 3:
        yield base[1:], 0.9
    if base[:2] in ("وب", "ول", "فب", "ول") and len(base) > 5:
        yield base[2:], 0.85
    if base.startswith("ال") and len(base) > 5:
        yield base[2:], 0.9
    elif len(base) > 3:
        yield "ال" + base, 0.9
    if "عبد ال" in base:
        yield base.replace("عبد ال", "عبدال"), 0.98


def _turkish_variants(base: str) -> Iterator[tuple[str, float]]:
    """Yield forms without what follows an apostrophe, or without a plain case suffix."""
    if "'" in base:
        yield re.sub(r"'\w+$", "", base), 0.98
        yield re.sub(r"'\w+", "", base), 0.95
    for length in range(1, 6):
        stem, ending = base[:-length], base[-length:]
        if ending in _TURKISH_SUFFIX and len(stem) >= 3:
            yield stem, 0.9
            if stem.endswith("ğ"):
                yield stem[:-1] + "k", 0.85


def _least(name_key: str, trust: float) -> float:
    """Return how alike spellings must be: more for a short key, and where middle names were left out."""
    return 86 if len(name_key) <= 3 else 79 if trust < 1 else _ENOUGH * 0.8


def _same_end(latin: str, known: str) -> bool:
    """Tell whether the last words are alike: one given name makes no 'Mohamed Bouazizi' of 'Mohamed Badie'."""
    return fuzz.ratio(latin.split()[-1], known.split()[-1]) >= _FAMILY


class KnowledgeBase:
    """Read-only access to the knowledge base."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._media: frozenset[str] | None = None
        self._cached = lru_cache(maxsize=20000)(self._rows)
        self._titled = lru_cache(maxsize=20000)(self._titles)
        self._keyed = lru_cache(maxsize=20000)(self._by_key)

    @classmethod
    def open(cls, path: Path | None = None) -> "KnowledgeBase":
        """Open the shipped knowledge base, or another file of its schema."""
        path = path or resource("knowledge.sqlite")
        if not path.is_file():
            raise ResourceError(f"{path.name} is missing: build it with 'python -m tools.build_knowledge'")
        return cls(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, check_same_thread=False))

    def entity(self, entity_id: str) -> Candidate | None:
        """Return an entity by its id ('kb:IQ')."""
        row = self._db.execute("SELECT id, name, type, country FROM entity WHERE id=?", (entity_id.removeprefix("kb:"),)).fetchone()
        if row:
            return Candidate("kb:" + row[0], row[1], row[2], row[3], 1.0, "by id")
        row = self._db.execute("SELECT id, name, country FROM post WHERE id=?", (entity_id.removeprefix("kb:post:"),)).fetchone()
        return Candidate("kb:post:" + row[0], row[1], "PERSON", row[2], 1.0, "by id") if row else None

    def media(self) -> frozenset[str]:
        """Return the ids of the news outlets and agencies."""
        if self._media is None:
            self._media = frozenset("kb:" + row[0] for row in self._db.execute("SELECT id FROM entity WHERE origin='media'"))
        return self._media

    def adjective(self, entity_id: str) -> str | None:
        """Return a state's English adjective."""
        row = self._db.execute("SELECT form FROM adjective WHERE entity=?", (entity_id.removeprefix("kb:"),)).fetchone()
        return row[0] if row else None

    def is_state(self, entity_id: str) -> bool:
        """Tell whether an id is that of a state."""
        found = self.entity(entity_id) if entity_id.startswith("kb:") else None
        return bool(found) and found.type == "GPE" and found.entity_id == f"kb:{found.country}"

    def metonym(self, entity_id: str) -> Candidate | None:
        """Return the state whose government a capital may stand for."""
        return self.entity(entity_id.replace("kb:cap:", "kb:")) if entity_id.startswith("kb:cap:") else None

    def lookup(self, form: str, language: str, on_date: date | None = None, country: str | None = None) -> list[Candidate]:
        """Return what a form may stand for, best first; ``country`` completes a title or body told without one."""
        best: dict[str, Candidate] = {}
        capitals = in_capitals(form.strip(_QUOTES))
        for folded, trust in dict(reversed(list(variants(form, language)))).items():
            for found in (*self._cached(folded, language, country, capitals), *self._titled(folded, language, on_date, country)):
                scored = Candidate(found.entity_id, found.name, found.type, found.country, found.score * trust, found.reason)
                if found.entity_id not in best or best[found.entity_id].score < scored.score:
                    best[found.entity_id] = scored
        return sorted(best.values(), key=lambda c: (-c.score, c.entity_id))

    def _rows(self, folded: str, language: str, country: str | None, capitals: bool) -> tuple[Candidate, ...]:
        """Return the candidates of one folded form among names; a body told without its state takes ``country``.

        An acronym fits only what is written in capitals: 'Lana' is no news agency. Tables tell 'Nato' beside 'NATO' where both are usual.
        """
        rows = self._db.execute(
            "SELECT a.entity, a.kind, a.weight, a.form, e.name, e.type, e.country, e.rank FROM alias a JOIN entity e ON e.id=a.entity "
            "WHERE a.folded=? AND a.language=?", (folded, language if language in ("ar", "tr", "fa", "en") else "en"),
        ).fetchall()  # fmt: skip
        out = []
        for entity, kind, weight, form, name, type_, state, rank in rows:
            if not capitals and is_acronym(form):
                continue
            if kind == "bare":
                out += self._body(entity, country, form)
                continue
            score = weight * _KIND_SCORE[kind] + (0.02 * rank if kind != "family" else 0.1 * (rank - 2)) - 0.06
            out.append(Candidate("kb:" + entity, name, type_, state, min(score, 1.0), f"{kind} '{form}'"))
        return tuple(out)

    def _body(self, generic: str, country: str | None, form: str) -> list[Candidate]:
        """Return a state's own body for a form such as 'the parliament'."""
        found = self.entity(f"kb:{country}{generic[1:]}") if country else None
        return [Candidate(found.entity_id, found.name, found.type, found.country, 0.7, f"'{form}' of the state spoken of")] if found else []

    def _titles(self, folded: str, language: str, on_date: date | None, country: str | None) -> tuple[Candidate, ...]:
        """Return the holders, on that day, of the posts that a form names; the post itself when the holder is not known."""
        out = []
        for post, form, bare in self._db.execute(
            "SELECT post, form, bare FROM title WHERE folded=? AND language=?", (folded, language)
        ).fetchall():
            if bare and not country:
                continue
            post = f"{country}{post[1:]}" if bare else post
            score = 0.7 if bare else 0.95
            out += self._holders(post, form, on_date, score) or self._post(post, form, score - 0.1)
        return tuple(out)

    def _holders(self, post: str, form: str, on_date: date | None, score: float) -> list[Candidate]:
        """Return who held a post on a day, the last to come first; nobody when the day is not known."""
        if on_date is None:
            return []
        day = on_date.isoformat()
        rows = self._db.execute(
            "SELECT e.id, e.name, e.country FROM office o JOIN entity e ON e.id=o.person WHERE o.post=? AND o.started<=? "
            "AND (o.ended='' OR o.ended>=?) ORDER BY o.started DESC LIMIT 1", (post, day, day),
        ).fetchall()  # fmt: skip
        return [Candidate("kb:" + i, n, "PERSON", c, score, f"'{form}' on {day}") for i, n, c in rows]

    def _post(self, post: str, form: str, score: float) -> list[Candidate]:
        found = self.entity("kb:post:" + post)
        return [Candidate(found.entity_id, found.name, "PERSON", found.country, score, f"'{form}', holder not known")] if found else []

    def held(self, entity_id: str, post: str) -> bool:
        """Tell whether a person ever held a post ('kb:post:IQ.head_of_government')."""
        query = "SELECT 1 FROM office WHERE person=? AND post=?"
        return self._db.execute(query, (entity_id.removeprefix("kb:"), post.removeprefix("kb:post:"))).fetchone() is not None

    def posts(self, entity_id: str, on_date: date) -> tuple[str, ...]:
        """Return the posts that a person held on a day ('IQ.head_of_government')."""
        day = on_date.isoformat()
        query = "SELECT post FROM office WHERE person=? AND started<=? AND (ended='' OR ended>=?)"
        return tuple(row[0] for row in self._db.execute(query, (entity_id.removeprefix("kb:"), day, day)))

    def led(self, entity_id: str) -> bool:
        """Tell whether a person was ever head of a state or a government."""
        query = "SELECT 1 FROM office WHERE person=? AND (post LIKE '%head_of_state' OR post LIKE '%head_of_government')"
        return self._db.execute(query, (entity_id.removeprefix("kb:"),)).fetchone() is not None

    def is_a(self, entity_id: str, noun: str) -> bool:
        """Tell whether a body or group is called by an English noun in one of its names ('movement' for Hamas, 'حركة حماس')."""
        query = "SELECT 1 FROM sort WHERE entity=? AND noun=?"
        return self._db.execute(query, (entity_id.removeprefix("kb:"), noun)).fetchone() is not None

    def similar(self, name: str, language: str) -> Candidate | None:
        """Return the entity whose name is this one in another spelling or script, if one stands out."""
        return self._keyed(name, language)

    def _by_key(self, name: str, language: str) -> Candidate | None:
        tokens = token_keys(name, language)
        if len(tokens) < 2:
            return None
        latin = plain(self.romanise(name, language))
        scored = self._scored(key(name, language), latin, 1.0)
        if not scored and len(tokens) > 2 and len(tokens[-1]) >= 2:
            words = name.split()
            short = f"{words[0]} {words[-1]}"
            scored = self._scored(key(short, language), plain(self.romanise(short, language)), 0.9)
        return max(scored, key=lambda c: c.score) if scored else None

    def _scored(self, name_key: str, latin: str, trust: float) -> list[Candidate]:
        """Return the entities with that key whose spelling is near enough."""
        rows = self._db.execute(
            "SELECT e.id, e.name, e.type, e.country, n.plain FROM namekey n JOIN entity e ON e.id=n.entity WHERE n.key=?", (name_key,)
        ).fetchall()
        out = []
        for entity, name, type_, country, known in rows:
            ratio = fuzz.ratio(latin.replace(" ", ""), known.replace(" ", ""))
            if ratio * trust >= _least(name_key, trust) and _same_end(latin, known):
                out.append(
                    Candidate(
                        "kb:" + entity,
                        name,
                        type_,
                        country,
                        round(0.9 * trust * ratio / 100, 3),
                        f"name key {name_key}, spelling {ratio:.0f}",
                    )
                )
        return out

    def known(self, form: str, language: str) -> bool:
        """Tell whether a form is, letter by letter, somebody's or something's name."""
        query = "SELECT 1 FROM alias WHERE folded=? AND language=? LIMIT 1"
        return self._db.execute(query, (fold(form.strip(_QUOTES), language), language)).fetchone() is not None

    def name_part(self, folded: str) -> bool:
        """Tell whether a folded word is a usual part of people's names."""
        return folded in GIVEN_NAMES or self._db.execute("SELECT 1 FROM part WHERE folded=?", (folded,)).fetchone() is not None

    def forms(self, language: str) -> Iterator[tuple[str, str, str]]:
        """Yield (form, entity_id, type) of every name and title that is written in a language; titles have type TITLE."""
        least = 0.8 if language in ("tr", "en") else 1.0
        query = (
            "SELECT a.form, a.entity, e.type FROM alias a JOIN entity e ON e.id=a.entity WHERE a.language=? AND a.kind IN ('name', 'bare') "
            "AND a.weight>=? UNION ALL SELECT a.form, a.entity, e.type FROM alias a JOIN entity e ON e.id=a.entity "
            "WHERE a.language=? AND a.kind='family' AND e.rank>=3 AND a.weight>=1.0"
        )
        for form, entity, type_ in self._db.execute(query, (language, least, language)):
            yield form, "kb:" + entity, type_
        for form, post in self._db.execute("SELECT form, post FROM title WHERE language=?", (language,)):
            yield form, "kb:post:" + post, "TITLE"

    def names(self, first: str, language: str) -> list[tuple[tuple[str, ...], str]]:
        """Return the names and titles of ``forms`` that begin with a folded token, as tokens with their type, longer ones first."""
        rows = self._db.execute("SELECT tokens, type FROM spoken WHERE language=? AND first=? ORDER BY rank", (language, first))
        return [(tuple(tokens.split(" ")), type_) for tokens, type_ in rows]

    def acronyms(self, language: str) -> frozenset[str]:
        """Return the folded names of one word that stand for something only where they are written in capitals."""
        return frozenset(row[0] for row in self._db.execute("SELECT folded FROM acronym WHERE language=?", (language,)))

    def words(self, language: str) -> Iterator[str]:
        """Yield the folded words of more than three letters that names hold (Arabic alone: proclitics may be cut from them)."""
        return (row[0] for row in self._db.execute("SELECT word FROM word WHERE language=?", (language,)))

    def romanise(self, name: str, language: str) -> str:
        """Spell a name in Latin letters: a known person's full name, known parts, else by rule; Latin names stay."""
        if not is_arabic(name):
            return name
        row = self._db.execute("SELECT latin FROM person WHERE folded=?", (fold(name, "ar"),)).fetchone()
        return row[0] if row else romanise(name, self._parts(name), persian=language == "fa")

    def _parts(self, name: str) -> dict[str, str]:
        """Return the known spellings of a name's words, with and without article."""
        words = {form for w in fold(name, "ar").split() for form in (w, w[2:] if w.startswith("ال") else w)}
        marks = ",".join("?" * len(words))
        return dict(self._db.execute(f"SELECT folded, latin FROM part WHERE folded IN ({marks})", tuple(sorted(words))).fetchall())
