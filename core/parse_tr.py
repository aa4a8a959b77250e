"""Turkish word forms: analyse the suffixes that follow a known stem, and the case of a name or noun.

Takes: folded words. Gives: the features of what follows a verb stem or a noun stem. Suffixes are matched in
archiphonemes (A for a/e, I for ı/i/u/ü, D for d/t, C for c/ç, K for k/ğ), so vowel harmony costs one pattern.
Known limits: harmony itself is not checked; a suffix that could be two things gets the commoner reading.
"""

import re
from functools import lru_cache

_ARCHI = str.maketrans(
    {
        "e": "A",
        "a": "A",
        "ı": "I",
        "i": "I",
        "u": "I",
        "ü": "I",
        "d": "D",
        "t": "D",
        "c": "C",
        "ç": "C",
        "ğ": "K",
        "k": "K",
        "g": "K",
        "â": "A",
        "î": "I",
    }
)
_CASE = r"(?P<case>[yn]?I|[yn]?A|n?DAKI|n?DA|n?DAn|n?In|y?lA|n?CA)"
_NOUN = re.compile(
    rf"^(?P<plural>lAr)?(?P<poss>lArI|ImIz|InIz|mIz|nIz|s?I(?=n?(?:I|A|DA|DAn|In|CA|DAKI)?$|ylA$)|Im|m)??"
    rf"(?P<buffer>n(?=[IADC]))??{_CASE}?(?P<rel>KI|lAr|DAKI)?(?P<cop>DI|mIş|DIr|ysA|yDI|ymIş)?$"
)
_VOICE = r"(?P<caus>DIr|ArD?)?(?P<voice>I?l(?!A)|I?n(?=[DmAIyls]))?(?P<voice2>Il|In)?(?P<able>y?AmA(?=DI|mIş|yAC|z|DIK|yAn|mAK|mA)|y?AbIl)?"
_VERB = re.compile(
    rf"^{_VOICE}(?P<neg>mA(?=DI|mIş|yACAK|z|mAlI|sIn|sA|mAKDA)|m(?=Iyor))?"
    r"(?:(?P<past>DI)|(?P<evid>mIş)|(?P<prog>I?yor)|(?P<fut>y?ACAK)|(?P<aor>[AI]?r|z)|(?P<must>mAlI)|(?P<cont>mAKDA(?!n))|(?P<opt>sIn|sA))"
    r"(?P<cop>y?DI|y?mIş|y?sA|DIr)?(?P<pers>lAr|Im|sIn|Iz|K|m|n|nIz|sInIz)?(?P<cop2>DI|mIş|DIr)?$"
)
_NONFINITE = re.compile(
    rf"^{_VOICE}(?P<neg>mA(?=DIK|yACAK|yAn|mAK|mA|yIş|yArAK|yIp|yInCA|sI|DAn$))?"
    r"(?:(?P<ken>[AI]?rKAn|I?yorKAn|mIşKAn)|(?P<dik>DIK)|(?P<acak>y?ACAK)|(?P<an>y?An)|(?P<arak>y?ArAK)|(?P<ip>y?Ip)|(?P<inca>y?InCA)"
    r"|(?P<madan>mADAn)|(?P<mek>mAK)|(?P<me>mA)|(?P<is>y?Iş)|(?P<mis>mIş)|(?P<ali>y?AlI))(?P<tail>.*)$"
)


def archi(text: str) -> str:
    """Return the archiphonemes of folded text."""
    return text.translate(_ARCHI)


def _case(code: str | None) -> str:
    if not code:
        return "nom"
    for ending, name in (
        ("DAn", "abl"),
        ("DA", "loc"),
        ("KI", "loc"),
        ("In", "gen"),
        ("lA", "ins"),
        ("LA", "ins"),
        ("CA", "equ"),
        ("I", "acc"),
        ("A", "dat"),
    ):
        if code.endswith(ending):
            return name
    return "nom"


@lru_cache(maxsize=65536)
def noun_features(rest: str) -> dict[str, str] | None:
    """Return the features of what follows a noun stem ('' is the bare noun), or None when it is no noun ending."""
    found = _NOUN.match(archi(rest))
    if not found:
        return None
    case = found["case"] or ""
    poss = found["poss"] or ""
    if case in ("nI", "nA", "nDA", "nDAn", "nCA") and not poss:
        poss = "I"
    return {
        "pos": "noun",
        "number": "pl" if found["plural"] else "sg",
        "case": "loc" if found["rel"] else _case(case),
        "poss": "3" if poss in ("sI", "I", "lArI") else ("1" if poss else ""),
        "rel": "1" if found["rel"] or case.endswith("DAKI") else "",
    }


@lru_cache(maxsize=65536)
def verb_features(rest: str) -> dict[str, str] | None:
    """Return the features of what follows a verb stem, or None when it is no verb ending."""
    code = archi(rest)
    found = _VERB.match(code)
    if found:
        return _finite(found)
    found = _NONFINITE.match(code)
    if not found:
        return None
    return _nonfinite(found)


def _voice(found: re.Match[str]) -> str:
    return "passive" if found["voice2"] or (found["voice"] or "") else "active"


def _finite(found: re.Match[str]) -> dict[str, str]:
    tense = next(
        name
        for key, name in (
            ("past", "past"),
            ("evid", "past"),
            ("prog", "present"),
            ("fut", "future"),
            ("aor", "present"),
            ("must", "must"),
            ("cont", "present"),
            ("opt", "wish"),
        )
        if found[key]
    )
    copula = (found["cop"] or "") + (found["cop2"] or "") + (found["pers"] or "")
    plu = "1" if found["evid"] and copula.startswith(("DI", "lArDI", "yDI")) else ""
    was = "1" if not found["past"] and copula.startswith(("DI", "yDI", "lArDI")) else ""
    if found["evid"] and not was:
        tense = "evidential"
    return {
        "pos": "verb",
        "form": "finite",
        "tense": tense,
        "voice": _voice(found),
        "negative": "1" if found["neg"] or (found["able"] or "").endswith("mA") or found["aor"] == "z" else "",
        "able": "1" if (found["able"] or "").endswith("bIl") else "",
        "pluperfect": plu,
        "was": was,
        "if": "1" if "sA" in copula or found["opt"] == "sA" else "",
        "number": "pl" if "lAr" in (found["pers"] or "") else "sg",
        "case": "",
    }


def _nonfinite(found: re.Match[str]) -> dict[str, str] | None:
    key = next(k for k in ("dik", "acak", "an", "mek", "me", "is", "arak", "ip", "inca", "madan", "ken", "mis", "ali") if found[k])
    tail = found["tail"]
    nominal = (
        None
        if key in ("arak", "ip", "inca", "madan", "ken", "ali") and tail
        else (noun_features(_surface(tail)) if tail else {"case": "nom", "poss": ""})
    )
    if nominal is None or (key == "me" and tail.startswith("z")):
        return None
    form = {
        "arak": "converb",
        "ip": "converb",
        "inca": "converb",
        "madan": "converb",
        "ken": "converb",
        "ali": "converb",
        "an": "relative",
        "mis": "relative",
    }.get(key, "nominal")
    if key in ("dik", "acak") and (tail in ("I", "lArI") or nominal["case"] == "nom" and nominal["poss"]):
        form, nominal = "object-relative", nominal | {"case": "nom"}
    return {
        "pos": "verb",
        "form": form,
        "tense": "future"
        if key == "acak"
        else ("infinitive" if key in ("mek", "me", "is") else "past" if key in ("dik", "mis") else "present"),
        "voice": _voice(found),
        "negative": "1" if found["neg"] or (found["able"] or "").endswith("mA") or key == "madan" else "",
        "able": "1" if (found["able"] or "").endswith("bIl") else "",
        "pluperfect": "",
        "was": "",
        "if": "",
        "number": "sg",
        "case": nominal.get("case", ""),
        "suffix": key,
    }


def _surface(code: str) -> str:
    """Turn archiphonemes back into some surface with the same archiphonemes."""
    return code.replace("A", "a").replace("I", "ı").replace("D", "d").replace("C", "c").replace("K", "k")


def soften(stem: str) -> tuple[str, ...]:
    """Return a noun stem and its softened variant (destek, desteğ)."""
    pairs = {"k": "ğ", "t": "d", "ç": "c", "p": "b"}
    return (stem, stem[:-1] + pairs[stem[-1]]) if stem[-1:] in pairs and len(stem) > 2 else (stem,)


def stem_variants(stem: str) -> tuple[str, ...]:
    """Return a verb stem and the shapes it takes before a suffix (et, ed; suçla, suçlu(yor))."""
    out = [stem]
    if stem in ("et", "git", "güt", "tat") or stem.endswith((" et",)):
        out.append(stem[:-1] + "d")
    if stem[-1] in "ae":
        out += [stem[:-1] + v for v in "ıiuü"]
    return tuple(out)


@lru_cache(maxsize=4096)
def apostrophe_case(suffix: str) -> str:
    """Return the case that a folded suffix after an apostrophe gives ('a' dat, 'nin' gen, 'daki' loc)."""
    features = noun_features(suffix)
    if features is None:
        return "nom"
    if features["rel"]:
        return "rel"
    bare = archi(suffix)
    if bare in ("I", "yI", "nI"):
        return "acc"
    if bare in ("A", "yA", "nA"):
        return "dat"
    return features["case"]


_TAIL_CASES = (
    ("dan", "abl"),
    ("den", "abl"),
    ("tan", "abl"),
    ("ten", "abl"),
    ("da", "loc"),
    ("de", "loc"),
    ("ta", "loc"),
    ("te", "loc"),
    ("yla", "ins"),
    ("yle", "ins"),
    ("nın", "gen"),
    ("nin", "gen"),
    ("nun", "gen"),
    ("nün", "gen"),
    ("nca", "agent"),
    ("nce", "agent"),
)


@lru_cache(maxsize=65536)
def guess_case(word: str) -> str:
    """Guess the case of a common noun whose stem is unknown, by its ending; '' when the ending tells nothing."""
    for ending, case in _TAIL_CASES:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return case
    if re.search(r"(?:lar|ler)[ıi]n[ıi]$|[ıiuü]n[ıiuü]$|(?:lar|ler)[ıi]$|[ıiuü]n[ıiuü]$", word) and len(word) > 4:
        return "acc" if re.search(r"[ıiuü]n[ıiuü]$", word) else ("plural-acc" if word.endswith(("ları", "leri")) else "")
    if re.search(r"(?:lar|ler)[ae]$|[ıiuü]n[ae]$", word) and len(word) > 4:
        return "dat"
    if re.search(r"(?:lar|ler)[ıi]n$|[ıiuü]n[ıiuü]n$", word):
        return "gen"
    if re.search(r"(?:la|le)$", word) and re.search(r"(?:lar|ler|r|y)l[ae]$", word):
        return "ins"
    return ""
