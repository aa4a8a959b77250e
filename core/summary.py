"""Say a coded event in one English sentence, from its fields alone.

Takes: an ``Event``. Gives: text. Uses: resources/lexicons/summary.toml. Known limit: the content of a demand or a deal is
not told, only that there was one; the quoted evidence tells it.
"""

import tomllib
from functools import lru_cache

from core.model import Event, Participant
from core.paths import resource


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    data = tomllib.loads(resource("lexicons", "summary.toml").read_text(encoding="utf-8"))
    return data["wording"], data["aux"]


def join_names(participants: tuple[Participant, ...]) -> str:
    """Return 'A', 'A and B' or 'A, B and C'."""
    names = [p.name for p in participants]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def summarise(event: Event) -> str:
    """Return one English sentence."""
    wording, aux = _tables()
    words = next((wording[k] for m in event.modes if (k := f"{event.event_type}/{m}") in wording), wording[event.event_type])
    actor, recipient = join_names(event.actor), join_names(event.recipient)
    if actor and recipient:
        core = f"{actor} {words['verb']} {recipient}"
    elif actor:
        core = f"{actor} {words['alone']}"
    elif recipient:
        core = f"{words['passive']} {recipient}"
    else:
        core = f"an unnamed actor {words['alone']}"
    where = f" in {event.location.name}" if event.location else ""
    prefix = "".join(aux[a] for a in event.aux)
    text = prefix + core + where + _when(event) + _toll(event) + _source(event) + "."
    return text[0].upper() + text[1:]


def _when(event: Event) -> str:
    time = event.time
    if not time or not time.earliest:
        return ""
    return f" on {time.earliest}" if time.earliest == time.latest else f" between {time.earliest} and {time.latest}"


def _toll(event: Event) -> str:
    if not event.casualties:
        return ""
    parts = [f"{bounds(b)} {word}" for b, word in ((event.casualties.killed, "killed"), (event.casualties.injured, "injured")) if b]
    return f" ({', '.join(parts)})" if parts else ""


def bounds(value: tuple[int | None, int | None]) -> str:
    """Return '3', 'at least 3', 'up to 3' or '3 to 5'."""
    least, most = value
    if least == most:
        return str(least) if least is not None else "an untold number"
    if most is None:
        return f"at least {least}"
    return f"up to {most}" if least is None else f"{least} to {most}"


def _source(event: Event) -> str:
    return f", according to {join_names(event.attribution)}" if event.attribution else ""
