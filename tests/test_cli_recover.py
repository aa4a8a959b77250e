from pathlib import Path

import pytest

from core import cli
from core.store import Case
from tests import fake_stages


def test_a_damaged_case_is_told_and_brought_back(tmp_path: Path, case_path: Path, capsys: pytest.CaptureFixture) -> None:
    with Case.create(case_path) as case:
        case.save(fake_stages.stages().resolve(_document(), []))
        case.keep_backup(spacing=0)
    data = bytearray(case_path.read_bytes())
    data[:100] = b"\xff" * 100
    case_path.write_bytes(data)
    assert cli.main(["brief", str(case_path), "-o", str(tmp_path / "x.pdf")]) == 1
    told = capsys.readouterr().err
    assert "damaged" in told
    assert "main.py recover CASE" in told
    assert "Traceback" not in told
    assert cli.main(["recover", str(case_path)]) == 0
    assert "was brought back" in capsys.readouterr().out
    with Case.open(case_path) as case:
        assert case.counts().documents == 1
    assert cli.main(["recover", str(case_path)]) == 1
    assert "nothing to recover" in capsys.readouterr().err


def _document():
    from core.model import Document, Segment, Span

    text = "Police arrested a man."
    return Document(
        doc_id="d", path="a.txt", sha256="x", format="txt", text=text, segments=(Segment("body", Span(0, len(text))),), language="en"
    )
