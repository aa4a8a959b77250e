"""Letters, digits and direction: the only place where text is folded for matching."""

from core.textnorm.digits import ascii_digits
from core.textnorm.fold import fold, fold_map

__all__ = ["ascii_digits", "fold", "fold_map"]
