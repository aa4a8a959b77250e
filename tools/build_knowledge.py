"""Build resources/knowledge.sqlite from the hand-checked tables in resources/knowledge/ and a CC0 package of name pairs.

Usage: python -m tools.build_knowledge [OUTPUT]. The same tables and package give the same bytes.
"""

import csv
import importlib.util
import itertools
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from core.extract.names import in_order, name_tokens
from core.languages import is_acronym
from core.numerals import read_number, tokenize
from core.paths import resource
from core.resolve.describe import head_noun
from core.resolve.describe_words import english as describing
from core.resolve.knowledge import KnowledgeBase
from core.resolve.namekeys import is_arabic, key, plain, romanise
from core.textnorm import fold

LANGUAGES = ("ar", "tr", "fa", "en")
_ARTICLE = re.compile(r"\b(?:[AaEe]l[ -]|(?:[AaEe](?:[dnrstz]|sh)|[Uu][dl])-)")
READS = {"ar": (("ar", 1.0), ("fa", 0.8), ("en", 0.8)), "fa": (("fa", 1.0), ("ar", 0.8), ("en", 0.8)),
         "tr": (("tr", 1.0), ("en", 0.8)), "en": (("en", 1.0), ("tr", 0.8))}  # fmt: skip
SCHEMA = """
CREATE TABLE entity (
    id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL, country TEXT, rank INTEGER NOT NULL, origin TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE alias (
    folded TEXT, language TEXT, entity TEXT, form TEXT, kind TEXT, weight REAL, PRIMARY KEY (folded, language, entity, kind)
) WITHOUT ROWID;
CREATE TABLE title (folded TEXT, language TEXT, post TEXT, form TEXT, bare INTEGER, PRIMARY KEY (folded, language, post)) WITHOUT ROWID;
CREATE TABLE post (id TEXT PRIMARY KEY, name TEXT NOT NULL, country TEXT) WITHOUT ROWID;
CREATE TABLE office (post TEXT, started TEXT, ended TEXT, person TEXT, PRIMARY KEY (post, started, person)) WITHOUT ROWID;
CREATE TABLE namekey (key TEXT, entity TEXT, plain TEXT, PRIMARY KEY (key, entity, plain)) WITHOUT ROWID;
CREATE TABLE adjective (entity TEXT PRIMARY KEY, form TEXT) WITHOUT ROWID;
CREATE TABLE part (folded TEXT PRIMARY KEY, latin TEXT) WITHOUT ROWID;
CREATE TABLE person (folded TEXT PRIMARY KEY, latin TEXT, country TEXT) WITHOUT ROWID;
CREATE TABLE spoken (language TEXT, first TEXT, rank INTEGER, tokens TEXT, type TEXT, PRIMARY KEY (language, first, rank)) WITHOUT ROWID;
CREATE TABLE word (language TEXT, word TEXT, PRIMARY KEY (language, word)) WITHOUT ROWID;
CREATE TABLE acronym (language TEXT, folded TEXT, PRIMARY KEY (language, folded)) WITHOUT ROWID;
CREATE TABLE sort (entity TEXT, noun TEXT, PRIMARY KEY (entity, noun)) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""


def rows(table: str) -> list[dict[str, str]]:
    """Read one table of resources/knowledge."""
    with resource("knowledge", f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def split(cell: str) -> list[str]:
    """Cut a cell at its bars."""
    return [part.strip() for part in cell.split(" | ") if part.strip()]


def definite(adjective: str, *, feminine: bool) -> str:
    """Return an Arabic adjective with the article on each word, e.g. 'عراقي' gives 'العراقية'."""
    return " ".join("ال" + word + ("ة" if feminine else "") for word in adjective.split())


def squeezed(form: str, language: str) -> str:
    """Return a Persian form with joiners also without its spaces, as texts put a space, a joiner or nothing between parts."""
    folded = fold(form, language)
    return folded.replace(" ", "") if "\u200c" in form else folded


class Base:
    """Collects the rows of every table, then writes them in order."""

    def __init__(self) -> None:
        self.entities: dict[str, tuple] = {}
        self.aliases: dict[tuple, tuple] = {}
        self.titles: dict[tuple, tuple] = {}
        self.posts: dict[str, tuple] = {}
        self.offices: set[tuple] = set()
        self.keys: set[tuple] = set()
        self.ambiguous = {(fold(r["form"], r["language"]), r["language"]) for r in rows("ambiguous")}
        self.states = {r["id"]: r for r in rows("states")}
        self.organisations = [{**r, "table": t} for t in ("groups", "organisations", "media", "sites") for r in rows(t)]

    def entity(self, entity: str, kind: str, name: str, country: str, rank: int = 1, origin: str = "own") -> None:
        """Add an entity with its English name as its first alias."""
        self.entities[entity] = (entity, kind, name, country or None, rank, origin)
        self.alias(entity, "en", name)

    def alias(self, entity: str, language: str, form: str, kind: str = "name") -> None:
        """Add a form for every reading language that may write it so."""
        for reading, sources in READS.items():
            weight = dict(sources).get(language)
            if weight is None:
                continue
            folded = fold(form, reading)
            if (folded, reading) in self.ambiguous:
                weight = min(weight, 0.5)
            plain_i = form.replace("ı", "i") if reading == "en" else form  # English papers write 'Yildiz' as well as 'Yıldız'
            for written, shown in {folded: form, squeezed(form, reading): form, fold(plain_i, reading): plain_i}.items():
                at = (written, reading, entity, kind)
                known = self.aliases.get(at)
                if known is None or known[1] < weight or (known[1] == weight and is_acronym(known[0]) and not is_acronym(form)):
                    self.aliases[at] = (shown, weight)

    def name_key(self, entity: str, form: str, language: str) -> None:
        """Add the cross-script key of a form that has enough consonants to tell names apart."""
        found = key(form, language)
        if (len(found) >= 3 and len(form.split()) > 1) or len(found) >= 4:
            self.keys.add((found, entity, plain(romanise(form) if is_arabic(form) else form)))

    def title(self, post: str, language: str, form: str, *, bare: bool = False) -> None:
        """Add a form of a post's title."""
        for written in {fold(form, language), squeezed(form, language)}:
            self.titles.setdefault((written, language, post), (form, int(bare)))


def state_words(state: dict[str, str], language: str) -> dict[str, list[str]]:
    """Return what a body's or title's pattern may ask for in one language."""
    if language == "ar":
        adjectives = split(state["ar_adj"])
        return {"ar": split(state["ar"])[:2],
                "adjf": [a + "ة" for a in adjectives],
                "ARf": [definite(a, feminine=True) for a in adjectives],
                "ARm": [definite(a, feminine=False) for a in adjectives]}  # fmt: skip
    if language == "tr":
        adjectives = [a for a in split(state["tr_adj"]) if not re.search(r"(l[ıiuü]|lı)$", a)]
        return {"tr": list(dict.fromkeys([*split(state["tr"]), *adjectives]))}
    if language == "fa":
        return {"fa": split(state["fa"]), "fadj": split(state["fa_adj"])}
    return {"en": [state["name"], *[e for e in split(state["en"]) if len(e) > 3]], "adj": split(state["en_adj"])}


def forms_of(cell: str, language: str) -> list[str]:
    """Return the patterns of a cell; English says 'Iran's parliament' wherever it says 'the Iranian parliament'."""
    found = split(cell)
    if language != "en":
        return found
    possessive = ("{en}'s " + form.removeprefix("{adj} ") for form in found if form.startswith("{adj} "))
    return list(dict.fromkeys([*found, *possessive]))


def fill(pattern: str, words: dict[str, list[str]]) -> Iterator[str]:
    """Yield the pattern with every choice of words."""
    wanted = list(dict.fromkeys(re.findall(r"{(\w+)}", pattern)))
    for choice in itertools.product(*(words[w] for w in wanted)):
        yield pattern.format(**dict(zip(wanted, choice, strict=True)))


def the(name: str) -> str:
    """Put 'the' before the state names that take it inside a longer name."""
    return f"the {name}" if re.match(r"United |Netherlands|Philippines|Democratic Rep|Central African", name) else name


def english(pattern: str, state: dict[str, str]) -> str:
    """Fill a name pattern: {us} is the adjective of an army's name ('US Armed Forces'), {en} the state."""
    adjective = "US" if state["id"] == "US" else split(state["en_adj"])[0]
    return pattern.format(us=adjective, en=the(state["name"]))


def add_states(base: Base) -> None:
    """Add states, their capitals and their adjectives."""
    for state in base.states.values():
        base.entity(state["id"], "GPE", state["name"], state["id"], 3)
        for language in LANGUAGES:
            for form in split(state[language]):
                base.alias(state["id"], language, form)
        add_capital(base, state)
        add_demonyms(base, state)


def add_capital(base: Base, state: dict[str, str]) -> None:
    """Add a state's capital as a place that may stand for its government."""
    if not state["capital"]:
        return
    capital = f"cap:{state['id']}"
    base.entity(capital, "GPE", split(state["capital"])[0], state["id"], 3)
    for language, column in zip(LANGUAGES, ("capital_ar", "capital_tr", "capital_fa", "capital"), strict=True):
        for form in split(state[column]):
            base.alias(capital, language, form)


def add_demonyms(base: Base, state: dict[str, str]) -> None:
    """Add adjectives under their own kind: they name the state only where no fuller name does."""
    for adjective in split(state["ar_adj"]):
        for form in (adjective, adjective + "ة", definite(adjective, feminine=False), definite(adjective, feminine=True)):
            base.alias(state["id"], "ar", form, "demonym")
        for ending in ("ون", "ين", "ان", "تان", "تين"):
            base.alias(state["id"], "ar", definite(adjective, feminine=False) + ending, "demonym")
            base.alias(state["id"], "ar", adjective + ending, "demonym")
    for language, endings in (("tr", ("", "lar", "ler")), ("fa", ("", "ها", "\u200cها", "ان")), ("en", ("", "s"))):
        for form, ending in itertools.product(split(state[f"{language}_adj"]), endings):
            base.alias(state["id"], language, form + ending, "demonym")


def add_bodies(base: Base) -> None:
    """Add the bodies of each state by pattern, then the hand-written ones over them."""
    hand = {r["id"]: r for r in rows("bodies")}
    for state, pattern in itertools.product(base.states.values(), rows("body_patterns")):
        body = f"{state['id']}.{pattern['key']}"
        name = hand[body]["name"] if body in hand else english(pattern["name"], state)
        base.entity(body, pattern["type"], name, state["id"])
        for language in LANGUAGES:
            words = state_words(state, language)
            for form in forms_of(pattern[language], language):
                for filled in fill(form, words):
                    base.alias(body, language, filled)
            for form in split(pattern[f"bare_{language}"]):
                base.alias(f"*.{pattern['key']}", language, form, "bare")
    for row in hand.values():
        for language in LANGUAGES:
            for form in split(row[language]):
                base.alias(row["id"], language, form)
    for pattern in rows("body_patterns"):
        base.entities[f"*.{pattern['key']}"] = (f"*.{pattern['key']}", pattern["type"], pattern["key"], None, 0, "own")


def add_organisations(base: Base) -> None:
    """Add groups, parties, organisations, outlets and sites."""
    for row in base.organisations:
        base.entity(row["id"], row["type"], row["name"], row["country"], 2, row["table"])
        base.name_key(row["id"], row["name"], "en")
        for language in LANGUAGES:
            for form in split(row[language]):
                base.alias(row["id"], language, form)
                base.name_key(row["id"], form, language)


def add_persons(base: Base) -> None:
    """Add persons with their names, family names and offices."""
    for row in rows("persons"):
        base.entity(row["id"], "PERSON", row["name"], row["country"], int(row["rank"]))
        base.name_key(row["id"], row["name"], "en")
        for language in LANGUAGES:
            for form in [row["name"]] * (language == "en") + split(row[language]):
                base.alias(row["id"], language, form)
                base.name_key(row["id"], form, language)
                add_family(base, row, form, language)
        for office in split(row["offices"]):
            post, where, start, end = office.split(":")
            base.offices.add((f"{where}.{post}", start, end, row["id"]))


def add_family(base: Base, row: dict[str, str], form: str, language: str) -> None:
    """Add the last name of a well-known person, with and without its article."""
    words = form.split()
    if int(row["rank"]) < 2 or len(words) < 2 or len(words[-1]) < 3:
        return
    if read_number(tokenize(fold(words[-1], language)), 0, language):
        return  # 'the first' is no pope
    if words[-1] == "الله":
        words = [*words[:-2], " ".join(words[-2:])]
        if words[-1].startswith("عبد ") or len(words) < 2:
            return
    if words[-2] == "آل":  # 'Al Thani': Thani alone is 'second'
        words = [*words[:-2], " ".join(words[-2:])]
    for family in {words[-1], re.sub(r"^(?:ال|[Ee][a-zşz]-|al-|Al-)", "", words[-1])}:
        if len(family) > 2:
            base.alias(row["id"], language, family, "family")


def add_titles(base: Base) -> None:
    """Add the titles of every state, and those of the organisations that some person led."""
    for state, pattern in itertools.product(base.states.values(), rows("title_patterns")):
        post = f"{state['id']}.{pattern['post']}"
        base.posts[post] = (post, english(pattern["name"], state), state["id"])
        for language in LANGUAGES:
            for form in forms_of(pattern[language], language):
                for filled in fill(form, state_words(state, language)):
                    base.title(post, language, filled)
            for form in split(pattern[f"bare_{language}"]):
                base.title(f"*.{pattern['post']}", language, form, bare=True)
    for row in rows("titles"):
        base.posts.setdefault(row["post"], (row["post"], post_name(base, row["post"]), row["post"][:2]))
        for language in LANGUAGES:
            for form in split(row[language]):
                base.title(row["post"], language, form)
    patterns = {r["post"]: r for r in rows("org_titles")}
    for organisation in (*base.organisations, *rows("bodies")):
        for post in sorted({o[0] for o in base.offices if o[0].rpartition(".")[0] == organisation["id"]}):
            add_org_title(base, organisation, patterns[post.rpartition(".")[2]], post)


def post_name(base: Base, post: str) -> str:
    """Return the English name of a post of a body that is no state, such as the Kurdistan Region."""
    where, _, kind = post.partition(".")
    pattern = next(r["name"] for r in rows("title_patterns") if r["post"] == kind)
    return pattern.format(en={"KRG": "the Kurdistan Region"}.get(where, where))


def add_org_title(base: Base, organisation: dict[str, str], pattern: dict[str, str], post: str) -> None:
    """Add one organisation's title in every language, over all the organisation's names."""
    base.posts[post] = (post, pattern["name"].format(name=organisation["name"]), organisation["country"] or None)
    for language in LANGUAGES:
        names = split(organisation[language]) + [organisation["name"]] * (language in ("en", "tr"))
        for form, name in itertools.product(split(pattern[language]), names):
            filled = form.format(**{language: name})
            base.title(post, language, filled.replace("لـال", "لل").replace(" لال", " لل"))


def package_rows() -> tuple[list, list]:
    """Read people and name parts from the arabic-name-romanizer package (Wikidata, CC0); empty when it is not installed."""
    spec = importlib.util.find_spec("arabic_name_romanizer")
    if spec is None or not spec.submodule_search_locations:
        print("arabic-name-romanizer is not installed: unknown names are spelled by rule alone", file=sys.stderr)
        return [], []
    path = Path(spec.submodule_search_locations[0], "resources", "names.sqlite3")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        people = db.execute("SELECT arabic_key, latin, country, count, latin_lang FROM full_names WHERE arabic_key LIKE '% %'").fetchall()
        parts = db.execute("SELECT arabic_key, latin, country, count, latin_lang FROM units WHERE arabic_key NOT LIKE '% %'").fetchall()
    return people, parts


def usual_article(arabic: str, latin: str) -> str | None:
    """Spell the article 'al-' wherever the Arabic has it, and nowhere else; None when the words do not correspond."""
    written, spelled = arabic.split(), _ARTICLE.sub("", latin).split()
    if len(written) != len(spelled):
        return None
    return " ".join(("al-" if w.startswith("ال") and w != "الله" else "") + s for w, s in zip(written, spelled, strict=True))


def best(rows_: list) -> dict[str, tuple[str, str]]:
    """Choose one Latin spelling for each Arabic one: alike in sound, the most frequent, English before others, then by letters."""
    found: dict[str, list] = defaultdict(list)
    for arabic, latin, country, count, language in rows_:
        usual = usual_article(arabic, latin) if re.fullmatch(r"[A-Za-zÀ-ž'’ .-]+", latin) else None
        if usual and key(arabic) == key(latin):
            found[fold(arabic, "ar")].append((-count, language not in ("en", ""), len(usual), usual, country))
    return {folded: min(choices)[3:] for folded, choices in found.items()}


def sorts(base: Base) -> set[tuple[str, str]]:
    """Return the nouns that head the names of bodies and groups in any language: a body called 'حركة' is a movement."""
    nouns, bodies = frozenset(describing("anaphors")), {e[0] for e in base.entities.values() if e[1] in ("ORG", "GROUP")}
    found = set()
    for (_, language, entity, kind), (form, _) in base.aliases.items():
        words = form.split()
        if kind == "name" and entity in bodies and len(words) > 1:
            noun = head_noun(words[0] if language in ("ar", "fa") else words[-1], language)
            found |= {(entity, noun)} if noun in nouns else set()
    return found


def write(base: Base, path: Path) -> None:
    """Write every table in order into a fresh file."""
    people, parts = (best(found) for found in package_rows())
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as db:
        db.executescript("PRAGMA page_size=4096; PRAGMA journal_mode=OFF;" + SCHEMA)
        tables = {
            "entity": base.entities.values(), "alias": ((f, r, e, v[0], k, v[1]) for (f, r, e, k), v in base.aliases.items()),
            "title": ((f, r, p, *v) for (f, r, p), v in base.titles.items()), "post": base.posts.values(), "office": base.offices,
            "namekey": base.keys, "part": ((f, v[0]) for f, v in parts.items()), "person": ((f, *v) for f, v in people.items()),
            "sort": sorts(base), "adjective": ((i, split(s["en_adj"])[0]) for i, s in base.states.items()),
            "meta": [("entities", str(len(base.entities))), ("schema", "2")],
        }  # fmt: skip
        for table, content in tables.items():
            ordered = sorted(content, key=lambda row: tuple("" if v is None else str(v) for v in row))
            if ordered:
                db.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(ordered[0]))})", ordered)
        write_names(db)
    with sqlite3.connect(path) as db:
        db.execute("VACUUM")
    db.close()


def write_names(db: sqlite3.Connection) -> None:
    """Write the names as running text holds them: as tokens by their first one, and the words that proclitics may be cut from."""
    for language in LANGUAGES:
        spoken = in_order(((form, kind) for form, _, kind in KnowledgeBase(db).forms(language)), language)
        rows = ((language, first, rank, " ".join(t), kind) for first, names in spoken.items() for rank, (t, kind) in enumerate(names))
        db.executemany("INSERT INTO spoken VALUES (?,?,?,?,?)", sorted(rows))
    for language in ("tr", "en"):
        written: dict[str, list[bool]] = defaultdict(list)
        for form, _, _ in KnowledgeBase(db).forms(language):
            if len(tokens := name_tokens(form, language)) == 1:
                written[tokens[0]].append(is_acronym(form))
        db.executemany("INSERT INTO acronym VALUES (?,?)", sorted((language, folded) for folded, each in written.items() if all(each)))
    arabic = {word for form, _, kind in KnowledgeBase(db).forms("ar") if kind != "TITLE" for word in fold(form, "ar").split()}
    db.executemany("INSERT INTO word VALUES ('ar',?)", ((word,) for word in sorted(arabic) if len(word) > 3))


def build(path: Path) -> Base:
    """Build the knowledge base at ``path``."""
    base = Base()
    for add in (add_states, add_bodies, add_organisations, add_persons, add_titles):
        add(base)
    write(base, path)
    return base


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else resource("knowledge.sqlite")
    made = build(target)
    print(f"{target}: {len(made.entities)} entities, {len(made.aliases)} forms, {len(made.titles)} titles, {target.stat().st_size:,} bytes")
