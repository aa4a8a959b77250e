from core.clean import clean
from core.read.html import read

PAGE = """<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8">
<title>Sınırda çatışma: 3 ölü | Örnek Haber</title>
<script>document.write("GİZLİ");</script><style>p{}</style></head>
<body class="has-sidebar related-on"><header><nav><a href="/">Ana</a></nav></header>
<div class="wrap"><h1>Sınırda çatışma: 3 ölü</h1><div class="post-date">18.11.2022 11:42</div>
<div class="story">
<p>Sınırda çıkan çatışmada üç asker hayatını kaybetti, beş asker yaralandı.<br>Olay sabah saatlerinde oldu.</p>
<figure><img alt="x"><figcaption>Sınırdaki karakol</figcaption></figure>
<p><a href="/x">Bakanlığın geçen haftaki açıklaması ve bütün ayrıntılar burada</a></p>
<p>Bakan, <b>saldırıyı</b> kınadı ve <a href="/b">Bağdat</a>'tan adım atmasını istedi.</p>
<div class="reklam-alani">Lastikte indirim</div>
<p>Soruşturma sürüyor.</p>
</div></div>
<div id="comments"><p>Ali: Yazık.</p></div>
<footer>© Örnek Haber</footer></body></html>"""


def parts(markup: str) -> dict[str, list[str]]:
    (raw,) = read(markup.encode(), "a.html", "0")
    document = clean(raw, "tr", 1.0)
    out: dict[str, list[str]] = {}
    for segment in document.segments:
        out.setdefault(segment.kind, []).append(segment.span.of(document.text).strip())
    return out


def test_the_article_is_told_from_the_page() -> None:
    found = parts(PAGE)
    assert found["title"] == ["Sınırda çatışma: 3 ölü"]
    assert found["lead"] == ["Sınırda çıkan çatışmada üç asker hayatını kaybetti, beş asker yaralandı."]
    assert found["body"] == [
        "Olay sabah saatlerinde oldu.",
        "Bakan, saldırıyı kınadı ve Bağdat'tan adım atmasını istedi.",
        "Soruşturma sürüyor.",
    ]
    assert found["caption"] == ["Sınırdaki karakol"]
    assert found["related"] == ["Bakanlığın geçen haftaki açıklaması ve bütün ayrıntılar burada"]
    assert found["comments"] == ["Ali: Yazık."]
    assert found["dateline"] == ["18.11.2022 11:42"]
    assert set(found["menu"]) == {"Ana", "Lastikte indirim", "© Örnek Haber"}


def test_nothing_but_scripts_and_styles_is_lost() -> None:
    (raw,) = read(PAGE.encode(), "a.html", "0")
    assert "GİZLİ" not in raw.text
    for words in ("Ana", "Sınırdaki karakol", "Lastikte indirim", "Ali: Yazık."):
        assert words in raw.text


def test_metadata_becomes_hints() -> None:
    page = """<html lang="ar"><head><meta property="og:site_name" content="الضفة"><meta property="og:title" content="عنوان الخبر | الضفة">
    <script type="application/ld+json">[{"@type":"WebSite","name":"x"},{"@graph":[{"@type":["NewsArticle"],"headline":"عنوان الخبر",
    "datePublished":"2023-03-10T09:00:00Z","publisher":{"name":"الضفة"},"author":[{"name":"كاتب"}]}]}]</script></head>
    <body><p>نص الخبر الأول.</p></body></html>"""
    (raw,) = read(page.encode(), "a.html", "0")
    assert raw.hints["title"] == ("عنوان الخبر", "json-ld")
    assert raw.hints["published"] == ("2023-03-10T09:00:00Z", "json-ld")
    assert raw.hints["outlet"] == ("الضفة", "json-ld")
    assert raw.hints["author"] == ("كاتب", "json-ld")
    assert raw.hints["language"] == ("ar", "html-lang")


def test_broken_json_ld_and_open_tags_do_no_harm() -> None:
    page = '<script type="application/ld+json">{"@type": </script><title>T | S</title><p>One sentence here.<p>Two <b>words'
    (raw,) = read(page.encode(), "a.html", "0")
    assert raw.text.split() == ["One", "sentence", "here.", "Two", "words"]
    assert raw.hints["title"] == ("T", "html-title")


def test_declared_code_page() -> None:
    page = '<html><head><meta charset="windows-1254"></head><body><p>Görüşme İstanbul\'da yapıldı.</p></body></html>'
    (raw,) = read(page.encode("cp1254"), "a.html", "0")
    assert raw.text == "Görüşme İstanbul'da yapıldı."


def test_a_deeply_nested_page_is_read() -> None:
    page = "<div>" * 3000 + "<p>Deep inside.</p>" + "</div>" * 3000
    (raw,) = read(page.encode(), "a.html", "0")
    assert raw.text == "Deep inside."
