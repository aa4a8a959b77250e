"""Validate the corpus: ``python -m tools.corpus.check [FILE …]`` prints problems and counts; exit 1 if any."""

import sys
from collections import Counter
from pathlib import Path

from tools.corpus.format import CorpusError, check_article, read_file

CORPUS = Path(__file__).parents[2] / "resources" / "corpus"


def main(names: list[str]) -> int:
    """Check the named files, or all of them."""
    problems, sentences, types = [], Counter(), Counter()
    for path in [Path(n) for n in names] or sorted(CORPUS.rglob("*.rasad.txt")):
        try:
            articles = read_file(path)
        except CorpusError as error:
            problems.append(str(error))
            continue
        for article in articles:
            problems += [f"{path.name}: {p}" for p in check_article(article)]
            sentences[article.language] += len(article.sentences)
            types.update(e.type for e in article.events if e.type)
    print("\n".join(problems) or "no problems")
    print("sentences", dict(sentences), "events", dict(types.most_common()))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
