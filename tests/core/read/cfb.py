"""Write small compound files, the containers of Outlook messages: nested dicts of streams become folders."""

import struct
from datetime import UTC, datetime
from itertools import count

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _NONE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFD


def properties(head: int, day: str = "") -> bytes:
    """The fixed properties of a mail: only the day it was sent."""
    data = b"\0" * head
    if day:
        ticks = int((datetime.fromisoformat(day).replace(tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
        data += struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)
    return data


def outlook(subject: str, body: str, sender: str = "", day: str = "", head: int = 32, **more) -> dict:
    """The streams of a mail."""
    tree = {"__properties_version1.0": properties(head, day)}
    for tag, text in (("0037", subject), ("1000", body), ("0C1A", sender)):
        if text:
            tree[f"__substg1.0_{tag}001F"] = text.encode("utf-16-le")
    tree |= {f"__substg1.0_{name}": data for name, data in more.get("__substg1", {}).items()}
    tree |= {f"__attach_version1.0_#{n:08X}": part for n, part in enumerate(more.get("__attach", ()))}
    return tree


def attachment(name: str, data: bytes) -> dict:
    """The streams of an attached file."""
    return {"__properties_version1.0": b"\0" * 8, "__substg1.0_3707001F": name.encode("utf-16-le"), "__substg1.0_37010102": data}


def compound(tree: dict) -> bytes:
    """The bytes of a compound file; every stream is padded past the cut-off so that no mini stream is needed."""
    entries: list[list] = [["Root Entry", 5, _NONE, _NONE, _NONE, _END, 0]]
    sectors: list[bytes] = []
    fat: list[int] = []

    def stored(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[i : i + _SECTOR].ljust(_SECTOR, b"\0") for i in range(0, len(data), _SECTOR)]
        for number, piece in enumerate(pieces, 1):
            sectors.append(piece)
            fat.append(first + number if number < len(pieces) else _END)
        return first

    mini = bytearray()
    mini_fat: list[int] = []

    def added(name: str, content: dict | bytes) -> int:
        number = len(entries)
        entries.append([name, 1 if isinstance(content, dict) else 2, _NONE, _NONE, _NONE, _END, 0])
        if isinstance(content, dict):
            entries[number][4] = children(content)
        elif len(content) >= _CUTOFF:
            entries[number][5:] = [stored(content), len(content)]
        elif content:
            first, pieces = len(mini_fat), -(-len(content) // _MINI)
            mini.extend(content.ljust(pieces * _MINI, b"\0"))
            mini_fat.extend([*range(first + 1, first + pieces), _END])
            entries[number][5:] = [first, len(content)]
        return number

    def children(content: dict) -> int:
        numbers = [added(name, content[name]) for name in sorted(content, key=lambda n: (len(n), n.upper()))]
        for left, right in zip(numbers, numbers[1:], strict=False):
            entries[left][3] = right  # a list to the right is a tree, too
        return numbers[0] if numbers else _NONE

    entries[0][4] = children(tree)
    entries[0][5:] = [stored(bytes(mini)), len(mini)] if mini else [_END, 0]
    first_mini_fat = (
        stored(struct.pack(f"<{len(mini_fat)}I", *mini_fat).ljust(-(-len(mini_fat) // 128) * 512, b"\xff")) if mini_fat else _END
    )
    packed = b""
    for name, kind, left, right, child, start, size in entries:
        wide = name.encode("utf-16-le") + b"\0\0"
        packed += (
            wide.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(wide), kind, 1, left, right, child)
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )
    first_directory = stored(packed.ljust(-(-len(packed) // 512) * 512, b"\0"))
    needed = next(n for n in count(1) if (len(fat) + n) <= n * 128)
    fat_sectors = [len(sectors) + i for i in range(needed)]
    fat += [_FAT] * needed
    sectors += [struct.pack("<128I", *(fat + [_FREE] * (needed * 128 - len(fat)))[i * 128 : i * 128 + 128]) for i in range(needed)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, needed, first_directory, 0, _CUTOFF, first_mini_fat, -(-len(mini_fat) // 128), _END, 0)
    return head + struct.pack("<109I", *fat_sectors, *([_FREE] * (109 - needed))) + b"".join(sectors)
