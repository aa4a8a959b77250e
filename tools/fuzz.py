"""Try every reader and the cleaner on broken files: ``python -m tools.fuzz [--seconds N] [--format .html]``.

Files of every format, made from the samples, are cut, doubled, overwritten and sprinkled with what breaks parsers. A reader must give
articles or a ReadError, and the cleaner a document whose segments lie in its text; whatever else comes out is a finding. Hypothesis
makes a finding as small as it can and keeps it under .hypothesis, from where the next run tries it first; it belongs into
tests/test_fuzz.py once it is understood.
"""

import argparse
import functools
import hashlib
import sys
import time
from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from core.clean import clean
from core.errors import ReadError
from core.filenames import scrubbed
from core.langid import identify
from core.model import Issue, RawArticle
from core.pipeline import sound_article
from core.read.formats import READERS, read_bytes
from tools import bench_corpus, hostile

SPICE = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\xe2\x80\xae", b"\xd8", b"\xed\xa0\x80", b"<", b"</", b"]]>", b"<!--", b"&#x110000;",
    b"&",
    b"{", b"\\u-999?", b"\\'", b"}", b'"', b"\\", b",", b"\n", b"%", b"=?utf-8?b?", b"--", b"PK\x03\x04", b"endobj", b"stream\n", b"(",
    b"<<",
    b"9" * 50, b"-1", b"1e999", b"NaN", b"null", b"31.02.2024", b"0000-00-00", b"99/99/9999", b"Content-Type: multipart/mixed\n",
    "٣٤ ربيع ۱۴۰۲".encode(), "İıŞ".encode(), "\u0640\u064b\u200c\u2028".encode(),
)  # fmt: skip
_MOST = 200_000


@functools.cache
def seeds(ending: str) -> tuple[bytes, ...]:
    """Return small whole files of a format; of one that no writer makes here, texts under its name."""
    known = list(bench_corpus.articles(4))
    writers = [write for name, write in bench_corpus.FORMATS.items() if name.endswith(ending)]
    made = [write(article) for write in writers for article in known]
    if ending in (".htm", ".xhtml", ".mht", ".mhtml"):
        made += [bench_corpus.page(article) for article in known]
    if ending == ".zip":
        made += [bench_corpus.archive({"a.html": bench_corpus.page(known[0]), "b/c.txt": known[1].text.encode()})]
    if ending == ".mbox":
        made += [b"From a@b Mon Jan  1 00:00:00 2024\n" + bench_corpus.letter(article) for article in known]
    return tuple(made) or (hostile.STORY.encode(), known[0].text.encode(), bench_corpus.page(known[1]))


@st.composite
def broken(draw: st.DrawFn, ending: str) -> bytes:
    """Return a file of a format after some damage."""
    data = bytearray(draw(st.sampled_from(seeds(ending))))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.sampled_from((1, 1, 4, 40, 400)))
        change = draw(st.sampled_from(("cut", "double", "spice", "noise", "end")))
        if change == "cut":
            del data[at : at + length]
        elif change == "double":
            data[at:at] = data[at : at + length] * draw(st.integers(1, 20))
        elif change == "spice":
            data[at:at] = draw(st.sampled_from(SPICE))
        elif change == "noise":
            data[at : at + length] = draw(st.binary(max_size=length))
        else:
            del data[at:]
    return bytes(data[:_MOST])


def try_file(data: bytes, ending: str) -> None:
    """Read and clean one file; anything but articles, issues or a ReadError raises."""
    try:
        found = read_bytes(data, f"folder/name{ending}", hashlib.sha256(data).hexdigest())
    except ReadError as error:
        if not str(error).strip():
            raise AssertionError("an error without words") from error
        return
    for item in found:
        if not isinstance(item, Issue):
            try_article(sound_article(item))


def try_article(raw: RawArticle) -> None:
    """Clean one article and check what comes out."""
    for segment in raw.segments:
        assert 0 <= segment.span.start <= segment.span.end <= len(raw.text), "a segment outside the text"
    document = clean(raw, *identify(raw.text))
    document.text.encode()
    document.title.encode()
    end = 0
    for segment in document.segments:
        assert end <= segment.span.start <= segment.span.end <= len(document.text), "segments overlap or lie outside the text"
        end = segment.span.end
    if document.published is not None:
        date.fromisoformat(document.published)
    assert scrubbed(document.outlet or "") == (document.outlet or "")


def made_check(ending: str, examples: int, start: int | None = None) -> Callable[[], None]:
    """Return a check of one reader; with ``start`` the examples are new ones, without they are always the same."""

    @settings(
        max_examples=examples, deadline=None, derandomize=start is None, suppress_health_check=list(HealthCheck),
        phases=(Phase.reuse, Phase.generate, Phase.shrink) if start is not None else (Phase.generate,),
        **({"database": None} if start is None else {}),
    )  # fmt: skip
    @given(broken(ending))
    def check(data: bytes) -> None:
        try_file(data, ending)

    return check if start is None else seed(start)(check)


def main() -> int:
    """Go round the readers until the time is over; return how many have findings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--format", action="append", choices=sorted(READERS), help="only this one (may be told again)")
    options = parser.parse_args()
    endings, until, rounds, bad = options.format or list(READERS), time.monotonic() + options.seconds, 0, {}
    while time.monotonic() < until and len(bad) < len(endings):
        for ending in endings:
            if ending in bad or time.monotonic() > until:
                continue
            try:
                made_check(ending, 50, start=rounds)()
            except Exception as error:
                bad[ending] = error
                notes = "\n".join(getattr(error, "__notes__", ()))
                print(f"{ending}: {type(error).__name__}: {error}\n{notes[:2000]}", file=sys.stderr)
        rounds += 1
    print(f"{rounds} rounds of 50 files over {len(endings)} formats; findings: {', '.join(bad) or 'none'}")
    return len(bad)


if __name__ == "__main__":
    sys.exit(main())
