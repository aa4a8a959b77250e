"""Write what the lexicons say of the corpus, for training: ``python -m tools.train.hints OUT.json``.

Runs in the application's environment, training in its own; the network learns to weigh what it will be told in use.
"""

import json
import sys
from bisect import bisect_right
from pathlib import Path

from core.extract.hints import tell
from core.parse import parse
from tools.corpus.format import Article, read_file
from tools.train.corpus_data import CORPUS
from tools.train.whole import as_document


def hints_of(article: Article) -> list[tuple[int, int, int, int]]:
    """Return (sentence, start, end, channel) of every hint."""
    document, starts = as_document(article)
    doc = tell(parse(document, reader=False))
    out = set()
    for start, end, channel in doc.user_data["hints"]:
        s = bisect_right(starts, start) - 1
        out.add((s, start - starts[s], min(end - starts[s], len(article.sentences[s].text)), channel))
    return sorted(out)


def main() -> None:
    """Write the file; articles it already holds are kept."""
    out = Path(sys.argv[1])
    known = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    for path in sorted(CORPUS.rglob("*.rasad.txt")):
        known |= {a.id: hints_of(a) for a in read_file(path) if a.id not in known}
    out.write_text(json.dumps(known), encoding="utf-8")


if __name__ == "__main__":
    main()
