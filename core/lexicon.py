"""Load the lexicons: TOML files to validated, frozen entries; expansion of their forms for lookup.

Takes: ``resources/lexicons/<code>/<topic>.toml``. Gives: entries, frames and form indexes, cached per language.
Raises ``ResourceError`` naming file and id for an unknown key, a missing gloss, an unknown type, mode or frame, a letter of the
wrong script, a stray invisible mark, or the same form twice in one entry's list. Known limits: TOML only, no inheritance
beyond a group's own type, mode and frame.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from core import parse_ar, parse_en, parse_fa, parse_tr
from core.errors import ResourceError
from core.model import ROLES
from core.ontology import event_types
from core.paths import resource
from core.textnorm import fold

TOPICS = ("triggers", "assertion", "roles", "titles", "groups", "weapons", "attribution", "words")
_FORM_KEYS = ("verb", "noun", "part", "compound", "fixed")
_GROUP_KEYS = {"type", "mode", "frame", "entries", "note"}
_ENTRY_KEYS = {
    "id",
    "gloss",
    "type",
    "mode",
    "frame",
    "after",
    "before",
    "not",
    "needs",
    "gen",
    "score",
    "past",
    "participle",
    "light",
    "absorbs",
    *_FORM_KEYS,
}
_SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "tr": "LATIN", "en": "LATIN"}
_NEEDS = {"object", "participant", "place", "light", "number", "subject"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerEntry:
    """One lexicon row: what names a deed, of which type, and how its arguments stand (``frame``)."""

    id: str
    gloss: str
    event_type: str
    modes: tuple[str, ...]
    frame: str
    gen: str = ""
    score: float = 0.75
    after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Form:
    """One way an entry is written: the anchor's features, literal words that stand before or after it."""

    entry: TriggerEntry
    features: tuple[tuple[str, str], ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    light: str = ""

    def feature(self, name: str) -> str:
        """Return a feature or ''."""
        return next((v for k, v in self.features if k == name), "")


@dataclass(frozen=True, slots=True)
class Frame:
    """How arguments are marked: slot or preposition or case -> role."""

    name: str
    slots: dict[str, str] = field(default_factory=dict)
    two_sided: bool = False


@dataclass(frozen=True, slots=True)
class TriggerIndex:
    """Folded anchor forms; for Turkish, stems by kind whose endings are analysed at match time."""

    forms: dict[str, tuple[Form, ...]]
    verb_stems: dict[str, tuple[Form, ...]] = field(default_factory=dict)
    noun_stems: dict[str, tuple[Form, ...]] = field(default_factory=dict)


@lru_cache(maxsize=64)
def table(language: str, topic: str) -> dict[str, Any]:
    """Return a lexicon file as plain data."""
    path = resource("lexicons", language, f"{topic}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{language}/{topic}.toml: {error}") from error


def any_of(forms: Iterable[str]) -> str:
    """Return a regular expression for any of the forms, the longest first; for none of them one that matches nothing."""
    return "(?:" + ("|".join(map(re.escape, sorted(forms, key=len, reverse=True))) or "(?!)") + ")"


def words(language: str) -> dict[str, Any]:
    """Return the function words of a language, folded, as frozensets by list name."""
    return _words(language)


@lru_cache(maxsize=8)
def _words(language: str) -> dict[str, Any]:
    return {name: frozenset(fold(w, language) for w in rows) for name, rows in table(language, "words").items()}


@lru_cache(maxsize=4)
def ordinary(language: str) -> frozenset[str]:
    """Return folded words of ordinary news that name nobody; none for languages whose names have capitals."""
    path = resource("lexicons", language, "ordinary.txt")
    try:
        return frozenset(path.read_text(encoding="utf-8").split()) if path.exists() else frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise ResourceError(f"{language}/ordinary.txt: {error}") from error


def folded_lists(language: str, topic: str) -> dict[str, tuple[str, ...]]:
    """Return every top-level list of a lexicon file, folded, in file order."""
    return _folded_lists(language, topic)


@lru_cache(maxsize=32)
def _folded_lists(language: str, topic: str) -> dict[str, tuple[str, ...]]:
    where = f"{language}/{topic}.toml"
    out = {}
    for name, rows in table(language, topic).items():
        if not isinstance(rows, list) or any(not isinstance(r, str) for r in rows):
            continue
        for row in rows:
            check_script(row, language, f"{where}: {name}")
        out[name] = tuple(dict.fromkeys(fold(r, language) for r in rows))
    return out


def check_script(text: str, language: str, where: str) -> None:
    """Raise when a form holds a letter of another script or a stray invisible mark."""
    for char in text:
        if unicodedata.category(char) == "Cf" and not (char == "\u200c" and language == "fa"):
            raise ResourceError(f"{where}: invisible U+{ord(char):04X} in '{text}'")
        if char.isalpha() and not unicodedata.name(char, "").startswith(_SCRIPTS[language]):
            raise ResourceError(f"{where}: letter '{char}' of another script in '{text}'")
        if language == "ar" and char in "یکگپچژ" or language == "fa" and char in "يكىة":
            raise ResourceError(f"{where}: '{char}' is no letter of {language} in '{text}'")


@lru_cache(maxsize=8)
def frames(language: str) -> dict[str, Frame]:
    """Return the argument frames of a language by name."""
    where = f"{language}/roles.toml"
    out = {}
    for name, slots in table(language, "roles").get("frame", {}).items():
        two_sided = bool(slots.get("two_sided", False))
        plain = {}
        for slot, role in slots.items():
            if slot == "two_sided":
                continue
            if role not in (*ROLES, "none"):
                raise ResourceError(f"{where}: frame {name}: unknown role '{role}'")
            plain.update(dict.fromkeys((fold(s.strip(), language) for s in slot.split("|")), role))
        out[name] = Frame(name, plain, two_sided)
    return out


@lru_cache(maxsize=8)
def triggers(language: str) -> TriggerIndex:
    """Return all trigger forms of a language, expanded."""
    forms: dict[str, list[Form]] = {}
    verbs: dict[str, list[Form]] = {}
    nouns: dict[str, list[Form]] = {}
    for entry, row in trigger_rows(language):
        for kind, spec in ((k, s) for k in _FORM_KEYS for s in _listed(row.get(k))):
            _EXPAND[language](entry, kind, spec, row, forms, verbs, nouns)
    return TriggerIndex(*({k: _distinct(v) for k, v in t.items()} for t in (forms, verbs, nouns)))


def _distinct(rows: list[Form]) -> tuple[Form, ...]:
    """Return the rows without repetitions; most words have but one, which need not be hashed."""
    return tuple(dict.fromkeys(rows)) if len(rows) > 1 else tuple(rows)


@lru_cache(maxsize=8)
def _rows(language: str) -> tuple[tuple[TriggerEntry, dict[str, Any]], ...]:
    where = f"{language}/triggers.toml"
    data = table(language, "triggers")
    if set(data) - {"group"}:
        raise ResourceError(f"{where}: unknown table {sorted(set(data) - {'group'})}")
    seen: set[str] = set()
    out = []
    for group in data.get("group", []):
        if set(group) - _GROUP_KEYS:
            raise ResourceError(f"{where}: unknown key {sorted(set(group) - _GROUP_KEYS)} in a group of {group.get('type')}")
        for row in group["entries"]:
            out.append((_entry(language, where, group, row, seen), row))
    return tuple(out)


def trigger_rows(language: str) -> tuple[tuple[TriggerEntry, dict[str, Any]], ...]:
    """Return every trigger entry with its row as written."""
    return _rows(language)


def _entry(language: str, where: str, group: dict[str, Any], row: dict[str, Any], seen: set[str]) -> TriggerEntry:
    name = f"{where}: {row.get('id', '?')}"
    if set(row) - _ENTRY_KEYS or "id" not in row:
        raise ResourceError(f"{name}: unknown or missing key {sorted(set(row) - _ENTRY_KEYS) or ['id']}")
    if not row.get("gloss"):
        raise ResourceError(f"{name}: no gloss")
    if not any(row.get(k) for k in _FORM_KEYS):
        raise ResourceError(f"{name}: no form")
    if row["id"] in seen:
        raise ResourceError(f"{name}: id given twice")
    seen.add(row["id"])
    event_type = row.get("type", group.get("type", ""))
    modes = tuple(row.get("mode", group.get("mode", "")).split())
    frame = row.get("frame", group.get("frame", ""))
    if event_type not in event_types() or set(modes) - event_types()[event_type].modes.keys():
        raise ResourceError(f"{name}: unknown type or mode '{event_type}/{'+'.join(modes)}'")
    if frame not in frames(language):
        raise ResourceError(f"{name}: unknown frame '{frame}'")
    _check_forms(language, name, row)
    needs = frozenset(row.get("needs", "").split())
    if needs - _NEEDS:
        raise ResourceError(f"{name}: unknown need {sorted(needs - _NEEDS)}")
    return TriggerEntry(
        id=row["id"],
        gloss=row["gloss"],
        event_type=event_type,
        modes=modes,
        frame=frame,
        gen=row.get("gen", ""),
        score=float(row.get("score", 0.75)),
        after=_alternatives(row.get("after"), language),
        before=_alternatives(row.get("before"), language),
        excluded=_alternatives(row.get("not"), language),
        needs=needs,
    )


def _check_forms(language: str, name: str, row: dict[str, Any]) -> None:
    for key in _FORM_KEYS:
        specs = list(_listed(row.get(key)))
        for spec in specs:
            check_script(spec, language, name)
        folded = [fold(s, language) for s in specs]
        if len(set(folded)) != len(folded):
            raise ResourceError(f"{name}: the same {key} twice after folding")


def _listed(value: Any) -> Iterable[str]:
    return [] if value is None else [value] if isinstance(value, str) else value


def _alternatives(value: str | None, language: str) -> frozenset[str]:
    return frozenset(fold(v.strip(), language) for v in value.split("|")) if value else frozenset()


def _add(index: dict[str, list[Form]], key: str, form: Form) -> None:
    index.setdefault(key, []).append(form)


def _frozen(features: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple([item for item in features.items() if item[1]])


Tables = dict[str, list[Form]]


def _expand_arabic(entry: TriggerEntry, kind: str, spec: str, row: dict[str, Any], forms: Tables, verbs: Tables, nouns: Tables) -> None:
    del verbs, nouns
    if kind == "verb":
        pairs: Iterator[tuple[str, dict[str, str]]] = parse_ar.expand_verb(spec)
        rest: tuple[str, ...] = ()
    elif kind == "fixed":
        head, *tail = fold(spec, "ar").split()
        pairs, rest = iter([(head, {"pos": row.get("light", "noun")})]), tuple(tail)
    else:
        head, *tail = spec.split()
        pairs = parse_ar.expand_participle(head) if kind == "part" else parse_ar.expand_noun(head)
        rest = tuple(fold(t, "ar") for t in tail)
    for form, features in pairs:
        _add(forms, form, Form(entry, _frozen(features), after=rest))


def _expand_turkish(entry: TriggerEntry, kind: str, spec: str, row: dict[str, Any], forms: Tables, verbs: Tables, nouns: Tables) -> None:
    *before, last = fold(spec, "tr").split()
    if kind == "verb":
        for stem in parse_tr.stem_variants(last):
            _add(verbs, stem, Form(entry, (("pos", "verb"),), before=tuple(before)))
    elif kind == "fixed":
        _add(forms, last, Form(entry, (("pos", row.get("light", "noun")),), before=tuple(before)))
    else:
        for stem in parse_tr.soften(last):
            _add(nouns, stem, Form(entry, (("pos", "noun"),), before=tuple(before)))


def _expand_persian(entry: TriggerEntry, kind: str, spec: str, row: dict[str, Any], forms: Tables, verbs: Tables, nouns: Tables) -> None:
    del verbs, nouns
    if kind == "verb":
        for form, features in parse_fa.expand_verb(spec):
            _add(forms, form, Form(entry, _frozen(features)))
        return
    *before, last = fold(spec, "fa").split()
    if kind == "compound":
        *before, last, light = fold(spec, "fa").split()
        _add(forms, last, Form(entry, (("pos", "verb"),), before=tuple(before), light=light))
    elif kind == "fixed":
        _add(forms, last, Form(entry, (("pos", row.get("light", "noun")),), before=tuple(before)))
    else:
        for form, features in parse_fa.expand_noun(last):
            _add(forms, form, Form(entry, _frozen(features), before=tuple(before)))


def _expand_english(entry: TriggerEntry, kind: str, spec: str, row: dict[str, Any], forms: Tables, verbs: Tables, nouns: Tables) -> None:
    del verbs, nouns
    if kind == "verb":
        head, *tail = fold(spec, "en").split()
        for form, features in parse_en.expand_verb(head, row.get("past"), row.get("participle")):
            _add(forms, form, Form(entry, _frozen(features), after=tuple(tail)))
        return
    *before, last = fold(spec, "en").split()
    if kind == "fixed":
        _add(forms, last, Form(entry, (("pos", row.get("light", "noun")),), before=tuple(before)))
    else:
        for form, features in parse_en.expand_noun(last):
            _add(forms, form, Form(entry, _frozen(features), before=tuple(before)))


_EXPAND = {"ar": _expand_arabic, "tr": _expand_turkish, "fa": _expand_persian, "en": _expand_english}


@lru_cache(maxsize=8)
def known_words(language: str) -> frozenset[str]:
    """Return every folded single word the lexicons of a language hold, in any form: a stem that clitics may be cut from."""
    found = set(triggers(language).forms)
    for topic in TOPICS[1:]:
        for value in _strings(table(language, topic)):
            found.update(w for w in fold(value, language).split() if len(w) > 1)
    if language == "ar":
        for verb in table("ar", "attribution").get("verbs", []) + table("ar", "assertion").get("light_verbs", []):
            found.update(form for form, _ in parse_ar.expand_verb(verb))
    return frozenset(found)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
