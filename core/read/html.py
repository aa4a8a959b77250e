"""Read a saved web page.

Takes: bytes. Gives: one RawArticle with all the text a reader of the page sees, block by block; hints from the page's
metadata (read/html_meta.py); segments for what the markup sets apart. Uses selectolax and resources/lexicons/markup.toml.
Nothing is fetched and no script is run. Limit: a page that is drawn by scripts alone has no text to read.
"""

import itertools
import re
import tomllib
from dataclasses import dataclass, field
from functools import cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.errors import ReadError, ResourceError
from core.model import BODY_KINDS, RawArticle, Segment, Span
from core.paths import resource
from core.read.html_meta import page_hints
from core.read.plain import decode, known_encoding, tidy
from core.textnorm.fold import fold

_SKIPPED = {
    "script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "select", "head", "audio", "video", "math",
    "map", "datalist", "-comment", "_comment", "!doctype",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    "img", "button", "input",
}  # fmt: skip
_TAG_KINDS = {"nav": "menu", "footer": "menu", "aside": "related", "figcaption": "caption", "form": "menu", "dialog": "menu"}
_SPACED = {"button", "time"}
_GAPS = {"p", "li", "div", "section", "article", "figure", "ul", "ol", "table", "h1", "h2", "h3", "blockquote", "aside"}
_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]{2,30})""", re.IGNORECASE
)
_EMPTY = re.compile(r"<([A-Za-z][A-Za-z0-9]*)((?:\s[^<>]*)?)/>")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}


@dataclass(slots=True)
class _Block:
    """A stretch of text between two block borders: its words, label, and how much of it is links."""

    kind: str = ""
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    heading: bool = False
    inside: bool = True
    gap: bool = False
    mixed: bool = False

    @property
    def text(self) -> str:
        """Return the text with white space run together."""
        return " ".join("".join(self.pieces).split())


@cache
def _markup_words() -> dict[str, str]:
    """Map each attribute word to the kind of segment it marks."""
    path = resource("lexicons", "markup.toml")
    try:
        rows = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(f"{path.name} cannot be read: {error}") from error
    return {word: kind for kind, words in rows.items() for word in words}


def read(data: bytes, path: str, sha256: str, declared: str | None = None) -> list[RawArticle]:
    """Return the page as one article; what sent it may have declared its encoding."""
    stated = _CHARSET.search(data[:4096])
    label = next(filter(None, stated.groups())).decode("ascii") if stated else ""
    text, encoding = decode(data, path, declared or known_encoding(label))
    return [page_article(_opened(tidy(text)), path, sha256, encoding)]


def _opened(markup: str) -> str:
    """Return a page of XHTML with its empty elements written out, as a parser of HTML would take <script/> for an open one."""
    if "/1999/xhtml" not in markup[:2000] and not markup.lstrip().startswith("<?xml"):
        return markup
    return _EMPTY.sub(lambda m: m[0] if fold(m[1]) in _VOID else f"<{m[1]}{m[2]}></{m[1]}>", markup)


def page_article(markup: str, path: str, sha256: str, encoding: str) -> RawArticle:
    """Return the article of one decoded page."""
    tree = LexborHTMLParser(markup)
    if tree.body is None:
        raise ReadError(f"{path}: the page has no body.")
    root = _article_root(tree.body)
    blocks = _blocks(tree.body, root)
    text, segments = _join(blocks)
    return RawArticle(
        path=path,
        sha256=sha256,
        format="html",
        text=text,
        encoding=encoding,
        hints=page_hints(tree, root),
        segments=segments,
    )


def _own_kind(node: LexborNode) -> str:
    """Return the label an element's tag, role, class and id give it, or ''."""
    tag = node.tag
    if tag in _TAG_KINDS:
        return _TAG_KINDS[tag]
    if tag in {"html", "body", "main", "article", "p", "h1"}:
        return ""
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return "menu"
    values = " ".join(attributes.get(name) or "" for name in ("role", "class", "id"))
    words = re.split(r"[^a-z0-9]+", fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", values)))
    table = _markup_words()
    joined = [*words, *("".join(pair) for pair in itertools.pairwise(words))]
    return next((table[w] for w in joined if w in table), "")


def _paragraph_size(node: LexborNode) -> int:
    """Return how much paragraph text an element holds."""
    return sum(len(p.text(deep=True, strip=True)) for p in node.css("p"))


def _article_root(body: LexborNode) -> LexborNode:
    """Return the element that holds the article: marked as such, or the deepest with most of the paragraphs' text."""
    total = _paragraph_size(body)
    if not total:
        return body
    for selector in ("[itemprop=articleBody]", "article", "main", "[role=main]"):
        found = [(_paragraph_size(n), n) for n in body.css(selector)]
        size, node = max(found, key=lambda pair: pair[0], default=(0, None))
        if node is not None and size * 2 >= total:
            return node
    return _densest(body, total)


def _densest(body: LexborNode, total: int) -> LexborNode:
    """Walk down while one child holds seven tenths of the paragraphs' text."""
    node = body
    for _ in range(60):
        children = [c for c in node.iter() if c.tag not in {"p", *_SKIPPED}]
        best = next((c for c in children if _paragraph_size(c) >= total * 0.7), None)
        if best is None:
            break
        node = best
    return node


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element hands down to its children: label, whether it is in the article, whether it is a link."""

    kind: str = ""
    inside: bool = False
    link: bool = False


def _blocks(body: LexborNode, root: LexborNode) -> list[_Block]:
    """Walk the page without recursion and return its blocks in reading order."""
    total = _paragraph_size(body)
    blocks = [_Block()]
    stack: list[tuple[LexborNode | None, str, _Context]] = [(body, "body", _Context())]
    while stack:
        node, tag, context = stack.pop()
        if node is None:
            _border(blocks, context, gap=tag in _GAPS)
        elif tag == "-text":
            _add_text(blocks[-1], node.text_content or "", context)
        elif tag == "br":
            _border(blocks, context)
        elif tag not in _SKIPPED:
            own = _entered(node, context, root, total)
            if tag in _INLINE:
                blocks[-1].pieces.append(" " if tag in _SPACED else "")
            else:
                _border(blocks, own, gap=tag in _GAPS, heading=tag in {"h1", "h2"})
                stack.append((None, tag, context))
            stack += [(child, child.tag or "", own) for child in reversed(list(node.iter(include_text=True)))]
    return [b for b in blocks if b.text]


def _entered(node: LexborNode, context: _Context, root: LexborNode, total: int) -> _Context:
    """Return the context inside an element; one that holds half of the text is no furniture, whatever its class."""
    kind = context.kind
    if not kind and node.mem_id != root.mem_id:
        kind = _own_kind(node)
        if kind and total and node.tag not in _TAG_KINDS and _paragraph_size(node) * 2 >= total:
            kind = ""
    inside = context.inside or node.mem_id == root.mem_id
    return _Context(kind, inside, context.link or node.tag in {"a", "button"})


def _border(blocks: list[_Block], context: _Context, *, gap: bool = False, heading: bool = False) -> None:
    """End the current block and begin one with this context."""
    if not blocks[-1].text:
        gap = gap or blocks.pop().gap
    blocks.append(_Block(context.kind, heading=heading, inside=context.inside, gap=gap))


def _add_text(block: _Block, text: str, context: _Context) -> None:
    """Add a text node; a block takes the label of its first words."""
    if text.strip():
        if not block.text:
            block.kind = context.kind
        elif block.kind != context.kind:
            block.mixed = True
        block.linked += len(text.strip()) * context.link
    block.pieces.append(text)


def _label(block: _Block, seen_article: bool) -> str:
    """Return a block's final label: the markup's, or what its links and its place outside the article tell."""
    text = block.text
    if block.kind and not block.mixed:
        return block.kind
    if block.heading:
        return ""
    if block.linked >= len(text) * 0.8 and not text.endswith((".", "!", "؟", "…")):
        return "related" if len(text.split()) >= 4 else "menu"
    if not block.inside:
        return "related" if seen_article else "menu"
    return ""


def _join(blocks: list[_Block]) -> tuple[str, tuple[Segment, ...]]:
    """Put the blocks together, a line each and a blank line around paragraphs, and note the labelled ones."""
    text = ""
    segments: list[Segment] = []
    seen = False
    for block in blocks:
        text += ("\n\n" if block.gap else "\n") if text else ""
        label = _label(block, seen)
        seen = seen or block.inside
        start = len(text)
        text += block.text
        if label and label not in BODY_KINDS:
            segments.append(Segment(label, Span(start, len(text))))
    return text, tuple(segments)
