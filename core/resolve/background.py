"""Tell by the resolved days what is background and what is yet to come, where the words leave it open.

Takes: the resolved events of a document. Gives: the same with ``aux`` settled. The rule is that of the corpus (GUIDE.md, point 8):
``historical`` goes by the clock, more than three days before the news of the article, not by the tense.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from core import lexicon
from core.model import AUX, Document, Event, Evidence
from core.resolve.told_times import to_date
from core.textnorm import fold

BACKGROUND_DAYS = 3
"""A deed that ended longer before the news of the article is background."""
LONG_DAYS = 30
"""So is what went on for longer than this ('since March more than twenty attacks')."""
NEWS_WORDS = 60
"""So near the beginning of the title and of the body an article tells its news."""
NEWS_DAYS = 10
"""News that goes on for as long as this ('17 held over the bombing') is not its own background."""
_LEAD = 300
"""Characters of the lead that may say so."""
DISCLOSED_DAYS = 60
"""What happened up to this long before publication may be news where it is disclosed."""


def settle_by_clock(events: Sequence[Event], document: Document, lead: date | None) -> Iterator[Event]:
    """Yield the events with their aux settled; ``lead`` is the day that an undated article tells at its beginning."""
    published = to_date(document.published)
    news = _news(events, document)
    day, own = _news_day(news, published or lead, document), {event.id for event in news}
    for event in events:
        yield _settled(event, published, day, NEWS_DAYS if event.id in own else BACKGROUND_DAYS)


def _news(events: Sequence[Event], document: Document) -> list[Event]:
    """Return the deeds that title and lead tell as done."""
    starts = [segment.span.start for segment in document.segments if segment.kind == "title"]
    starts.append(document.opening())
    near = (e for e in events if any(s <= e.trigger.start and document.text.count(" ", s, e.trigger.start) < NEWS_WORDS for s in starts))
    return [e for e in near if not {"future", "negation"} & set(e.aux)]


def _news_day(news: Sequence[Event], published: date | None, document: Document) -> date | None:
    """Return the day that background precedes: of publication, or of the news itself where an old affair is disclosed."""
    times = [e.time if e.time and e.time.earliest and e.time.latest else None for e in news]
    days = [to_date(t.earliest) for t in times if t]
    undated = len(days) < len(times) and not _discloses(document)
    if not published or not days or undated or not all(d < published for d in days):
        return published
    return max(days) if NEWS_DAYS < (published - max(days)).days <= DISCLOSED_DAYS else published


def _discloses(document: Document) -> bool:
    """Tell whether title or lead says that it brings an affair to light: 'كواليس', *perde arkası*, 'revealed'."""
    head = document.text[: document.opening() + _LEAD]
    words = lexicon.folded_lists(document.language, "when").get("discloses", ())
    return bool(re.search(rf"(?<!\w)[وف]?{lexicon.any_of(words)}", fold(head, document.language)))


def _settled(event: Event, published: date | None, news_day: date | None, background_days: int) -> Event:
    first, last = (to_date(day) for day in ((event.time.earliest, event.time.latest) if event.time else (None, None)))
    if not first or not last:
        return event
    aux, why = set(event.aux), event.why
    if published and first > published and not aux & {"historical", "negation"}:
        aux.add("future")
        why = (*why, Evidence("document", "dated after publication", 0.9, event.time.span))
    if news_day and "future" not in aux:
        since = news_day - timedelta(days=background_days)
        if last < since or last <= news_day and (last - first).days > LONG_DAYS:
            if "historical" not in aux:
                why = (*why, Evidence("document", f"more than {background_days} days before the news of the article", 0.8, event.time.span))
            aux.add("historical")
        elif first >= since and event.time.span and event.quotes and event.quotes[0].contains(event.time.span):
            aux.discard("historical")  # its own sentence tells a day of these days
    return replace(event, aux=tuple(a for a in AUX if a in aux), why=why)
