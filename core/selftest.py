"""Try every part of the program on data of its own: what ``main.py --selftest`` runs, also in the built program."""

import hashlib
import tempfile
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from core.errors import AppError
from core.languages import LANGUAGES
from core.model import DocumentResult
from core.paths import resource

SENTENCES = {
    "ar": "بغداد - التقى وزير الخارجية العراقي فؤاد حسين نظيره الإيراني حسين أمير عبد اللهيان في بغداد يوم الأربعاء 22 فبراير 2023.",
    "tr": "ANKARA - Dışişleri Bakanı Mevlüt Çavuşoğlu, 8 Şubat 2023'te Ankara'da Mısırlı mevkidaşı Samih Şükri ile görüştü.",
    "fa": "تهران - وزیر امور خارجه ایران روز چهارشنبه ۳ اسفند ۱۴۰۱ در تهران با همتای عراقی خود دیدار کرد.",
    "en": "BAGHDAD - Iraqi Foreign Minister Fuad Hussein met Iranian counterpart Hossein Amir-Abdollahian in Baghdad on 22 February 2023.",
}


def checks() -> Iterator[tuple[str, Callable[[], str]]]:
    """Yield the name of each part and the function that tries it and tells what it found, or raises."""
    yield "resources", _resources
    yield "catalogue", _catalogue
    yield "ontology and lexicons", _lexicons
    yield "knowledge base", _knowledge
    yield "gazetteer", _gazetteer
    yield "reader", _reader
    for code in LANGUAGES:
        yield f"extraction ({code})", lambda code=code: _extraction(code)
    yield "case file", _case
    for code in ("en", "ar", "tr"):
        yield f"briefing ({code})", lambda code=code: _briefing(code)


def _need(condition: object, words: str) -> None:
    """Raise AppError unless the condition holds."""
    if not condition:
        raise AppError(words)


def _resources() -> str:
    """Read every TOML file."""
    files = sorted(resource().rglob("*.toml"))
    _need(files, "there are no resources")
    for path in files:
        tomllib.loads(path.read_text(encoding="utf-8"))
    samples = [path for path in resource("samples").iterdir() if path.is_file()]
    _need(len(samples) >= 12, "the samples are missing")
    return f"{len(files)} tables, {len(samples)} samples"


def _catalogue() -> str:
    """Compare the words of the interface languages."""
    from core.i18n import INTERFACE_LANGUAGES, Catalogue

    keys = {code: len(Catalogue(code).keys()) for code in INTERFACE_LANGUAGES}
    return ", ".join(f"{code} {number}" for code, number in keys.items())


def _lexicons() -> str:
    """Load the triggers of every language."""
    from core.lexicon import trigger_rows
    from core.ontology import event_types

    counts = {code: len(trigger_rows(code)) for code in LANGUAGES}
    _need(all(counts.values()), f"a language has no triggers: {counts}")
    return f"{len(event_types())} types; triggers: " + ", ".join(f"{code} {number}" for code, number in counts.items())


def _knowledge() -> str:
    """Look a well-known name up."""
    from core.resolve.entities import KnowledgeBase

    found = KnowledgeBase.open().lookup("الأمم المتحدة", "ar", None)
    _need(found, "the United Nations are unknown")
    return "the United Nations are known"


def _reader() -> str:
    """Open the statistical reader; where its files are not here, or are not wanted, lexicons read alone and that is told."""
    from core.neural.component import model_folder, reader
    from core.neural.reader import Reader

    folder = model_folder()
    if folder is None:
        return "not here: lexicons read alone"
    found = reader() or Reader(folder)  # opened once more for its error
    return found.card["name"]


def _gazetteer() -> str:
    """Look a well-known place up."""
    from core.resolve.places import Gazetteer

    found = Gazetteer.open().lookup("بغداد", "ar")
    _need(found, "Baghdad is unknown")
    return f"Baghdad: {len(found)} candidates"


def _results(codes: tuple[str, ...]) -> Iterator[tuple[str, DocumentResult]]:
    """Take one sentence of each language through all the stages."""
    from core.pipeline import process_file

    with tempfile.TemporaryDirectory(prefix="rasad-") as folder:
        for code in codes:
            path = Path(folder) / f"{code}.txt"
            path.write_text(f"{SENTENCES[code]}\n", encoding="utf-8")
            for item in process_file(path, Path(folder)):
                if not isinstance(item, DocumentResult):
                    raise AppError(f"{item.stage}: {item.message}")
                yield code, item


def _extraction(code: str) -> str:
    """Find the meeting that a sentence tells."""
    for _, result in _results((code,)):
        _need(result.document.language == code, f"the language was taken for {result.document.language}")
        events = [event for event in result.events if event.event_type == "CONSULT"]
        _need(events, "the meeting was not found")
        return events[0].summary or events[0].trigger.of(result.document.text)
    raise AppError("nothing was read")


def _case() -> str:
    """Write a case and read it back."""
    from core.store import Case

    with tempfile.TemporaryDirectory(prefix="rasad-") as folder:
        path = Path(folder) / "تجربة.rasad"
        with Case.create(path) as case:
            for code, result in _results(tuple(LANGUAGES)):
                case.save_file(f"{code}.txt", hashlib.sha256(code.encode()).hexdigest(), "selftest", [result])
        with Case.open(path) as case:
            _need(case.check() == [], "the file is not sound")
            _need(case.search("بغداد"), "the search finds nothing")
            return f"{case.counts().documents} documents, {case.counts().events} events"


def _briefing(language: str) -> str:
    """Write a PDF and read its words back."""
    from pypdf import PdfReader

    from core.brief import BriefOptions, build, write_pdf
    from core.store import Case

    moment = datetime.now(UTC).isoformat(timespec="minutes")
    with tempfile.TemporaryDirectory(prefix="rasad-") as folder, Case.in_memory() as case:
        for code, result in _results(tuple(LANGUAGES)):
            case.save_file(f"{code}.txt", code, "selftest", [result])
        path = Path(folder) / "brief.pdf"
        write_pdf(build(case, BriefOptions(language=language, generated_at=moment)), path)
        with path.open("rb") as file:
            pages = PdfReader(file).pages
            words = unicodedata.normalize("NFKC", " ".join(page.extract_text() for page in pages))
            _need("Hussein" in words, "the words of the briefing cannot be read back")
            return f"{len(pages)} pages, {path.stat().st_size // 1024} kB"
