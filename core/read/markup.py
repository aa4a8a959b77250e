"""Parse the XML of untrusted files: no entities, nothing fetched, no document type where none belongs.

Takes: bytes. Gives: an element tree. Uses defusedxml.
"""

import html
import re
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.errors import ReadError

MAX_XML = 48 * 1024 * 1024
_OWN_ENTITIES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,30});")


def parse_xml(data: bytes, path: str, what: str, *, doctype: bool = False) -> Element:
    """Return the root of an XML document."""
    if len(data) > MAX_XML:
        raise ReadError(f"{path}: the {what} is too large ({len(data) // 2**20} MB; at most {MAX_XML // 2**20} MB are read).")
    try:
        return fromstring(data, forbid_dtd=not doctype)
    except DefusedXmlException as error:
        raise ReadError(f"{path}: the {what} declares entities or a document type, which may hide a bomb, and is not read.") from error
    except (ParseError, LookupError, ValueError) as error:
        raise ReadError(f"{path}: the {what} is damaged or protected by a password ({error}).") from error


def with_plain_entities(data: bytes) -> bytes:
    """Return XML with the named characters of web pages (&nbsp; and the like) as numbers, which need no declaration."""
    return _NAMED.sub(_numbered, data)


def _numbered(match: re.Match[bytes]) -> bytes:
    """Return a named character as numbers, or as it stands if there is none of that name."""
    if match[1] in _OWN_ENTITIES:
        return match[0]
    text = html.unescape(match[0].decode("ascii"))
    return match[0] if text.startswith("&") else b"".join(b"&#%d;" % ord(char) for char in text)


def local_name(element: Element) -> str:
    """Return an element's name without its namespace; '' for a comment or instruction."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
