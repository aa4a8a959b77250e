"""A name key that spellings of one name share across scripts, and romanisation of names written in Arabic letters.

Takes: names in Arabic, Persian, Turkish or English spelling. Gives: consonant skeletons (``key``, ``token_keys``), a plain
Latin form for scoring (``plain``), and English spellings (``romanise``, ``anglicise``).
Known limits: vowels of unknown names are guessed; و and ي as consonants leave no trace in the key, so a few names meet.
"""

import re
import unicodedata

from core.resolve.foreign_names import acronym, foreign, western, without_ov
from core.resolve.namewords import word_list, word_table
from core.textnorm import fold

_ARABIC_CLASS = {
    "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "s", "س": "s", "ص": "s", "ج": "j", "چ": "j", "ژ": "j", "ش": "x", "ح": "h",
    "خ": "h", "ه": "h", "د": "d", "ض": "d", "ذ": "d", "ظ": "d", "ز": "d", "ر": "r", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k",
    "گ": "k", "غ": "k", "ل": "l", "م": "m", "ن": "n",
}  # fmt: skip
_LATIN_PAIRS = (("tch", "j"), ("sch", "x"), ("kh", "h"), ("gh", "k"), ("sh", "x"), ("ch", "j"), ("th", "s"), ("dh", "d"), ("zh", "j"),
                ("ph", "f"), ("dj", "j"), ("ck", "k"))  # fmt: skip
_LATIN_CLASS = {
    "b": "b", "p": "b", "t": "t", "s": "s", "ş": "x", "j": "j", "ç": "j", "h": "h", "d": "d", "z": "d", "r": "r", "f": "f",
    "q": "k", "k": "k", "g": "k", "ğ": "k", "c": "k", "l": "l", "m": "m", "n": "n", "x": "ks",
}  # fmt: skip
_ARTICLES = frozenset(word_list("articles"))
_FILLERS = frozenset(word_list("fillers"))
_BY_SOUND = str.maketrans({"ş": "sh", "Ş": "sh", "ç": "ch", "Ç": "ch", "ğ": "g", "Ğ": "g", "ı": "i", "İ": "i", "ʿ": "", "ʾ": ""})
_GIVEN = {spelling: own for own, spellings in word_table("given").items() for spelling in spellings.split()}
_SUN_LETTER = re.compile(r"\b(abd)[uüe]([rsşndtz])[ -]?\2", re.IGNORECASE)
_TURKISH_C = str.maketrans("cC", "jJ")
_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_KHWA = re.compile(r"^خوا(?![صر]|نین)")
"""'خواجه' opens with a silent w, 'اخوان' and 'خوارج' have none."""


def is_arabic(text: str) -> bool:
    """Tell whether the text holds a letter of the Arabic script."""
    return bool(_ARABIC_LETTER.search(text))


def plain(name: str) -> str:
    """Return the name in lower-case ASCII letters, Turkish letters by sound, without marks: for scoring."""
    text = unicodedata.normalize("NFKD", fold(name.translate(_BY_SOUND), "en"))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.replace("'", "")).split())


def _words(name: str, language: str = "") -> list[str]:
    """Return the name's words, folded, without articles, titles and links of descent."""
    if is_arabic(name):
        name = " ".join(without_ov(word) or word for word in name.split())  # the 'v' of 'ov' leaves no trace in Latin letters either
        words = _WORD.findall(re.sub(r"\bاي[هت] ?الله\b", "", fold(name.replace("\u200c", " "), "ar")))
        bare = [w[2:] if w.startswith("ال") and len(w) > 4 and w != "الله" else w for w in words]
        kept = [w for w in bare if w not in _FILLERS]
        return kept or bare
    name = name.translate(_TURKISH_C) if language == "tr" or is_transliterated(name) else name
    words = _WORD.findall(
        fold(name.replace("İ", "i").replace("ı", "i"), "tr" if re.search("[şğçŞĞÇ]", name) else "en").replace("'", "").replace("ı", "i")
    )
    kept = [w for w in words if w not in _ARTICLES and w not in _FILLERS]
    return kept or words


def _skeleton(word: str) -> str:
    """Return a folded word's consonant classes, doubles collapsed, a final h dropped."""
    if is_arabic(word):
        out = "".join(_ARABIC_CLASS.get(c, "") for c in word)
    else:
        for pair, letter in _LATIN_PAIRS:
            word = word.replace(pair, letter.upper())
        out = "".join(c.lower() if c.isupper() else _LATIN_CLASS.get(c, "") for c in word)
    out = re.sub(r"(.)\1+", r"\1", out)
    return out[:-1] if out.endswith("h") and len(out) > 1 else out


def token_keys(name: str, language: str = "") -> list[str]:
    """Return one skeleton for each word that has a consonant; 'Abd' is joined to the word that follows."""
    out: list[str] = []
    for word in _words(_SUN_LETTER.sub(r"\1ul\2", name), language):
        skeleton = _GIVEN.get(word) or _skeleton(_as_spelled(word))
        if out and out[-1] in ("bd", "bdl"):
            out[-1] = re.sub(r"(.)\1+", r"\1", "bdl" + skeleton)
        elif skeleton:
            out.append(skeleton)
    return out


def _as_spelled(word: str) -> str:
    """Return a foreign name's word in the Latin letters that it is known by: 'شون' sounds as Sean is written."""
    return fold(western().get(word, word), "en") if is_arabic(word) else word


def key(name: str, language: str = "") -> str:
    """Return the cross-script key: 'Qaani', 'Kaani', 'قاآني' and 'قآني' give the same. In Turkish, c is read as j."""
    return re.sub(r"(.)\1+", r"\1", "".join(token_keys(name, language)))


# --- romanisation ---------------------------------------------------------------------------------------------

_LETTERS = {
    "ا": "a", "أ": "a", "إ": "i", "آ": "a", "ب": "b", "پ": "p", "ت": "t", "ط": "t", "ث": "th", "ج": "j", "چ": "ch", "ژ": "zh",
    "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ظ": "z", "ع": "",
    "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ك": "k", "گ": "g", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ة": "a", "ء": "",
    "ؤ": "u", "ئ": "i", "ى": "a", "ڤ": "v", "ە": "a",
}  # fmt: skip
_COMMON = word_table("usual")
GIVEN_NAMES = frozenset((*_COMMON, *word_list("given_names")))
"""Folded words that are first names or other usual parts of names."""
_HONORIFICS = ("سيد", "السيد")
_JOINED_HONORIFIC = re.compile(r"سید(\w{3,})$")
"""'سیدعباس' is Abbas, a descendant of the Prophet."""
_WITH_HONORIFIC = 2
_VOWELS = "aiueo"


def romanise_word(word: str, names: dict[str, str] | None = None, *, persian: bool = False) -> str:
    """Spell one Arabic-script word in Latin letters: the usual parts first, then known ones, then letters with guessed vowels."""
    folded = fold(word, "ar")
    known = _COMMON.get(folded) or foreign(word, persian=persian) or (names or {}).get(folded)
    if known:
        return known
    if stem := without_ov(word):
        return romanise_word(stem, names, persian=persian) + "ov"
    if word.startswith("عبدال") and len(word) > 6:
        rest = "lah" if word[3:] == "الله" else " " + romanise_word(word[5:], names, persian=persian)
        return "Abdul" + rest
    if word.startswith("ال") and len(word) > 4 and not persian:
        return "al-" + romanise_word(_after_article(word), names)
    # in Persian the w of 'khwa' is silent, and two ye after a long a are spelled 'ei'
    spelled = _spell(_KHWA.sub("خا", word), persian).replace("aii", "aei") if persian else _spell(word, persian)
    return spelled[:1].upper() + spelled[1:]


def _after_article(word: str) -> str:
    """Return the word without its article; a second 'ال' is part of the name."""
    return word[2:].replace("ال", "أل", 1) if word[2:].startswith("ال") else word[2:]


def _spell(word: str, persian: bool) -> str:
    """Spell letters one by one; و and ي are vowels between consonants, an 'a' stands between two bare consonants."""
    letters = [c for c in unicodedata.normalize("NFKC", word) if not unicodedata.combining(c) and c not in "ـ\u200c"]
    out = ""
    for i, letter in enumerate(letters):
        after = letters[i + 1] if i + 1 < len(letters) else ""
        if i == 1 and letters[0] == "إ" and letter in "يی":
            continue  # 'إي' is one vowel
        sound = _glide(letter, i, after) if letter in "ويی" else _LETTERS.get(letter, letter)
        if persian:
            sound = {"w": "v", "th": "s", "dh": "z"}.get(sound, sound)
        if letter == "ع":
            sound = "" if (out[-1:] in tuple(_VOWELS) and out) or after in tuple("اآوىی") else "a"
        if letter == "ة" and out.endswith("a"):
            sound = ""
        if out and sound and _bare(out) and sound[0] not in _VOWELS and _needs_vowel(out, i, len(letters)):
            out += "a"
        out += sound
    return re.sub(r"a{2,}", "a", out) or word


def _glide(letter: str, at: int, after: str) -> str:
    """Return the sound of و or ي: a consonant at the start or before a long vowel, else a vowel."""
    if letter == "و":
        return "w" if at == 0 or (after and after in "اآىويی") else "ou"
    return "y" if at == 0 and (after and after in "اآىويی") or after == "ا" else "i"


def _bare(out: str) -> bool:
    return out[-1] not in _VOWELS and out[-1] != "-"


def _needs_vowel(out: str, at: int, length: int) -> bool:
    """Tell whether a vowel goes between the last consonant and the next: never a third consonant in a row, else by place."""
    run = re.search(r"(?:[^aeiou]*)$", out).group()
    sounds = len(re.findall(r"kh|gh|sh|th|dh|zh|ch|[a-z]", run))
    return sounds >= 2 or at == 1 or (at == length - 1 and length <= 4 and sounds >= 1)


def romanise(name: str, names: dict[str, str] | None = None, *, persian: bool = False) -> str:
    """Spell a whole name in the field's usual way: 'محمد علي الحوثي' gives 'Mohammed Ali al-Houthi'."""
    words = [w for w in re.split("(?:\\s|\u200c(?!اف\\b))+", name.strip(" \"'«»“”()")) if w]
    if letters := acronym(words):
        return letters
    if len(words) > _WITH_HONORIFIC and fold(words[0], "ar") in _HONORIFICS:
        words = words[1:]
    elif persian and words and (own := _JOINED_HONORIFIC.match(words[0])) and fold(own[1], "ar") in _COMMON:
        words[0] = own[1]
    out: list[str] = []
    for word in words:
        spelled = romanise_word(word, names, persian=persian) if is_arabic(word) else word
        if out and out[-1] == "Abd" and spelled.startswith("al-"):
            out[-1] = "Abdul"
            spelled = spelled[3:]
        elif out and out[-1] == "Abd" and spelled == "Allah":
            out[-1], spelled = "Abdullah", ""
        if spelled:
            out.append(spelled)
    text = " ".join(out)
    return text[:1].upper() + text[1:] if text.startswith(("bin ", "ibn ")) else text


_TURKISH_NAMES = word_table("turkish")
_TURKISH_LETTERS = str.maketrans(
    dict(zip("şŞcCçÇıİğvVâîûöü", ("sh", "Sh", "j", "J", "ch", "Ch", "i", "I", "gh", "w", "W", "a", "i", "u", "o", "u"), strict=True))
)
_TURKISH_ARTICLE = re.compile(r"^(?:[eaEA][lsşnrdzt]|ez|et)-(?=\w)")


def is_transliterated(name: str) -> bool:
    """Tell whether a Latin name is an Arabic one in Turkish spelling, as its article or 'Ebu' shows."""
    return any(_TURKISH_ARTICLE.match(w) or w == "Ebu" for w in name.split())


def anglicise(name: str) -> str:
    """Spell a Turkish-spelled Arabic name in the English way; other names stay as they are."""
    if not is_transliterated(name):
        return name
    return " ".join(_anglicise_word(word) for word in name.split())


def _anglicise_word(word: str) -> str:
    """Spell one word: article as al-, known given names, else letter by letter."""
    match = _TURKISH_ARTICLE.match(word)
    if match:
        rest = word[match.end() :]
        return "al-" + (_TURKISH_NAMES.get(rest) or rest.translate(_TURKISH_LETTERS))
    return _TURKISH_NAMES.get(word) or word.translate(_TURKISH_LETTERS)
