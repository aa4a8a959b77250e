from pathlib import Path

import pytest

from core.errors import ReadError
from core.read import MAX_BYTES, READERS, list_files, read_file


def test_files_are_listed_in_order_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "~$lock.docx", "مقال.txt", "unknown.xyz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("text", encoding="utf-8")
    assert [p.relative_to(tmp_path).as_posix() for p in list_files(tmp_path)] == ["a/z.txt", "b.txt", "unknown.xyz", "مقال.txt"]
    assert list_files(tmp_path / "b.txt") == [tmp_path / "b.txt"]


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no folder"):
        list_files(tmp_path / "nothing")


def test_a_lone_file_is_read_with_its_name_as_path(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text("Some text", encoding="utf-8")
    (article,) = read_file(path, path)
    assert (article.path, article.format, article.encoding) == ("one.txt", "txt", "utf-8")
    assert len(article.sha256) == 64


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b"\xef\xbb\xbf \r\n\t\n", "empty"),
        ("zeros.txt", b"\x00" * 500, "empty"),
        ("marks.txt", "\u200f\u200e \u200b".encode(), "no text"),
        ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
        ("half.txt", b"\xff\xfe" + "نص".encode("utf-16-le") + b"\x06", "damaged"),
        ("film.mov", b"abc", "not read"),
        ("photo.jpg", b"abc", "picture is damaged"),
        ("noending", b"abc", "not read"),
        ("page.html", b"<html><head><script>draw()</script></head><body></body></html>", "no text"),
        ("doc.docx", b"PK\x03\x04 not really", "Word document"),
        ("doc.pdf", b"%PDF-1.4 not really", "PDF is damaged"),
        ("rows.json", b'{"a": ', "not valid JSON"),
        ("rows.jsonl", b'{"text": "x"}\n{bad\n', "line 2"),
        ("rows.csv", b"a,b\n1,2\n", "text field"),
        ("deep.json", b"[" * 200_000, "JSON"),
        ("mail.eml", b"Subject: nothing\n\n", "no text part"),
    ],
)
def test_trouble_is_told_in_words(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_file(path, tmp_path)
    assert says in str(caught.value)
    assert name in str(caught.value)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be opened"):
        read_file(tmp_path / "gone.txt", tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    root = tmp_path / "root"
    root.mkdir()
    (root / "link.txt").symlink_to(secret)
    (root / "folder").symlink_to(tmp_path)
    assert [p.name for p in list_files(root)] == ["folder", "link.txt"]
    with pytest.raises(ReadError, match="out of the folder"):
        read_file(root / "link.txt", root)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    with pytest.raises(ReadError, match="too large"):
        read_file(path, tmp_path)


def test_every_reader_refuses_noise(tmp_path: Path) -> None:
    noise = bytes((i * 7919 + 13) % 251 for i in range(4000))
    for ending in READERS:
        path = tmp_path / f"noise{ending}"
        path.write_bytes(noise)
        with pytest.raises(ReadError):
            read_file(path, tmp_path)
