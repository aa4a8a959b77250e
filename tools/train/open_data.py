"""Openly licensed name and event data as training examples (see resources/NOTICE.md); RASAD_DATA names their folder.

Every set marks some of our mention kinds only; its label map and the kinds it covers stand in one row of NAME_SETS.
"""

import json
import lzma
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.train.examples import Example

DATA = Path(os.environ.get("RASAD_DATA", Path(__file__).parents[3] / "shared" / "data"))
LONGEST = 60
"""Words of a training sentence; longer ones are cut."""
_PEOPLE = "Politician Athlete Artist Other_PER Religious_PER Scientist Businessperson Lawyer Engineer Police_PER"
_BODIES = "Non-Governmental Sports Government Media Commercial Educational Medical-Science Entertainment Religious_ORG"
_PLACES = "Water-Body Continent Land-Region-Natural Celestial Land"
_FACILITIES = "Building-Grounds Airport Path Subarea-Facility Plant"


@dataclass(frozen=True, slots=True)
class NameSet:
    """Where a set lies, its columns, its labels in our kinds ('' drops to O, '?' masks) and the kinds it covers."""

    name: str
    language: str
    pattern: str
    word: int
    tag: int
    kinds: dict[str, str]
    covered: str
    limit: int = 100_000


def _rows(**kinds: str) -> dict[str, str]:
    return {label: kind for kind, labels in kinds.items() for label in labels.split()}


NAME_SETS = (
    NameSet(
        "newsfane", "ar", "ner_ar_newsfane/NewsFANE_Gold_2014_170K.txt", 0, 1,
        _rows(PERSON=_PEOPLE, ORG=_BODIES + " Police", GROUP="Group",
              GPE="Nation Population-Center State-or-Province County-or-District GPE-Cluster",
              LOC=_PLACES, FAC=_FACILITIES, WEAPON="Projectile Shooting Exploding Nuclear"),
        "PERSON ORG GPE FAC",
    ),
    NameSet("wojood", "ar", "ner_ar_wojood_sample/data/*.txt", 0, 1,
            _rows(PERSON="PERS", ORG="ORG", GPE="GPE", LOC="LOC", FAC="FAC", TITLE="OCC", TIME="DATE TIME"),
            "PERSON ORG GPE LOC FAC TITLE TIME"),
    NameSet("aqmar", "ar", "ner_ar_aqmar/aqmar/articles/*.txt", 0, 1, _rows(PERSON="PER", ORG="ORG"), "PERSON"),
    NameSet("wikiner", "tr", "ner_tr_wikiner/Turkish-Wiki-NER-Dataset/train.conll", 0, -1,
            _rows(PERSON="PERSON", ORG="ORG", GPE="GPE", LOC="LOC", FAC="FAC", TITLE="TITLE", TIME="DATE TIME"),
            "PERSON ORG GPE LOC FAC TITLE TIME", 9_000),
    NameSet("ewt", "en", "ner_en_uner_ewt/*.iob2.xz", 1, 2, _rows(PERSON="PER", ORG="ORG"), "PERSON ORG"),
    NameSet("wikigold", "en", "ner_en_wikigold/wikigold/CONLL-format/data/wikigold.conll.txt.xz", 0, 1,
            _rows(PERSON="PER", ORG="ORG"), "PERSON ORG"),
)  # fmt: skip


def _lines(path: Path) -> list[str]:
    raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
    return raw.decode("utf-8", "replace").splitlines()


def _sentences(lines: list[str], word: int, tag: int) -> Iterator[list[tuple[str, str]]]:
    """Yield sentences as (word, tag); blank lines or a lone full stop end one."""
    row: list[tuple[str, str]] = []
    for line in lines:
        columns = line.strip("\ufeff\u200e\u200f\n").split()
        if line.startswith("# ") or len(columns) < 2:
            if row:
                yield row
            row = []
            continue
        if len(columns) <= word:
            continue
        row.append((columns[word].strip("\u200e\u200f"), columns[tag if tag < len(columns) else -1]))
        if row[-1][0] == "." or len(row) >= LONGEST:
            yield row
            row = []
    if row:
        yield row


_NO_SPACE_BEFORE = set(".,;:!?)]»”،؛؟%")
_NO_SPACE_AFTER = set("([«“") | {"و"}  # NewsFANE writes the conjunction apart


def join(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Join tokens the way text is written; return it and each token's span."""
    text, spans = "", []
    for i, word in enumerate(words):
        if i and word not in _NO_SPACE_BEFORE and words[i - 1] not in _NO_SPACE_AFTER:
            text += " "
        spans.append((len(text), len(text) + len(word)))
        text += word
    return text, spans


def _example(rows: list[tuple[str, str]], names: NameSet) -> Example:
    text, spans = join([w for w, _ in rows])
    mentions, last = [], ""
    for (start, end), (_, tag) in zip(spans, rows, strict=True):
        edge, _, label = tag.partition("-")
        kind = names.kinds.get(label, "")
        if kind and edge == "I" and last == label and mentions:
            mentions[-1] = (0, mentions[-1][1], end, kind)
        elif kind:
            mentions.append((0, start, end, kind))
        last = label if kind else ""
    if names.language == "tr":
        mentions = [
            (s, a, a + len(re.split(r"['’]", text[a:b])[0]) if re.search(r"\w['’]\w+$", text[a:b]) else b, k) for s, a, b, k in mentions
        ]
    return Example(names.language, [text], mentions, None, frozenset(names.covered.split()), names.name)


def load_names() -> list[Example]:
    """Return every name set's sentences."""
    out = []
    for names in NAME_SETS:
        rows = [
            r
            for path in sorted(DATA.glob(names.pattern))
            if "test" not in path.name or names.name == "ewt"
            for r in _sentences(_lines(path), names.word, names.tag)
        ]
        out += [_example(r, names) for r in rows[: names.limit]]
    return out


def load_finance() -> tuple[list[tuple[list[str], list[str], list[str]]], list[str], list[str]]:
    """Return TFEEC's sentences as (words, argument tags, trigger tags), and both tag lists: an auxiliary task in Turkish."""
    rows = []
    path = DATA / "ev_tr_tfeec_gold" / "training.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        for sentence in json.loads(line)["Sentences"]:
            tokens = sentence["Tokens"][:80]
            triggers, before = [], "O"
            for t in tokens:
                label = t["EventTrigger"].split("-")[0]
                triggers.append("O" if label == "O" else ("I-" if t["EventTrigger"] == before else "B-") + label)
                before = t["EventTrigger"]
            if tokens:
                rows.append(([t["Token"] for t in tokens], [t["EventArgument"] for t in tokens], triggers))
    arguments = ["O", *sorted({a for r in rows for a in r[1]} - {"O"})]
    events = ["O", *sorted({a for r in rows for a in r[2]} - {"O"})]
    return rows, arguments, events
