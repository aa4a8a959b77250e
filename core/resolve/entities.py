"""Link the mentions of a document to entities, and unify entities across documents.

Takes: a document, its mentions, the knowledge base, a gazetteer. Gives: ``Linked``: entities, and for each mention its entity
with the reason. Uses knowledge.sqlite and the cross-script key of core.resolve.namekeys.
Known limits: pronouns are left to the stage that assigns roles.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from core.model import ENTITY_TYPES, PLACES, Document, Entity, Evidence, Mention, Span
from core.resolve.describe_words import OWNED_CRAFT
from core.resolve.knowledge import Candidate, KnowledgeBase
from core.resolve.link_names import NameLinking, name_tokens
from core.resolve.linking import Further, Link, Linked, tokens
from core.resolve.namekeys import GIVEN_NAMES, token_keys
from core.resolve.namewords import word_list
from core.resolve.unify import unify
from core.resolve.user_entities import REASON, own_entities
from core.textnorm import fold

__all__ = ["Candidate", "KnowledgeBase", "Link", "Linked", "link", "unify"]

_NAMED = (*ENTITY_TYPES, "TITLE")
_PARTICLES, _CONJUNCTIONS, _LONG, _TWO = tuple("وفبلك"), tuple("وف"), 3, 2
_RANKS = frozenset(fold(word, "en") for word in word_list("ranks"))
_SURE = 0.8
"""What the knowledge base must give a name that stands outside the sentences."""


def link(
    document: Document,
    mentions: Sequence[Mention],
    kb: KnowledgeBase,
    gazetteer: Any = None,
    further: Sequence[Further] = (),
) -> Linked:
    """Link every mention of a document: names first, then family names, titles, and last the unnamed.

    ``further`` names add forms to the entities and never change the link of a mention.
    """
    return _Linker(document, [_whole(m, document, kb) for m in mentions], kb, gazetteer).run(
        [replace(f, mention=_whole(f.mention, document, kb)) for f in further]
    )


def _whole(mention: Mention, document: Document, kb: KnowledgeBase) -> Mention:
    """Return a mention as the name is written by itself: without a particle joined to it, without a soldier's rank, with its article;
    'Israeli warplanes' as the name of whose they are.
    """
    owner = next((e.span for e in mention.why if e.reason == OWNED_CRAFT), None)
    if owner:
        return replace(mention, text=owner.of(document.text))
    if document.language == "ar" and mention.text:
        return _without_particle(_with_article(mention, document), document, kb)
    words = mention.text.split()
    if mention.kind == "PERSON" and mention.named and len(words) > _TWO and fold(words[0], "en").strip(".") in _RANKS:
        start = mention.span.start + mention.text.index(words[1], len(words[0]))
        return replace(mention, span=Span(start, mention.span.end), text=document.text[start : mention.span.end])
    return mention


def _with_article(mention: Mention, document: Document) -> Mention:
    """Give back what Arabic joins: للحشد is ل and الحشد, and the ف of فادي is no particle."""
    at, text = mention.span.start, mention.text
    before = document.text[max(0, at - 1) : at]
    if text.startswith("ل") and before == "ل":
        return replace(mention, text="ا" + text)
    joined = before in _PARTICLES and not document.text[max(0, at - 2) : at - 1].isalpha()
    if mention.kind == "PERSON" and joined and fold(before + text.split()[0], "ar") in GIVEN_NAMES:
        return replace(mention, span=Span(at - 1, mention.span.end), text=before + text)
    return mention


def _without_particle(mention: Mention, document: Document, kb: KnowledgeBase) -> Mention:
    """Take 'and', 'for' or 'by' off a name that is known without it: 'وقطر', 'لوكالة فرانس برس', 'وفاهم الطائي'."""
    text, rest = mention.text, mention.text[1:]
    if not mention.named or mention.kind not in _NAMED or text[0] not in _PARTICLES or len(rest) < _LONG or kb.known(text, "ar"):
        return mention
    first = [fold(form.split()[0], "ar") for form in (text, rest)]
    if not kb.known(rest, "ar") and not (
        mention.kind == "PERSON" and text[0] in _CONJUNCTIONS and kb.name_part(first[1]) and not kb.name_part(first[0])
    ):
        return mention
    return replace(mention, span=Span(mention.span.start + 1, mention.span.end), text=rest)


class _Linker(NameLinking):
    """Links one document, sort by sort."""

    def run(self, further: Sequence[Further]) -> Linked:
        """Link in the order in which one sort of mention helps the next, and last what only adds forms."""
        order = sorted(range(len(self.mentions)), key=lambda i: self.mentions[i].span)
        self.own = own_entities()
        self._each(order, self._unnamed, lambda m: m.named and bool(m.means))
        self._each(order, self._own, lambda m: m.named and m.kind in _NAMED)
        self._each(order, self._place, lambda m: m.named and m.kind in PLACES)
        self.home = self._home()
        self._each(order, self._organisation, lambda m: m.named and m.kind in ("ORG", "GROUP"))
        self._each(sorted(order, key=lambda i: -len(tokens(self.mentions[i].text))), self._full_name,
                   lambda m: m.named and m.kind == "PERSON" and len(name_tokens(m.text)) > 1)  # fmt: skip
        self.people.sort()
        self._each(order, self._single_name, lambda m: m.named and m.kind == "PERSON")
        self._each(order, self._title, lambda m: m.kind == "TITLE")
        self._each(order, self._unnamed, lambda m: m.kind in _NAMED)
        links = dict(self.links)
        self._add(further)
        return Linked(self._entities(), links)

    def _add(self, further: Sequence[Further]) -> None:
        """Link further names: to the entity of the mention they spell more fully, else to what the knowledge base knows by them."""
        for one in further:
            found = self._named_further(one)
            if found:
                self.mentions.append(one.mention)
                self.links[len(self.mentions) - 1] = found

    def _named_further(self, further: Further) -> Link | None:
        mention = further.mention
        capital = self._capital(mention) if mention.kind == "GPE" else None
        if capital:
            return capital
        if further.of is not None:
            found = self.links.get(further.of)
            return found and self._as(found, mention, f"fuller form of '{self.mentions[further.of].text}'", 0.9)
        if mention.kind == "PERSON" and len(name_tokens(mention.text)) == 1:
            return self._known_here(mention)
        best = self._best(mention, _SURE)
        return self._from(best, mention) if best else None

    def _each(self, order: Iterable[int], step: Any, wanted: Any) -> None:
        for index in order:
            mention = self.mentions[index]
            if index not in self.links and index not in self.nobody and mention.text.strip() and wanted(mention):
                found = step(index, mention)
                if found:
                    self.links[index] = found

    def _own(self, index: int, mention: Mention) -> Link | None:
        """Link a name that the user's own file holds; nothing else is asked then."""
        found = self.own.find(mention.text, self.language)
        if found is None:
            return None
        self.countries[found.entity_id] = found.country
        if mention.kind == "PERSON" and len(name_tokens(mention.text)) > 1:
            self.people.append((mention.span.start, mention.text, token_keys(mention.text, self.language)))
        return Link(found.entity_id, found.name, found.type, Evidence("user", REASON, 1.0, mention.span))

    def _unnamed(self, index: int, mention: Mention) -> Link | None:
        """Link a common noun to what it stands for, or to whose delegation it is, or describe it."""
        if mention.means and mention.kind == "FAC":
            known = next((i for i in range(index - 1, -1, -1) if self.mentions[i].text == mention.means and i in self.links), None)
            if known is None or self.mentions[known].kind != "FAC":
                return None  # 'the parliament' is in that town, and is not the town
            return self._as(self.links[known], mention, f"'{mention.text}' is {mention.means}, told before", 0.7)
        if mention.means and mention.kind not in PLACES:
            told = next((found for other, found in self._told_before(mention) if other.text == mention.means), None)
            return told and self._as(told, mention, f"'{mention.text}' stands for '{mention.means}', told before", 0.7)
        if mention.means:
            renamed = replace(mention, text=mention.means)
            named = self._own(index, renamed) or self._place(index, renamed)
            return named and self._as(named, mention, f"'{mention.text}' stands for {mention.means}, told before", 0.7)
        stands = self._person_before(mention) if mention.kind == "PERSON" else self._body_before(index, mention)
        kind = mention.kind if mention.kind != "TITLE" else "PERSON"
        return stands or self._sent_by(mention) or self._described_before(mention, kind) or self._describe(mention, kind)

    def _entities(self) -> tuple[Entity, ...]:
        """Gather the links of each entity into one record with every form as written."""
        forms: dict[str, Counter] = {}
        reasons: dict[str, list[Evidence]] = {}
        names: dict[str, tuple[str, str]] = {}
        for index, found in sorted(self.links.items()):
            forms.setdefault(found.entity_id, Counter())[self.mentions[index].text.strip()] += 1
            reasons.setdefault(found.entity_id, []).append(found.evidence)
            names.setdefault(found.entity_id, (found.name, found.type))
        return tuple(
            Entity(
                entity_id=entity,
                name=name,
                type=kind,
                aliases=tuple(forms[entity]),
                country=self.countries.get(entity),
                mentions=forms[entity].total(),
                documents=(self.document.doc_id,),
                why=tuple(dict.fromkeys(reasons[entity])),
                key=entity.rpartition(":")[2] if entity.startswith("x:") else "",
            )
            for entity, (name, kind) in names.items()
        )
