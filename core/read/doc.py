"""Read what calls itself .doc: rich text, a web page or a .docx by another name.

Takes: bytes. Gives: one RawArticle. Limit: the binary files of Word 97 to 2003 are not read.
"""

from core.errors import ReadError
from core.model import RawArticle
from core.read import docx, html, rtf

_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read(data: bytes, path: str, sha256: str) -> list[RawArticle]:
    """Return the document as one article."""
    if data.startswith(_OLD_WORD):
        raise ReadError(f"{path}: this is a file of Word 97 to 2003; save it as .docx to have it read.")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"{\\rtf"):
        return rtf.read(data, path, sha256)
    if head.startswith(b"PK"):
        return docx.read(data, path, sha256)
    if head.startswith(b"<") and (b"<html" in head or b"<HTML" in head):
        return html.read(data, path, sha256)
    raise ReadError(f"{path}: this is not a Word document.")
