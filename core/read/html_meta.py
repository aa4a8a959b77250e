"""What a page's metadata says of its article: JSON-LD, Open Graph, meta tags, <time>, the lang attribute.

Takes: a parsed page and its article element. Gives: hints {field: (value, basis)}.
Limit: microdata other than datePublished and articleBody is not read.
"""

import json
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from core.textnorm.fold import fold

_ARTICLE_TYPES = {
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
    "BlogPosting", "Report", "LiveBlogPosting",
}  # fmt: skip
_DATE_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "publishdate", "pubdate", "publish-date",
    "publication_date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "date", "sailthru.date",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+[|\-–—•»::]+\s+|\s*\|\s*")
_LAST_PART = re.compile(r"^(?P<head>.+)(?P<sep>\s+[-–—•»:]+\s+|\s*\|\s*)(?P<tail>[^|–—•»]{2,40})$")

Hints = dict[str, tuple[str, str]]


def page_hints(tree: LexborHTMLParser, root: LexborNode) -> Hints:
    """Return what the page says of itself; more explicit sources win."""
    metas = _metas(tree)
    found = [_json_ld(tree), _from_metas(metas), _from_elements(tree, root)]
    hints: Hints = {}
    for source in found:
        for field, value in source.items():
            hints.setdefault(field, value)
    if "outlet" not in hints and (name := _headline_of(_page_title(tree), "", tree)[1]):
        hints["outlet"] = (name, "html-title")
    title = _title(tree, hints)
    hints.pop("title", None)
    return hints | ({"title": title} if title else {})


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the page's meta tags by folded name, the first of each."""
    out: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        value = (attributes.get("content") or "").strip()
        if name and value:
            out.setdefault(fold(name), value)
    return out


def _from_metas(metas: dict[str, str]) -> Hints:
    """Read Open Graph and other meta tags."""
    out: Hints = {}
    day = next((metas[name] for name in _DATE_METAS if name in metas), None)
    if day:
        out["published"] = (day, "html-meta")
    for field, names in (("outlet", ("og:site_name", "application-name")), ("title", ("og:title", "twitter:title")),
                         ("author", ("author", "article:author")), ("url", ("og:url",)), ("language", ("og:locale",))):  # fmt: skip
        value = next((metas[name] for name in names if name in metas), None)
        if value:
            out[field] = (value, "html-meta")
    return out


def _from_elements(tree: LexborHTMLParser, root: LexborNode) -> Hints:
    """Read the lang attribute, microdata and the article's first <time>."""
    out: Hints = {}
    html = tree.css_first("html")
    if html is not None and html.attributes.get("lang"):
        out["language"] = (html.attributes["lang"] or "", "html-lang")
    for node in (*tree.css("[itemprop=datePublished]"), *root.css("time[datetime]")):
        value = node.attributes.get("datetime") or node.attributes.get("content")
        if value:
            out["published"] = (value, "html-time")
            break
    link = tree.css_first("link[rel=canonical]")
    if link is not None and link.attributes.get("href"):
        out["url"] = (link.attributes["href"] or "", "html-link")
    return out


def _json_ld(tree: LexborHTMLParser) -> Hints:
    """Read the first article that the page's JSON-LD describes."""
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(node.text(deep=True))
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            types = item.get("@type")
            if set(types if isinstance(types, list) else [types]) & _ARTICLE_TYPES:
                return _article_hints(item)
    return {}


def _items(data: object, depth: int = 0) -> Iterator[dict]:
    """Yield the objects of a JSON-LD block, those of @graph too."""
    if isinstance(data, list) and depth < 4:
        for part in data:
            yield from _items(part, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph", []), depth + 1)


def _article_hints(item: dict) -> Hints:
    """Return the hints of one JSON-LD article."""
    language = item.get("inLanguage")
    values = {
        "title": item.get("headline"),
        "published": item.get("datePublished"),
        "outlet": _name(item.get("publisher")),
        "author": _name(item.get("author")),
        "language": language,
    }
    return {k: (v.strip(), "json-ld") for k, v in values.items() if isinstance(v, str) and v.strip()}


def _name(value: object) -> str | None:
    """Return the name of a JSON-LD person or organisation."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _title(tree: LexborHTMLParser, hints: Hints) -> tuple[str, str] | None:
    """Return the headline: the page's only h1, else the metadata's, else <title> without the outlet's name."""
    outlet = hints.get("outlet", ("", ""))[0]
    heads = [" ".join(n.text(deep=True).split()) for n in tree.css("h1")]
    heads = [h for h in heads if h and _same(h, outlet) is False]
    stated = hints.get("title")
    if stated:
        match = next((h for h in heads if _same(h, _without(stated[0], outlet))), None)
        if match:
            return match, stated[1]
    if len(heads) == 1:
        return heads[0], "html-h1"
    if stated:
        return _without(stated[0], outlet), stated[1]
    text = _page_title(tree)
    return (_headline_of(text, outlet, tree)[0], "html-title") if text else None


def _page_title(tree: LexborHTMLParser) -> str:
    """Return the text of <title>."""
    node = tree.css_first("title")
    return " ".join(node.text(deep=True).split()) if node is not None else ""


def _headline_of(text: str, outlet: str, tree: LexborHTMLParser) -> tuple[str, str]:
    """Divide 'headline - outlet' where the outlet is known, or the headline stands on the page by itself."""
    if outlet:
        return _without(text, outlet), outlet
    match = _LAST_PART.match(text)
    if not match or len(match["tail"].split()) > 4 or (len(match["head"].split()) < 3 and "|" not in match["sep"]):
        return text, ""
    body = " ".join(tree.body.text(deep=True, separator=" ").split()) if tree.body is not None else ""
    return (match["head"].strip(), match["tail"].strip()) if "|" in match["sep"] or fold(match["head"]) in fold(body) else (text, "")


def _same(first: str, second: str) -> bool:
    """Tell whether two lines have the same letters."""
    a, b = (re.sub(r"\W+", "", fold(x)) for x in (first, second))
    return bool(a) and a == b


def _without(title: str, outlet: str) -> str:
    """Return a page title without the outlet's name at its end or beginning."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    if outlet and _same(parts[-1], outlet):
        return title[: title.rindex(parts[-1])].rstrip(" |-–—•»:")
    if outlet and _same(parts[0], outlet):
        return title[len(parts[0]) :].lstrip(" |-–—•»:")
    return title
