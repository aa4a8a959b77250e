"""Link places, capitals and embassies to entities.

Takes: mentions of kind GPE, LOC, FAC. Gives: links to the knowledge base, else the gazetteer, else new entities (missions: link_missions).
Known limits: a place of a name met in several countries is settled by the countries spoken of; core.resolve.places does it better.
"""

import re
from collections import Counter

from core.model import Evidence, Mention
from core.resolve.link_missions import MissionLinking
from core.resolve.linking import Link
from core.resolve.namewords import word_list
from core.textnorm import fold

_HOME = {"tr": "TR", "fa": "IR"}
_CAPITAL = re.compile(r"^(?:the )?(?:العاصمه |للعاصمه |پايتخت |baskent |başkent |capital )|'?(?:[nN]?[ıiuü]n)? başkenti?$| capital$")
_SORTS = frozenset(word_list("sorts"))


class PlaceLinking(MissionLinking):
    """Places, and the country that a text speaks of."""

    def _place(self, index: int, mention: Mention) -> Link | None:
        """Link a place: knowledge base, then gazetteer, else a new one."""
        candidate = self._best(mention, 0.4)
        if candidate:
            return self._from(candidate, mention)
        return self._embassy(mention) or self._capital(mention) or self._gazetteer(mention) or self._new(mention)

    def _capital(self, mention: Mention) -> Link | None:
        """Link 'the Chinese capital' to the state's capital, and 'the capital Baghdad' to the city."""
        bare = _CAPITAL.sub("", fold(mention.text, self.language)).strip(" '")
        if bare == fold(mention.text, self.language):
            return None
        found = next((c for c in self.kb.lookup(bare, self.language) if c.type == "GPE"), None)
        if found is None or found.entity_id.startswith("kb:cap:"):
            return self._from(found, mention) if found else None
        capital = self.kb.entity(found.entity_id.replace("kb:", "kb:cap:"))
        return self._from(capital, mention) if capital else None

    def _gazetteer(self, mention: Mention) -> Link | None:
        records = self._records(mention.text)
        if not records:
            return None
        seen = {c for c in self.countries.values() if c}
        record = next((r for r in records if r.country in seen), records[0])
        self.countries[record.entity_id] = record.country
        return Link(
            record.entity_id, record.name, mention.kind, Evidence("gazetteer", f"'{record.name}', {record.country}", 0.8, mention.span)
        )

    def _records(self, text: str) -> list:
        """Return the gazetteer's records of a name, with the sort of place it begins or ends with taken off if need be."""
        if self.gazetteer is None:
            return []
        words = text.replace("_", " ").split()
        bare = (
            " ".join(w for i, w in enumerate(words) if not (i in (0, len(words) - 1) and fold(w, self.language) in _SORTS))
            if len(words) > 1
            else ""
        )
        return self.gazetteer.lookup(text, self.language) or (self.gazetteer.lookup(bare, self.language) if bare and bare != text else [])

    def _home(self) -> str | None:
        """Return the country that the text speaks of most; the language's own wins when it is spoken of at all."""
        counts = Counter(c for i, link in self.links.items() if (c := self.countries.get(link.entity_id)) for _ in (i,))
        own = _HOME.get(self.language)
        if own and counts.get(own):
            return own
        return max(counts, key=lambda c: (counts[c], c)) if counts else own
