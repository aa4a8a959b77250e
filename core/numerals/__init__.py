"""Numbers in digits and words, and counts with their bounds; shared by dates and casualties."""

from core.numerals.counts import parse_count
from core.numerals.read import Numeral, Token, read_number, starts_number, tokenize

__all__ = ["Numeral", "Token", "parse_count", "read_number", "starts_number", "tokenize"]
