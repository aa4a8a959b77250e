"""What a document's properties say of it: title, author and day, where they are not what the program put there.

Takes: the words of the properties, or the archive that holds them. Gives: hints {field: (value, basis)}.
Limit: the day is that on which the file was made; datelines overrule it.
"""

import re
import zipfile

from core.errors import ReadError
from core.read.archive import member
from core.read.markup import parse_xml
from core.textnorm.fold import fold

Hints = dict[str, tuple[str, str]]

_DC = "{http://purl.org/dc/elements/1.1/}"
_CORE = "docProps/core.xml"
_CREATED = "{http://purl.org/dc/terms/}created"
_NO_TITLE = re.compile(
    r"^(?:(?:microsoft (?:word|excel|powerpoint)|untitled|document|doc|belge|ads[ıi]z|isimsiz|yeni microsoft word belgesi|new document"
    r"|word document|workbook|sheet|kitap|sayfa|مستند|المستند|سند|بدون عنوان|مصنف|normal|page|print|yazd[ıi]r)[\s\d\-_.()]*"
    r"|.*\.(?:docx?|odt|rtf|pdf|txt|html?|xlsx?|indd|qxd)|microsoft word - .*|https?://\S*|[\W\d_]*)$"
)
_NO_AUTHOR = {
    "python-docx", "openpyxl", "user", "admin", "administrator", "unknown", "author", "owner", "kullanıcı", "microsoft office user",
    "microsoft", "apache poi", "anonymous", "مستخدم", "کاربر", "pc", "casper", "lenovo", "hp", "asus", "dell", "windows user",
}  # fmt: skip
_TEMPLATE_DAYS = {"2013-12-23", "1601-01-01", "1970-01-01", "1980-01-01", "1900-01-01", "1899-12-30", "1904-01-01"}
"""The days that programs write when they do not know one."""


def property_hints(title: str | None, author: str | None, day: str | None, basis: str) -> Hints:
    """Return the hints of some properties without defaults and file names in disguise."""
    hints: Hints = {}
    title, author, day = (" ".join((value or "").split()) for value in (title, author, day))
    if title and not _NO_TITLE.match(fold(title)):
        hints["title"] = (title, basis)
    if author and fold(author) not in _NO_AUTHOR:
        hints["author"] = (author, basis)
    if re.match(r"(?:19[89]|20)\d", day) and day[:10] not in _TEMPLATE_DAYS:
        hints["published"] = (day, basis)
    return hints


def office_hints(archive: zipfile.ZipFile, path: str, what: str) -> Hints:
    """Return what the properties of a Word or Excel file say; damaged ones are no reason to refuse its content."""
    try:
        if _CORE not in archive.namelist():
            return {}
        root = parse_xml(member(archive, _CORE, path, what), path, what)
    except ReadError:
        return {}
    return property_hints(root.findtext(f"{_DC}title"), root.findtext(f"{_DC}creator"), root.findtext(_CREATED), "office-properties")


def pdf_hints(properties: dict[str, str]) -> Hints:
    """Return what the information dictionary of a PDF says; its day is written D:20210727…"""
    match = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", properties.get("CreationDate", ""))
    return property_hints(properties.get("Title"), properties.get("Author"), "-".join(match.groups()) if match else "", "pdf-properties")
