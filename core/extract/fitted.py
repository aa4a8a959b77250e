"""The small fitted models beside the reader: read once, asked for a probability.

Takes: the name of a file in resources/models, features by name. Gives: parts of it, a probability. tools/train fits them.
"""

import json
import math
from functools import lru_cache
from typing import Any

from core.errors import ResourceError
from core.paths import resource

_LIMIT = 30.0


@lru_cache(maxsize=8)
def fitted(name: str, *parts: str) -> tuple[Any, ...]:
    """Return parts of ``name``.json: its weights, its thresholds."""
    path = resource("models", f"{name}.json")
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return tuple(data[part] for part in parts)
    except (OSError, ValueError, KeyError) as error:
        raise ResourceError(f"{path.name}: {error}") from error


def score(weights: dict[str, float], row: dict[str, float]) -> float:
    """Return the weighted sum of features."""
    return sum(weights.get(k, 0.0) * v for k, v in row.items())


def sigmoid(value: float) -> float:
    """Return a score as a probability."""
    return 1 / (1 + math.exp(-max(-_LIMIT, min(_LIMIT, value))))


def probability(weights: dict[str, float], row: dict[str, float]) -> float:
    """Return the logistic model's probability."""
    return sigmoid(score(weights, row))


def log_odds(p: float, least: float) -> float:
    """Return a probability as log odds, kept within ``least`` and 0.99."""
    p = min(0.99, max(least, p))
    return math.log(p / (1 - p))
