"""A face in a PDF: glyphs by number, each pair of glyph and text with a code of its own.

One glyph can stand for different texts (the bare skeleton of several dotted letters), so a code is given to each pair; the font's
CIDToGIDMap leads codes to glyphs and its ToUnicode map leads them to text. Words then copy and search as written.
Glyphs that stand for no text (dots, vowel marks) are drawn as outlines: readers of the text layer would trip over them.
"""

import struct
import zlib
from functools import lru_cache

import uharfbuzz
from reportlab.pdfbase import pdfdoc

from core.brief.fonts import Face

_SYMBOLIC = 4
_LAYOUT_TABLES = (b"GSUB", b"GPOS", b"GDEF", b"DSIG", b"STAT", b"meta")


class PdfFont:
    """A subset of a face in one document."""

    def __init__(self, face: Face, number: int) -> None:
        """Start with the code 0 for the missing glyph."""
        self.face = face
        self.name = f"R{number}"
        self._widths: dict[int, float] = {}
        self._codes: dict[tuple[int, str, float], int] = {(0, "", 0.0): 0}

    def code(self, gid: int, text: str) -> int:
        """Return the code of a glyph that stands for ``text``."""
        return self._codes.setdefault((gid, text, self.width(gid)), len(self._codes))

    def blank(self, text: str, width: float) -> int:
        """Return the code of nothing drawn, ``width`` wide, that stands for ``text``."""
        space = self.face.hb_font.get_nominal_glyph(0x20) or 0
        return self._codes.setdefault((space, text, round(width, 1)), len(self._codes))

    def width(self, gid: int) -> float:
        """Return the width of a glyph in thousandths of an em."""
        if gid not in self._widths:
            self._widths[gid] = round(self.face.hb_font.get_glyph_h_advance(gid) * 1000 / self.face.units, 2)
        return self._widths[gid]

    def outline(self, gid: int) -> str:
        """Return the path operators of a glyph in font units."""
        return _outline(self.face, gid)

    def addObjects(self, document: pdfdoc.PDFDocument) -> None:
        """Write the font's objects when the document is closed."""
        base = f"{_tag(self.name)}+{self.face.name}"
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(self._descriptor(document, base), f"{self.name}descriptor"),
                "DW": 0,
                "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray([width for _, _, width in self._codes])]),
                "CIDToGIDMap": _stream(document, self._cid_to_gid(), f"{self.name}gid"),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"{self.name}cid")]),
                "ToUnicode": _stream(document, self._to_unicode(base), f"{self.name}unicode"),
            }
        )

    def _descriptor(self, document: pdfdoc.PDFDocument, base: str) -> pdfdoc.PDFDictionary:
        """Return the font descriptor with the embedded subset."""
        extents = self.face.hb_font.get_font_extents("ltr")
        factor = 1000 / self.face.units
        up, down = round(extents.ascender * factor), round(extents.descender * factor)
        file = self._subset()
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray([-1000, down, 2000, up]),
                "ItalicAngle": 0,
                "Ascent": up,
                "Descent": down,
                "CapHeight": 700,
                "StemV": 120 if "Bold" in base else 80,
                "FontFile2": _stream(document, file, f"{self.name}file", Length1=len(file)),
            }
        )

    def _subset(self) -> bytes:
        """Return the font file with only the glyphs in use, at their old numbers."""
        wanted = uharfbuzz.SubsetInput()
        wanted.sets(uharfbuzz.SubsetInputSets.GLYPH_INDEX).update(gid for gid, _, _ in self._codes)
        wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in _LAYOUT_TABLES)
        return bytes(uharfbuzz.subset(self.face.hb_face, wanted).blob.data)

    def _cid_to_gid(self) -> bytes:
        """Return the table from codes to glyph numbers."""
        return b"".join(struct.pack(">H", gid) for gid, _, _ in self._codes)

    def _to_unicode(self, base: str) -> bytes:
        """Return the map from codes to text; codes without text have no line."""
        pairs = [(code, text) for (_, text, _), code in self._codes.items() if text]
        lines = [
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{base}-UCS def", "/CMapType 2 def",
            "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange",
        ]  # fmt: skip
        for start in range(0, len(pairs), 100):
            chunk = pairs[start : start + 100]
            lines.append(f"{len(chunk)} beginbfchar")
            lines += [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in chunk]
            lines.append("endbfchar")
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
        return "\n".join(lines).encode("ascii")


@lru_cache(maxsize=4096)
def _outline(face: Face, gid: int) -> str:
    """Return the path of a glyph as PDF operators, in font units."""
    parts: list[str] = []
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, _: parts.append(f"{x:g} {y:g} m"))
    pen.set_line_to_func(lambda x, y, _: parts.append(f"{x:g} {y:g} l"))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, _: parts.append(" ".join(f"{round(v, 1):g}" for v in (a, b, c, d, x, y)) + " c"))
    pen.set_close_path_func(lambda _: parts.append("h"))
    face.hb_font.draw_glyph(gid, pen, None)
    return " ".join([*parts, "f"]) if parts else ""


def _tag(name: str) -> str:
    """Return the six letters that mark a subset, the same for the same font of a document."""
    value = zlib.crc32(name.encode("ascii"))
    return "".join(chr(65 + value // 26**i % 26) for i in range(6))


def _stream(document: pdfdoc.PDFDocument, content: bytes, name: str, **entries: int) -> pdfdoc.PDFObjectReference:
    """Add a compressed stream and return the reference to it."""
    stream = pdfdoc.PDFStream(content=content)
    for key, value in entries.items():
        stream.dictionary[key] = value
    stream.filters = [pdfdoc.PDFZCompress]
    return document.Reference(stream, name)
