"""Turn a document into tokens and sentences: the only file that builds spaCy pipelines.

Takes: a ``Document``. Gives: a spaCy ``Doc`` whose text is ``document.text``, so that ``token.idx`` is our offset.
Clitics and apostrophe suffixes are tokens of their own (``token._.clitic``). ``doc._.sentences`` holds sentence spans of the
body segments only; ``words(doc)`` gives our tokens as plain records, which the extractors read.
Uses: ``lexicons/<code>/words.toml``. Known limits: light morphology only; no tagger, no dependency tree.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as SpacySpan
from spacy.vocab import Vocab

from core import lexicon, parse_ar, parse_tr
from core.languages import LANGUAGES
from core.model import Document, Span
from core.parse_sentences import sentence_spans
from core.textnorm import fold

_PIECE = re.compile(
    r"\s+|\d+(?:[.,:/٫٬]\d+)*|(?:[^\W\d_]\.){2,}(?!\w)|[^\W\d_](?:[\w\u0610-\u061a\u064b-\u0670\u200c\u200d]|[-‑](?=[^\W\d_]))*|\w+|[^\w\s]"
)
_SHORTEST_JOINED = 5
_APOSTROPHES = "'’‘ʼ`´"


@dataclass(slots=True)
class Word:
    """One token that is not white space: offsets, folded form, and what light morphology says of it.

    ``clitic`` is 'pro' (و ف ب ل ك س), 'suf' (a Turkish suffix after an apostrophe, an English 's) or ''.
    ``case`` is a Turkish case or ''; ``sentence`` counts body sentences, -1 outside them.
    """

    i: int
    start: int
    end: int
    text: str
    fold: str
    clitic: str = ""
    case: str = ""
    sentence: int = -1
    features: dict[str, str] = field(default_factory=dict)

    @property
    def is_word(self) -> bool:
        """Tell whether this is a word or a number, not punctuation."""
        return self.text[0].isalnum()


def words(doc: Doc) -> list[Word]:
    """Return the tokens of ``doc`` that are not white space, as records."""
    return doc.user_data["words"]


def touched(words: Sequence[Word], span: Span) -> range:
    """Return the positions of the words that a span touches; ``words`` are in order."""
    return range(bisect_right(words, span.start, key=lambda w: w.end), bisect_left(words, span.end, key=lambda w: w.start))


def parse(document: Document, *, reader: bool = True) -> Doc:
    """Tokenise ``document``, find the sentences of its body and, unless told otherwise, let the reader read them."""
    nlp = pipeline(document.language if document.language in LANGUAGES else "en", reader)
    doc = nlp.make_doc(document.text)
    doc.user_data["document"] = document
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


@lru_cache(maxsize=8)
def pipeline(language: str, reader: bool = True) -> Language:
    """Build (once) the blank pipeline of a language with our own tokeniser and sentence cutter, and the reader where there is one."""
    own = {"nlp": {"tokenizer": {"@tokenizers": "rasad_tokenizer", "language": language}}}
    nlp = spacy.blank(LANGUAGES[language].spacy, config=own)  # given here, so that spaCy does not build its own first
    nlp.add_pipe("rasad_sentences", config={"language": language})
    from core.extract import hints  # here, since these components themselves read our tokens
    from core.neural import component

    if reader and component.reader() is not None:
        nlp.add_pipe(hints.NAME)
        nlp.add_pipe("rasad_reader")
    return nlp


class RasadTokenizer:
    """Cut a whole article into tokens; keeps every white space."""

    def __init__(self, vocab: Vocab, language: str) -> None:
        self.vocab = vocab
        self.language = language

    def __call__(self, text: str) -> Doc:
        """Return a ``Doc`` with ``doc.text == text`` and our words in ``doc.user_data``."""
        pieces = [(m.start(), m.end()) for m in _PIECE.finditer(text)]
        cut = _CUTTERS.get(self.language, _no_cuts)(text, pieces)
        tokens, spaces, found = [], [], []
        for start, end, clitic in cut:
            if text[start:end] == " " and tokens and not spaces[-1] and not tokens[-1].isspace():
                spaces[-1] = True
                continue
            if not text[start:end].isspace():
                word = text[start:end]
                found.append(Word(len(tokens), start, end, word, _folded(text, start, end, clitic, self.language), clitic))
            tokens.append(text[start:end])
            spaces.append(False)
        doc = Doc(self.vocab, words=tokens, spaces=spaces)
        _mark_cases(found, self.language)
        doc.user_data["words"] = found
        doc.user_data["by_token"] = {w.i: w for w in found}
        return doc


@spacy.registry.tokenizers("rasad_tokenizer")
def _tokenizer(language: str) -> Callable[[Language], RasadTokenizer]:
    """Tell spaCy how to make our tokeniser."""
    return lambda nlp: RasadTokenizer(nlp.vocab, language)


def _folded(text: str, start: int, end: int, clitic: str, language: str) -> str:
    """Fold a token; ل + لـ stands for ل + الـ."""
    folded = fold(text[start:end], language)
    after_li = language == "ar" and start and clitic == "" and text[start - 1] == "ل" and folded.startswith("ل") and len(folded) > 3
    if after_li and not (start > 1 and text[start - 2].isalpha() and text[start - 2] not in "وف"):
        return "ا" + folded
    return folded


def _no_cuts(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    return [(s, e, "") for s, e in pieces]


def _cut_arabic(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    known = _arabic_words()
    folded = [(fold(text[s:e], "ar") if text[s].isalpha() else "") for s, e in pieces]
    alone = set(folded)
    out = []
    for (start, end), form in zip(pieces, folded, strict=True):
        if len(form) < 3:
            out.append((start, end, ""))
            continue
        cuts = parse_ar.split_proclitics(form, known.__contains__, alone.__contains__)
        at = start
        for cut in cuts:
            stop = _source_index(text, start, cut)
            out.append((at, stop, "pro"))
            at = stop
        out.append((at, end, ""))
    return _cut_numbers(text, out)


@lru_cache(maxsize=1)
def _arabic_words() -> frozenset[str]:
    """Every word of the lexicons and of known names: what a proclitic may be cut from.

    A long name knows its parts as it writes them ('العراق وسوريا'), so what is 'and' with another known word is no word.
    """
    from core.resolve.knowledge import KnowledgeBase

    listed, named = lexicon.known_words("ar"), frozenset(KnowledgeBase.open().words("ar"))
    joined = {w for w in named if w[0] == "و" and len(w) > _SHORTEST_JOINED and (w[1:] in named or w[1:] in listed)}
    return listed.union(named - (joined - listed))


def _source_index(text: str, start: int, cut: int) -> int:
    """Return where the ``cut``-th letter of a folded word stands in the text (marks and tatweel do not count)."""
    at = start
    while cut:
        cut -= len(fold(text[at], "ar"))
        at += 1
    while not fold(text[at], "ar"):
        at += 1
    return at


def _cut_numbers(text: str, pieces: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Cut و and ب off a figure ('و10')."""
    out = []
    for i, (start, end, clitic) in enumerate(pieces):
        before_figure = i + 1 < len(pieces) and pieces[i + 1][0] == end and text[end : end + 1].isdecimal()
        out.append((start, end, "pro" if before_figure and text[start:end] in "وفبلك" else clitic))
    return out


def _cut_suffixes(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Join an apostrophe and the suffix behind it to one token ('Irak' + "'a", 'Biden' + "'s")."""
    out: list[tuple[int, int, str]] = []
    skip = False
    for i, (start, end) in enumerate(pieces):
        if skip:
            skip = False
            continue
        follows = i + 1 < len(pieces) and pieces[i + 1][0] == end and text[end : end + 1].isalpha()
        behind = start and (text[start - 1].isalnum() or text[start - 1] in ')"”')
        short = follows and pieces[i + 1][1] - end <= 8 and text[end : end + 1].islower()
        if text[start:end] in _APOSTROPHES and behind and short:
            out.append((start, pieces[i + 1][1], "suf"))
            skip = True
        else:
            out.append((start, end, ""))
    return out


_CUTTERS = {"ar": _cut_arabic, "tr": _cut_suffixes, "en": _cut_suffixes}


def _mark_cases(found: list[Word], language: str) -> None:
    """Give every Turkish word its case: from the suffix after the apostrophe, else guessed by the ending."""
    if language != "tr":
        return
    for i, word in enumerate(found):
        if word.clitic == "suf":
            word.case = parse_tr.apostrophe_case(word.fold.lstrip("'"))
            if i:
                found[i - 1].case = word.case
        elif word.is_word:
            word.case = parse_tr.guess_case(word.fold)


@Language.factory("rasad_sentences")
class SentenceCutter:
    """spaCy component: ``sent_start`` marks and ``doc._.sentences`` from the body segments of the document."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        self.language = language
        self.abbreviations = frozenset(lexicon.words(language).get("abbreviations", ()))

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences of ``doc``."""
        document: Document | None = doc.user_data.get("document")
        text = document.text if document else doc.text  # a document's own is at hand, a Doc's is put together at every call
        bodies = document.body() if document else (Span(0, len(text)),)
        spans = [s for body in bodies for s in sentence_spans(text, body, self.language, self.abbreviations)]
        at, found = 0, doc.user_data["words"]
        for number, span in enumerate(spans):
            while at < len(found) and found[at].end <= span.start:
                at += 1
            while at < len(found) and found[at].start < span.end:
                found[at].sentence = number
                at += 1
        _mark_starts(doc, found)
        doc.user_data["sentences"] = tuple(spans)
        return doc


def _mark_starts(doc: Doc, found: list[Word]) -> None:
    """Tell spaCy where sentences start, all at once: setting one mark makes it look at every token."""
    starts, previous = numpy.full(len(doc), -1), None
    for word in found:
        if word.sentence != previous:
            starts[word.i] = 1
            previous = word.sentence
    doc.from_array([SENT_START], starts.astype("uint64"))


def sentences(doc: Doc) -> tuple[Span, ...]:
    """Return the sentence spans of the body, in order; ``Word.sentence`` and ``Mention.sentence`` count in it."""
    return doc.user_data["sentences"]


def _register() -> None:
    """Declare the extensions once per process."""
    for name, pick in (
        ("fold", lambda w: w.fold),
        ("clitic", lambda w: w.clitic),
        ("case_", lambda w: w.case),
        ("sentence", lambda w: w.sentence),
    ):
        Token.set_extension(
            name,
            getter=lambda t, pick=pick: pick(t.doc.user_data["by_token"][t.i]) if t.i in t.doc.user_data["by_token"] else "",
            force=True,
        )
    Doc.set_extension("sentences", getter=_sentence_views, force=True)


def _sentence_views(doc: Doc) -> tuple[SpacySpan, ...]:
    spans = (doc.char_span(s.start, s.end, alignment_mode="expand") for s in sentences(doc))
    return tuple(s for s in spans if s is not None)


_register()
