"""Write the ordinary words of Arabic and Persian news: ``python -m tools.corpus.ordinary``.

Reads the training articles of resources/corpus and writes resources/lexicons/<code>/ordinary.txt: words that stand there outside every
name, at least twice, and hardly ever inside one. The same corpus gives the same bytes.
"""

import re
from collections import Counter

from core.paths import resource
from core.textnorm import fold
from tools.corpus.format import KINDS, read_file
from tools.train.corpus_data import CORPUS, is_test

_WORD = re.compile(r"[^\W\d_]+(?:\u200c[^\W\d_]+)*")
_NAMES = ("PERSON", "ORG", "GPE", "LOC", "FAC")
_LEAST, _INSIDE, _SHORTEST = 2, 0.03, 3


def ordinary(language: str) -> list[str]:
    """Return the folded words of a language, sorted."""
    outside: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for path in sorted(CORPUS.rglob("*.rasad.txt")):
        for article in read_file(path):
            if article.language != language or is_test(article.id):
                continue
            for sentence in article.sentences:
                names = [(m.start, m.end) for m in sentence.mentions if KINDS[m.id[:3]] in _NAMES]
                for word in _WORD.finditer(sentence.text):
                    named = any(start < word.end() and word.start() < end for start, end in names)
                    (inside if named else outside)[fold(word[0], language)] += 1
    return sorted(w for w, n in outside.items() if n >= _LEAST and len(w) >= _SHORTEST and inside[w] <= _INSIDE * n)


def main() -> None:
    """Write both lists."""
    for language in ("ar", "fa"):
        found = ordinary(language)
        path = resource("lexicons", language, "ordinary.txt")
        path.write_text("\n".join(found) + "\n", encoding="utf-8")
        print(f"{path}: {len(found)} words")


if __name__ == "__main__":
    main()
