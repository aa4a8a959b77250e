"""Read a saved news feed: RSS of all versions, Atom; and web pages that are named .xml.

Takes: bytes. Gives: one RawArticle for every item that has a text; hints from the item and from the feed.
Limit: many feeds carry only the first lines of an article.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from core.errors import ReadError
from core.model import RawArticle
from core.read import html
from core.read.markup import local_name, parse_xml, with_plain_entities
from core.read.records import MAX_RECORDS, article

_WHAT = "feed"
_ITEMS = {"item", "entry"}
_NAMES = {
    "title": ("title",),
    "text": ("encoded", "content", "body"),
    "lead": ("description", "summary"),
    "published": ("pubDate", "published", "date", "issued", "created", "updated", "modified"),
    "author": ("creator", "author"),
    "url": ("link", "guid", "id"),
    "outlet": ("source", "publisher"),
    "language": ("language",),
}


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the articles of the feed."""
    root = parse_xml(with_plain_entities(data), path, _WHAT, doctype=True)
    name = local_name(root)
    if name == "html":
        return html.read(data, path, sha256)
    if name not in {"rss", "RDF", "feed", "channel"}:
        raise ReadError(f"{path}: this XML file is neither a feed nor a web page (its root is <{name[:40]}>).")
    items = [node for node in root.iter() if local_name(node) in _ITEMS]
    if len(items) > MAX_RECORDS:
        raise ReadError(f"{path}: the feed has more than {MAX_RECORDS} items.")
    shared = _shared(root)
    rows = [shared | dict(_values(item)) for item in items]
    found = [a for part, row in enumerate(rows) if (a := article(row, part, path, sha256, "feed", "xml", "feed"))]
    if not found:
        raise ReadError(f"{path}: the feed has no item with a text.")
    return found


def _shared(root: Element) -> dict[str, str]:
    """Return what the feed says for all of its items: its title is the outlet."""
    channel = next((node for node in root.iter() if local_name(node) == "channel"), root)
    values = {local_name(node): _text(node) for node in channel if local_name(node) in {"title", "language"}}
    language = values.get("language") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    shared = {"outlet": values.get("title", ""), "language": language}
    return {field: value for field, value in shared.items() if value}


def _values(item: Element) -> Iterator[tuple[str, str]]:
    """Yield our field names with an item's values."""
    children: dict[str, Element] = {}
    for child in item:
        if not (local_name(child) == "link" and child.get("rel", "alternate") != "alternate"):
            children.setdefault(local_name(child), child)
    for field, names in _NAMES.items():
        for name in names:
            if name in children and (value := _text(children[name])):
                yield field, value
                break


def _text(node: Element) -> str:
    """Return what an element says: its words, a link's address, an Atom author's name, a page's markup in a line each."""
    if local_name(node) == "link" and node.get("href"):
        return node.get("href") or ""
    if node.get("type") == "xhtml" or any(local_name(child) in {"div", "p"} for child in node):
        blocks = (
            " ".join("".join(p.itertext()).split()) for p in node.iter() if local_name(p) in {"p", "h1", "h2", "h3", "li", "blockquote"}
        )
        return "\n\n".join(filter(None, blocks)) or " ".join("".join(node.itertext()).split())
    name = next((child for child in node if local_name(child) == "name"), None)
    return ("".join((node if name is None else name).itertext())).strip()
