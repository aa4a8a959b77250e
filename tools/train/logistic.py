"""Logistic regression by gradient descent, for the few small models beside the reader."""

import numpy as np

STEPS, RATE = 1500, 0.5
Row = tuple[dict[str, float], bool]


def fit(rows: list[Row], penalty: float = 2e-3) -> dict[str, float]:
    """Return weights by feature name, with a quadratic penalty."""
    names = sorted({k for f, _ in rows for k in f})
    at = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, (f, _) in enumerate(rows):
        for k, v in f.items():
            x[i, at[k]] = v
    y = np.array([float(s) for _, s in rows])
    w, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        speed = 0.9 * speed + x.T @ (p - y) / len(y) + penalty * w
        w -= RATE * 0.2 * speed
    return {n: round(float(v), 4) for n, v in zip(names, w, strict=True)}
