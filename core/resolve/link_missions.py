"""Link embassies and consulates: whose they are, and in which city, told in their words, beside them or before.

Takes: mentions of kind FAC or ORG. Gives: links to entities such as 'Consulate General of Iran in Karbala'.
Known limits: an embassy whose city is not told is taken to stand in the capital of the country spoken of; a consulate is not.
"""

import re

from core.languages import lacks_capital
from core.model import Evidence, Mention
from core.resolve.knowledge import Candidate
from core.resolve.linking import Link, LinkState, slug, tokens
from core.resolve.namekeys import is_arabic
from core.textnorm import fold

_MISSION = re.compile(r"سفار|قنصلي|büyükelçili|konsoloslu|embass|consulat|كنسولگري")
_CONSULATE = re.compile(r"قنصلي|konsoloslu|consulat|كنسولگري")
_GENERAL = re.compile(r"قنصلي\w* العام|başkonsoloslu|consulates?[ -]general|سركنسولگري")
_IN = re.compile(r"\s+(?:في|در|in|at)\s+(?:(?:مدينة|محافظة|العاصمة|شهر|the city of|the capital)\s+)?|\s+ب")
_THERE = re.compile(r"^['’](?:[dt][ae]ki)\s+$")
_OURS = frozenset((fold("کشورمان", "fa"), fold("ülkemizin", "tr")))
_NEAR = 30
"""Characters within which a city stands behind a mission, or in Turkish before it."""


class MissionLinking(LinkState):
    """Embassies and consulates, and the country that a text speaks of."""

    def _embassy(self, mention: Mention) -> Link | None:
        """Name an embassy by its state and host city; 'the embassy' is the one named before."""
        folded = fold(mention.text, "ar" if is_arabic(mention.text) else self.language)
        if not _MISSION.search(folded):
            return None
        kind = "Consulate General" if _GENERAL.search(folded) else "Consulate" if _CONSULATE.search(folded) else "Embassy"
        states, cities = self._inside(mention)
        city = cities[0] if cities else self._beside_city(mention)
        before = self._mission_before(mention, kind, states[0] if states else None, city)
        if before or not states:
            return before
        where = city.name if city else self._host(states[0]) if kind == "Embassy" else None
        name = f"{kind} of {_the(states[0].name)}" + (f" in {where}" if where else "")
        entity = f"x:FAC:{slug(name.replace(' General', ''))}"  # reports call a consulate general a consulate
        self.countries[entity] = city.country if city else None
        return Link(entity, name, "FAC", Evidence("grammar", f"mission of {states[0].name}", 0.8, mention.span))

    def _mission_before(self, mention: Mention, kind: str, state: Candidate | None, city: Candidate | None) -> Link | None:
        """Return the mission of the same sort named before that nothing said here speaks against."""
        for other, found in self._told_before(mention):
            if not found.name.startswith(kind.split()[0]) or not found.entity_id.startswith("x:FAC:"):
                continue
            whose = found.name.partition(" of ")[2].partition(" in ")[0]
            if (state is None or whose == _the(state.name)) and (city is None or found.name.endswith(f"in {city.name}")):
                return self._as(found, mention, f"short for '{other.text}'", 0.75)
        return None

    def _host(self, state: Candidate) -> str | None:
        """Return the capital of the country spoken of, where another state's embassy stands."""
        home = self.home or self._home()
        capital = self.kb.entity(f"kb:cap:{home}") if home and home != state.country else None
        return capital.name if capital else None

    def _inside(self, mention: Mention) -> tuple[list[Candidate], list[Candidate]]:
        """Return the states and the cities that a phrase's own words name."""
        states: list[Candidate] = []
        cities: list[Candidate] = []
        for word in _phrases(mention.text):
            found = self._land(word)
            if found:
                (states if _is_state(found) else cities).append(found)
        return states, cities

    def _land(self, name: str) -> Candidate | None:
        """Return the state or town of a name; 'our country' is the writer's."""
        if fold(name, self.language) in _OURS:
            return self.kb.entity(f"kb:{self.home or self._home()}")
        found = next((c for c in self.kb.lookup(name, self.language)[:1] if c.type == "GPE" and c.score >= 0.4), None)
        if found or lacks_capital(name, self.language):
            return found
        record = next(iter(self._records(name)), None) if any(m.text == name and m.kind == "GPE" for m in self.mentions) else None
        return Candidate(record.entity_id, record.name, "GPE", record.country, 0.8, "by name") if record else None

    def _beside_city(self, mention: Mention) -> Candidate | None:
        """Return the town told beside a mission: 'the consulate in Karbala', 'Erbil'deki konsolosluk'."""
        text, start, end = self.document.text, mention.span.start, mention.span.end
        for other in self.mentions:
            if other.kind != "GPE" or other.sentence != mention.sentence:
                continue
            behind = end <= other.span.start <= end + _NEAR and _IN.fullmatch(text, end, other.span.start)
            before = other.span.end <= start <= other.span.end + _NEAR and _THERE.search(text[other.span.end : start])
            if (behind or before) and (found := self._land(other.text)) and not _is_state(found):
                return found
        return None


def _is_state(place: Candidate) -> bool:
    return place.entity_id.startswith("kb:") and not place.entity_id.startswith("kb:cap:")


def _phrases(text: str) -> list[str]:
    """Return the stretches of one to three words of a phrase, longer ones first at each place, none inside another taken."""
    words = tokens(text)
    return [" ".join(words[i : i + n]) for n in (3, 2, 1) for i in range(len(words) - n + 1)]


def _the(name: str) -> str:
    return f"the {name}" if name.startswith("United ") else name
