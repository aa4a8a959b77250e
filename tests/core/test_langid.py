import pytest

from core.langid import identify


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "قال المتحدث باسم الجيش إن القوات سيطرت على المدينة بعد معارك استمرت ثلاثة أيام."),
        ("ar", "بغداد تستدعي السفير التركي"),
        ("ar", "قال المتحدث باسم الجيش إن القوات سيطرت على المدينة. Follow us on Facebook and Twitter for more news"),
        ("fa", "وزیر امور خارجه با همتای عراقی خود در تهران دیدار کرد و درباره مرزها گفت‌وگو کردند."),
        ("tr", "Cumhurbaşkanı Erdoğan, Putin ile telefonda görüştü."),
        ("tr", "ANKARA SALDIRISI: 86 ÖLÜ"),
        ("tr", "Turkiye Irak sinirinda operasyon baslatti ve uc kisi gozaltina alindi"),
        ("en", "The Iraqi army said on Tuesday that it had retaken the town."),
    ],
)
def test_our_languages(code: str, text: str) -> None:
    found, confidence = identify(text)
    assert found == code
    assert 0.3 < confidence <= 1.0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("پاکستان کے وزیر اعظم نے کہا ہے کہ حکومت دہشت گردی کے خلاف جنگ جاری رکھے گی۔", id="Urdu"),
        pytest.param("سەرۆکی هەرێمی کوردستان لەگەڵ وەزیری دەرەوەی ئێران کۆبووەوە و باسی دۆخی ناوچەکەیان کرد.", id="Sorani"),
        pytest.param("د افغانستان حکومت وایي چې په کندهار کې د وسله والو یو برید شوی.", id="Pashto"),
        pytest.param("Azərbaycan Prezidenti noyabrın 10-da Rusiya Prezidenti ilə telefonla danışıb.", id="Azerbaijani"),
        pytest.param("Serokê Herêma Kurdistanê li Hewlêrê bi wezîrê derve yê Tirkiyeyê re civiya.", id="Kurmanji"),
        pytest.param("Le président français a rencontré mardi son homologue libanais à Beyrouth pour discuter.", id="French"),
        pytest.param("Der Bundeskanzler hat am Dienstag mit dem türkischen Präsidenten über die Lage gesprochen.", id="German"),
        pytest.param("Президент России заявил, что войска покинут регион.", id="Russian"),
        pytest.param("12 34 56 --- 78", id="figures"),
        pytest.param("", id="nothing"),
    ],
)
def test_neighbours_are_not_taken_for_ours(text: str) -> None:
    assert identify(text)[0] == "und"
