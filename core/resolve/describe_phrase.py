"""Put translated words into an English noun phrase: quantity, rank, nation, other modifiers, head, then what hangs on it.

Takes: ``Word`` records in the order of the source. Gives: English. Arabic and Persian put the head first, Turkish last.
Known limits: a modifier belongs to the noun nearest before it; English articles are left out of plurals.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from core.resolve.describe_words import Word, english

_NAMES = ("name", "person", "state", "other")
_SINGLE = ("one", "1", "every", "any", "no", "half of")
_ABOUT = ("about", "more than", "at least", "fewer than", "up to", "nearly")
_OWNED = ("relative", "family", "supporter", "lawyer", "people", "resident", "follower", "leader", "spouse")
_MASS = ("people", "everyone", "media", "police", "staff", "crew", "opposition", "resistance", "aircraft")


@dataclass(slots=True)
class Phrase:
    """One noun with what belongs to it; ``link`` tells how it hangs on the noun before it."""

    link: str = ""
    quantity: list[str] = field(default_factory=list)
    first: list[str] = field(default_factory=list)
    bound: list[str] = field(default_factory=list)
    nations: list[Word] = field(default_factory=list)
    modifiers: list[str] = field(default_factory=list)
    names: list[Word] = field(default_factory=list)
    head: Word | None = None
    after: list[str] = field(default_factory=list)

    def empty(self) -> bool:
        """Tell whether no word was put into it."""
        return not (self.quantity or self.first or self.bound or self.nations or self.modifiers or self.names or self.head)

    def add(self, word: Word, linked: bool, *, front: bool) -> None:
        """Add a modifier, before or after those there are; one linked by 'and' joins the last."""
        if word.part == "quantity":
            if word.one.isdigit() and len(word.one) <= 3 and self.quantity and self.quantity[-1].endswith(",000"):
                self.quantity[-1] = f"{int(self.quantity[-1].replace(',', '')) + int(word.one):,}"  # '2 bin 839'
            else:
                self.quantity.insert(0 if word.one in _ABOUT else len(self.quantity), word.one)
        elif word.part == "nation":
            self.nations = [_joined(self.nations[-1], word)] if linked and self.nations else [*self.nations, word]
        else:
            same = self.first if word.part == "first" else self.modifiers
            if linked and same:
                same[0 if front else -1] += f" and {word.one}"
            elif word.one not in same:
                same.insert(0 if front else len(same), word.one)


def _joined(one: Word, other: Word) -> Word:
    return replace(one, one=f"{short(one.one)} and {short(other.one)}", many=f"{plural_of(one)} and {plural_of(other)}")


def short(name: str) -> str:
    """Return a name as it stands before a noun: 'US' for 'American'."""
    return english("short").get(name, name)


def plural_of(nation: Word) -> str:
    """Return the people of a nation: 'Iraqis', 'Turkish nationals'."""
    if nation.many:
        return nation.many
    return f"{nation.one}s" if nation.one.endswith(("n", "i", "b", "d", "k")) else f"{nation.one} nationals"


def definite(name: str) -> str:
    """Put 'the' before a name that takes it inside a sentence: 'the Taliban', 'the Ministry of Defense of Iraq'."""
    return f"the {name}" if _definite().intersection(name.split()) and not name.startswith("the ") else name


@lru_cache(maxsize=1)
def _definite() -> frozenset[str]:
    return frozenset(english("the")["words"].split())


def render(phrase: Phrase, *, hangs: bool = False) -> str:
    """Return the English of one phrase; ``hangs`` that it stands after 'of', where a single thing takes 'the'."""
    many = any(q not in _SINGLE for q in phrase.quantity)
    quantity = phrase.quantity if phrase.quantity != ["one"] else []
    nations = [short(n.one) for n in phrase.nations]
    head, number = "", 1
    if phrase.head:
        number = 3 if many else phrase.head.number
        head = phrase.head.many if number > 1 and phrase.head.many else phrase.head.one
        quantity = quantity or (["two"] if phrase.head.number == 2 else [])
    elif phrase.names:
        head = " and ".join(dict.fromkeys(definite(n.one) if hangs else n.one for n in phrase.names))
    elif phrase.nations:
        number = 3 if many else phrase.nations[-1].number
        head = plural_of(phrase.nations[-1]) if number > 1 else phrase.nations[-1].one
        quantity = quantity or (["two"] if phrase.nations[-1].number == 2 else [])
        nations = nations[:-1]
    elif phrase.quantity or ((phrase.modifiers or phrase.first or phrase.bound) and phrase.link in ("", "and")):
        head = "people"
    single = hangs and phrase.head and number == 1 and not quantity and head not in _MASS and "the" not in phrase.first
    counted = [q.replace(" of", "") if i + 1 < len(quantity) and q.endswith(" of") and quantity[i + 1].endswith(" of") else q
               for i, q in enumerate(quantity)]  # fmt: skip
    if counted and counted[-1] in ("one of", "half of"):
        counted.append("the")
    words = [*counted, *(["the"] if single else []), *phrase.first, *phrase.bound, *nations, *phrase.modifiers, head, *phrase.after]
    return " ".join(w for w in words if w)


def bind(phrase: Phrase, bound: Word, argument: Phrase) -> None:
    """Put a bound word and its argument before the noun ('Iran-backed') where it is short, else after ('backed by the Houthis')."""
    pattern = english("bound").get(bound.one)
    state = argument.names[0] if len(argument.names) == 1 and argument.names[0].part == "state" and not argument.head else None
    common = argument.head if argument.head and not (argument.modifiers or argument.nations or argument.quantity) else None
    plain = argument.modifiers[0] if not argument.head and not argument.names and len(argument.modifiers) == 1 else common and common.one
    nation = argument.nations[0].one if len(argument.nations) == 1 and not (argument.head or argument.names) else None
    if pattern and nation:
        phrase.bound.append(pattern.format(name=short(nation), adjective=short(nation)))
    elif pattern and state:
        phrase.bound.append(pattern.format(name=short(state.one), adjective=short(state.many) if state.many else short(state.one)))
    elif pattern and plain and " " not in plain and (common is None or common.number == 1):
        phrase.bound.append(pattern.format(name=plain, adjective=plain))
    elif plain and not common:
        phrase.after.append(f"{bound.one} the {plain}")
    elif (text := render(argument, hangs=True)) and not argument.empty():
        phrase.after.append(f"{bound.one} {text}")


def head_first(words: Sequence[Word]) -> str:
    """Put Arabic or Persian words together: each further noun hangs on the one before with 'of' or its own link."""
    out: list[str] = []
    at, member = 0, False
    while at < len(words):
        phrase, at = _take(words, at)
        if phrase.empty():
            break
        link = phrase.link
        if link == "from" and (member or not _is_state(phrase)):
            link = "of"
        if out:
            out.append(link or "of")
        out.append(render(phrase, hangs=bool(out) and link in ("", "of", "in", "for", "against")))
        member = phrase.head is not None and phrase.head.one in ("member", "relative")
    return " ".join(out)


def _is_state(phrase: Phrase) -> bool:
    return bool(phrase.names) and phrase.names[0].part == "state" and phrase.head is None


def _take(words: Sequence[Word], at: int) -> tuple[Phrase, int]:
    """Cut off links, one noun and what follows it that belongs to it."""
    phrase = Phrase()
    while at < len(words) and words[at].part == "link":
        phrase.link, at = words[at].one, at + 1
    while at < len(words):
        word, linked = words[at], False
        if word.part == "link" and word.one == "from" and phrase.quantity and not (phrase.head or phrase.names):
            at += 1  # 'several from the fighters'
            continue
        if word.one == "and" and at + 1 < len(words) and words[at + 1].part in ("modifier", "first", "nation") and not phrase.empty():
            at, word, linked = at + 1, words[at + 1], True
        if word.part == "bound":
            argument, at = _argument(words, at + 1)
            bind(phrase, word, argument)
            continue
        if word.part == "quantity" and phrase.head and at + 1 < len(words) and words[at + 1].part in ("head", "body", "nation", "quantity"):
            break
        if word.part == "state" and not word.bare and word.many and words[at - 1].part in ("head", "body", "modifier"):
            word = Word("nation", word.many)  # 'القوات السعودية': the state's name is its adjective too
        if word.part in ("head", "body", *_NAMES):
            if phrase.head or phrase.names or phrase.nations or phrase.modifiers:
                break
            if word.part in ("head", "body"):
                phrase.head = word
            else:
                phrase.names.append(word)
        elif word.part == "link":
            break
        else:
            phrase.add(word, linked, front=True)
        at += 1
    return phrase, at


def _argument(words: Sequence[Word], at: int) -> tuple[Phrase, int]:
    """Cut off the noun that a bound word takes, without its links."""
    while at < len(words) and words[at].part == "link" and words[at].one in ("from", "to", "with", "in"):
        at += 1
    if at < len(words) and words[at].part in _NAMES:
        argument = Phrase(names=[words[at]])
        if at + 2 < len(words) and words[at + 1].one == "and" and words[at + 2].part in _NAMES:
            argument.names.append(words[at + 2])
            at += 2
        return argument, at + 1
    return _take(words, at) if at < len(words) and words[at].part in ("head", "body", "modifier") else (Phrase(), at)


def head_last(words: Sequence[Word]) -> str:
    """Put Turkish words together: the last noun leads, each one before it hangs on it with 'of'."""
    phrases: list[Phrase] = []
    now, link = Phrase(), ""
    for i, word in enumerate(words):
        if word.part == "link":
            if now.empty():
                now.link = word.one if phrases else ""
            link = word.one
            continue
        linked, link = link == "and" and not now.empty(), ""
        if word.part == "bound" and now.quantity and not (now.nations or now.modifiers or now.names):
            now.quantity.insert(0, "nearly")
        elif word.part == "bound":
            argument, now = (phrases.pop(), now) if now.empty() and phrases else (now, Phrase())
            bind(now, word, argument)
        elif word.place and word.part != "quantity":
            now.after.append(f"in {render(Phrase(head=replace(word, number=1)), hangs=True)}")
        elif word.part in ("head", "body") and _leads(word, words[i + 1 :]):
            phrases.append(_closed(now, word))
            now = Phrase()
        elif word.part in _NAMES:
            now.names.append(word)
        else:
            now.add(word if word.part not in ("head", "body") else replace(word, part="modifier"), linked, front=False)
    if now.names and now.nations:
        people = now.nations.pop()
        now = _closed(now, Word("head", people.one, plural_of(people), people.number))
    return _chain([*phrases, now] if not now.empty() else phrases)


def _leads(word: Word, rest: Sequence[Word]) -> bool:
    """A bare noun right before another is its modifier: 'öğrenci liderleri'."""
    owned = bool(rest) and rest[0].part in ("head", "body") and rest[0].one not in _OWNED
    return not (owned and word.bare and word.number == 1)


def _closed(phrase: Phrase, head: Word) -> Phrase:
    """Give a phrase its noun: a state before it turns into an adjective, another name hangs on it."""
    phrase.head = head
    states = [n for n in phrase.names if n.part == "state" and n.many]
    phrase.nations += [Word("nation", n.many) for n in states]
    others = [n.one for n in phrase.names if n not in states]
    if others:
        phrase.after.insert(0, "of " + " and ".join(definite(name) for name in dict.fromkeys(others)))
    phrase.names = []
    return phrase


def _chain(phrases: list[Phrase]) -> str:
    """Join phrases, linked ones side by side, the others last to first."""
    groups: list[list[Phrase]] = []
    for phrase in phrases:
        if phrase.link and groups:
            groups[-1].append(phrase)
        else:
            groups.append([phrase])
    return " of ".join(_side_by_side(group, hangs=i > 0) for i, group in enumerate(reversed(groups)))


def _side_by_side(group: list[Phrase], *, hangs: bool) -> str:
    """Join linked phrases; the quantity of the first counts for those that have none."""
    if any(q not in _SINGLE for q in group[0].quantity):
        for phrase in group[1:]:
            if phrase.head and not phrase.quantity:
                phrase.head = replace(phrase.head, number=3)
    texts = [render(phrase, hangs=hangs) for phrase in group]
    link = group[-1].link or "and"
    return ", ".join(texts[:-1]) + f" {link} " + texts[-1] if len(texts) > 1 else texts[0]
