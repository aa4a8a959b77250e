"""The shapes of time expressions, one table: a shape a row, the four languages side by side.

The patterns run over the lexer's class letters (time_lexer explains them) and are built from the small named parts below.
Where two shapes fit, the longer wins, then the earlier row. Group names are what the builders in time_build read.
"""

from dataclasses import dataclass

DAY = "(?P<day>[no])"
DAY2 = "(?P<day2>[no])"
MONTH = r"(?P<mon>[MWJH])(?:/(?P<mon2>[MW])|\((?P<mon3>[MW])\))?"
UNIT = "(?P<unit>[dwmyhe])"
PART = "(?P<part>[BIN12])"
COUNT = "(?P<count>[ns])"
REL = "[LXCSFV3]"
LIMIT = "(?:(?P<limit>[l5])f?)?"
ONCE = r"(?<!\*)(?<!\*d)"
"""Not behind 'every' or 'every day of': what comes again and again is no date."""

AR_WEEKDAY = "(?:(?:q,?)?[dp]*(?P<wd>D),?p?,?=?)?"
AR_YEAR = "(?:(?:,|f?y|f)?(?P<year>Y)c?)"
AR_TAIL = f"(?:{AR_YEAR}|f?y(?P<yrel>[LXCSFV])|f?(?P<yrel2>C)y|(?P<pick>[LXC]))"
AR_OF_YEAR = f"f?(?:{AR_YEAR}|y(?P<yrel>{REL})|(?P<yrel2>C)y|y)"

TR_WEEKDAY = "(?:,?(?P<wd>[DG])d?)?(?:,?p)?"
TR_YEAR = "(?:(?P<year>Y)'?)?"
TR_OF_YEAR = "(?:(?P<yrel>[SLCX])y'?z?,?|(?P<year>Y)'?y?'?)"
TR_NTH = r"(?P<ord>[oLn])\.?"

FA_WEEKDAY = "(?:(?:q,?)?[dp]*(?P<wd>D),?p?,?)?"
FA_TAIL = "(?:,?y?(?P<year>Y)c?|(?P<P>P)|f?y(?P<yrel>[LXC])|(?P<yrel2>[SC])y|(?P<pick>[LX]))"

EN_MONTH = r"(?P<mon>[MWJH])\.?"
EN_WEEKDAY = r"(?:(?P<wd>[DG])\.?,?p?,?)?"
EN_YEAR = "(?:,?f?(?P<year>Y)|(?P<yrel>[LXCS])y|f?z(?P<yrel2>[SFV])y)"


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to tell the time: its name, the builder of its form, its pattern in each language ('' where it has none)."""

    name: str
    builder: str
    ar: str = ""
    tr: str = ""
    fa: str = ""
    en: str = ""


def _everywhere(name: str, builder: str, pattern: str) -> Shape:
    """Return a shape that is the same in every language."""
    return Shape(name, builder, pattern, pattern, pattern, pattern)


TABLE = (
    _everywhere("years", "years", r"[Ef]?(?:n?y)?(?P<year>Y)'?[-/ktu]y?(?P<year2>Y)'?y?E?"),
    Shape(
        "decade", "decade", ar="(?P<year>%)", tr="(?P<year>[Yn])(?P<mark>')y?", fa="e(?P<year>[Yn])(?P<era>c)?", en=r"z(?P<year>[Yn])\+",
    ),
    Shape(
        "date", "date",
        ar=rf"{AR_WEEKDAY}(?:d?{DAY}f?m?{MONTH}){AR_TAIL}?",
        tr=rf"(?:(?P<yrel>[SLCX])y'?)?{DAY}'?{MONTH}'?{TR_YEAR}{TR_WEEKDAY}j?'?",
        fa=rf"{FA_WEEKDAY}{DAY}m?{MONTH}m?{FA_TAIL}?",
        en=rf"{EN_WEEKDAY}z?{EN_MONTH}z?{DAY}(?:{EN_YEAR})?",
    ),
    Shape(
        "date.day_month", "date",
        tr=rf"{TR_OF_YEAR}?(?P<mon>M)(?:m|'|m')(?P<day>n)(?P<must>')", en=rf"{EN_WEEKDAY}z?{DAY}f?{EN_MONTH}(?:{EN_YEAR})?",
    ),
    Shape(
        "date.days", "days",
        ar=rf"[Ef]?d?{DAY}f?(?:k|t|-|,|u)d?{DAY2}f?m?{MONTH}{AR_YEAR}?",
        tr=rf"{DAY}'?(?:[-/kt])(?P<day2>n)'?{MONTH}'?{TR_YEAR}j?E?",
        fa=rf"[Ef]?{DAY}(?:k|u|-){DAY2}{MONTH}m?{FA_TAIL}?",
        en=rf"[Ef]?{DAY}[kt-]{{1,2}}{DAY2}f?{EN_MONTH}(?:{EN_YEAR})?",
    ),
    Shape("date.days_after", "days", en=rf"[Ef]?{EN_MONTH}{DAY}[kt-]{{1,2}}{DAY2}(?!\.?[MWJH])(?:{EN_YEAR})?"),
    Shape(
        "date.month_of", "date",
        ar=rf"{AR_WEEKDAY}d?{DAY}f(?:m(?P<mrel>[SCLXFV])|(?P<mrel2>C)m)",
        tr=r"(?P<mrel>[SCLX])?m'?(?P<day>n)(?P<must>')",
        fa=rf"{DAY}(?P<mrel2>[SC])m",
        en=r"z?(?P<day>o)f(?:(?P<mrel>[CLSX])m|z(?P<mrel2>[SC]?)m)",
    ),
    Shape("date.of_month", "day_of_month", ar=rf"{AR_WEEKDAY}d?(?P<day>o)f(?P<unit>m)(?![MWJH])"),
    Shape(
        "date.numeric", "numeric",
        ar=rf"{AR_WEEKDAY}(?P<num>Z)c?", tr=rf"(?P<num>Z)'?{TR_WEEKDAY}j?", fa=rf"{FA_WEEKDAY}(?P<num>Z)c?", en=rf"{EN_WEEKDAY}(?P<num>Z)",
    ),
    Shape(
        "month", "month",
        ar=rf"{PART}?m?{MONTH}{AR_TAIL}",
        tr=rf"{TR_OF_YEAR}?(?P<mon>[MH])(?:m'?)?{PART}?",
        fa=rf"{PART}?m?{MONTH}m?{FA_TAIL}",
        en=rf"z?{PART}?-?{EN_MONTH}{EN_YEAR}",
    ),
    Shape("month.part", "date", ar=rf"{PART}m?(?P<mon>[MWJ])", fa=rf"{PART}m?(?P<mon>[MJ])m?", en=rf"z?{PART}-?(?P<mon>M)"),
    Shape("month.year", "date", tr=rf"(?P<mon>M)'?(?P<year>Y)'?{PART}?"),
    Shape("month.pick", "date", tr=rf"(?P<pick>[LXC])(?P<mon>M)m?'?{PART}?", en=r"(?P<pick>[LXC])(?P<mon>[MW])"),
    Shape("month.named", "date", ar=r"m(?P<mon>[MH])", fa=r"(?:(?P<mon>[MJH])m|m(?P<mon4>[MJH]))", en=r"zmf(?P<mon>[MH])"),
    Shape(
        "month.bare", "date",
        ar=r"(?<=[irguftEk])(?P<mon>M|W(?=/M))(?:/(?P<mon2>M))?", fa=r"(?<=[irgufEk])(?P<mon>M)", en=r"(?<=[irguftEk])(?P<mon>M)(?!n)",
    ),
    Shape(
        "week_of", "fraction",
        ar=rf"(?P<frac>[wU])(?P<ord>[oL])f?m?{MONTH}{AR_TAIL}?",
        tr=rf"{TR_OF_YEAR}?(?P<mon>M)'?m?'?{TR_NTH}(?P<frac>[wU])",
        fa=rf"(?P<frac>[wUI])(?P<ord>[oL])f?m?{MONTH}m?{FA_TAIL}?",
        en=rf"z?(?P<ord>[oL])(?P<frac>[wU])[fi]{EN_MONTH}(?:{EN_YEAR})?",
    ),
    Shape(
        "fraction", "fraction",
        ar=rf"(?P<frac>U)(?P<ord>[oL]){AR_OF_YEAR}",
        tr=rf"(?:{TR_OF_YEAR}|y){TR_NTH}(?P<frac>U)",
        fa=rf"(?P<frac>[UI])(?P<ord>[oL])f?(?:{FA_TAIL}|y)",
        en=rf"z?(?P<ord>[oL])(?P<frac>U)f(?:(?P<year>Y)|z?(?P<yrel>{REL})y|zy)",
    ),
    Shape("year", "date", ar=rf"{PART}?y(?P<year>Y)c?", tr=rf"(?P<year>Y)'?(?:y'?{PART}?|j)", fa=rf"{PART}?y(?P<year>Y)c?"),
    Shape(
        "year.part", "date",
        ar=rf"{PART}(?P<year>Y)(?!\$)c?", tr=rf"(?P<year>Y)'?{PART}", fa=rf"{PART}(?P<year>Y)(?!\$)c?",
        en=r"z?(?P<part>[BIN])-?(?P<year>Y)(?!\$)",
    ),
    Shape(
        "year.bare", "year",
        ar=r"(?<=[igutEkf])(?P<year>Y)(?!\$)c?", tr=r"(?P<year>Y)(?P<case>')(?=[gu]|[^DG5]|$)",
        fa=r"(?<=[iguEkf])(?P<year>Y)(?!\$)c?", en=r"(?<=[iguEkfrt])(?P<year>Y)(?![\$n])",
    ),
    Shape(
        "period", "period",
        ar=rf"{PART}?(?P<unit>[wmyK])(?P<rel>{REL})", tr=rf"(?P<rel>[LXCSFV])(?P<unit>[wmyK])'?{PART}?",
        fa=rf"{PART}?(?P<unit>[wmyK])(?P<rel>[LXC])", en=rf"z?{PART}?z?(?P<rel>[LXCSFV])(?P<unit>[wmyK])",
    ),
    Shape(
        "period.this", "period",
        ar=rf"{PART}?(?P<rel>C)(?P<unit>[wmyK])", fa=rf"{PART}?(?P<rel>[CS])(?P<unit>[wmyK])", en="z?(?P<unit>[wmyK])(?P<rel>3)",
    ),
    Shape(
        "period.part", "period",
        ar=rf"{PART}(?P<unit>[wmy])", tr=rf"(?P<unit>[wmy]){PART}", fa=rf"{PART}(?P<unit>[wmy])", en=r"z?(?P<part>[BIN12])z(?P<unit>[wmy])",
    ),
    Shape("period.within", "period", tr=r"(?<![noslAr])(?P<unit>[wmy])r"),
    Shape("period.beside", "period", fa=r"(?P<unit>[wmy])(?P<rel>[ba])(?!f)"),
    Shape("period.word", "period_word", ar=r"(?P<P>P)", tr=r"(?P<P>P)", fa=rf"{PART}?(?P<P>P)"),
    Shape("period.whole", "during_unit", ar=r"(?P<during>r)(?P<unit>[wmy])(?![nLXCSFVMWJHY3])"),
    Shape(
        "weekend", "period",
        ar=r"(?P<unit>K)(?P<rel>[LXC])?", tr=r"(?P<unit>K)(?P<rel>[LXC])?", fa=r"(?P<unit>K)(?P<rel>[LX])?",
        en=r"(?P<lead>[ri])z(?P<unit>K)",
    ),
    Shape("window.end", "past_window", ar=rf"N(?P<count>n){UNIT}"),
    Shape("edge", "edge", ar=r"(?P<part>[BN])df(?P<unit>[my])(?P<rel>[LXCSV])?"),
    Shape(
        "window", "window",
        ar=rf"r?A?{COUNT}?{UNIT}z?(?P<count2>n)?(?P<rel>[LXV])", tr=rf"(?P<rel>[LX])A?{COUNT}?{UNIT}r?",
        fa=rf"(?:r|i)?A?{COUNT}{UNIT}(?P<rel>[LX])", en=rf"[ri]?z?(?P<rel>[LXV])A?{COUNT}{UNIT}",
    ),
    Shape(
        "window.bare", "open_window",
        ar=rf"(?P<during>r)A?{LIMIT}{COUNT}{UNIT}(?![LXV])", tr=rf"A?{COUNT}{UNIT}(?P<during>r)", fa=rf"(?P<during>r)A?{COUNT}{UNIT}",
        en=rf"(?P<during>r)(?:z?A?|l)(?P<count>[nsz])?{UNIT}(?P<of>f)?",
    ),
    Shape("window.hours", "within_hours", ar=r"(?P<during>r)(?P<unit>h)(?![LXV])", tr=r"(?<![nosl])(?P<unit>h)(?P<during>r)"),
    Shape("since.count", "since_count", ar=rf"g{LIMIT}A?{COUNT}?{UNIT}(?![DqOLXCSVYno3])", tr=rf"A?{COUNT}{UNIT}g"),
    Shape(
        "anniversary", "anniversary",
        ar=r"(?:4(?:f?y(?P<rel>L)|b(?P<count>n)?y)|b(?P<count2>n)?y(?:fq|i4))", tr=r"A?(?P<count>n)ybq",
        fa=r"(?:A?(?P<count>n)yb|y(?P<rel>L)|(?P<P>P))i4", en=r"(?P<count>[nz])yb(?:iz?4|q)",
    ),
    Shape("day.last", "last_day", fa="dL"),
    Shape("day.beside", "beside", fa=r"p?[dp](?P<dir>[ba])(?!f)"),
    Shape(
        "ago", "ago",
        ar=rf"(?P<dir>b)A?{LIMIT}{COUNT}?{UNIT}(?![DqOLXCSV])(?P<of>f)?", tr=rf"(?P<event><)?A?{COUNT}?{UNIT}'?(?P<dir>[bV])",
        fa=rf"A?{COUNT}{UNIT}(?P<dir>b)(?P<of>f)?", en=rf"{LIMIT}A?(?P<count>[nsz])?{UNIT}(?P<dir>[b1])",
    ),
    Shape("than", "later", ar=rf"(?P<dir>[ba])R{COUNT}?{UNIT}", fa=rf"A?{COUNT}?{UNIT}(?P<dir>[ba])fR"),
    Shape(
        "after", "later",
        ar=rf"(?P<dir>a){LIMIT}A?{COUNT}?{UNIT}(?![DqOLXCSV])(?P<of>f)?", tr=rf"(?P<event><)?A?{COUNT}?{UNIT}'?(?P<dir>[aF])",
        fa=rf"A?{COUNT}{UNIT}(?P<dir>a)(?P<of>f)?", en=rf"{LIMIT}A?(?P<count>[nsz])?{UNIT}(?P<dir>[a2])",
    ),
    Shape(
        "deictic", "deictic",
        ar=r"(?:p?d?(?P<q>q),?d?D?p?|D(?P<q2>q))", tr=r"(?P<q>q)(?:,?[DG]d?)?p?",
        fa=r"(?:p?(?P<q>q)(?:,?d?D)?p?|d?D,?(?P<q2>q))", en=r"(?P<q>q)(?:,?D)?",
    ),
    _everywhere("previous", "previous", r"p?(?P<o>O)p?"),
    Shape("weekday.bridge", "weekday", tr=r"(?P<wd>[DG])(?P<wd2>[DG])~p"),
    Shape(
        "weekday.both", "weekday",
        ar=r"[dp]*(?P<wd>D)k[dp]*(?P<wd2>D)(?P<pick>[LXC])?", tr=rf"{ONCE}(?P<wd>[DG])k(?P<wd2>[DG])(?P<mark>d)",
        fa=rf"{ONCE}[dp]*(?P<wd>D)(?:k|u)[dp]*(?P<wd2>D)(?P<pick>[LX])?", en=rf"{ONCE}z?(?P<wd>D)k(?P<wd2>D)",
    ),
    Shape(
        "weekday.week", "weekday",
        ar=rf"[dp]*(?P<wd>D)f?(?:w(?P<wk>{REL})|(?P<wk2>C)w)", tr=r"(?P<wk>[LXCS])w'?(?P<wd>[DG])d?'?p?",
        fa=r"[dp]*(?P<wd>D)p?(?:w(?P<wk>[LXCba])|(?P<wk2>[CS])w)", en=r"(?P<wd>D)p?,?z?(?:(?P<wk>[LXC])w)",
    ),
    Shape(
        "weekday", "weekday",
        ar=r"[dp]*(?P<wd>D)(?:[-/]?(?P<wd2>D))?(?P<pick>[LXC3])?(?:,?p)?",
        tr=rf"{ONCE}(?P<pick>[LXC])?(?P<wd>[DG])(?P<mark>d)?'?(?P<dp>p)?",
        fa=rf"{ONCE}[BN]?[dp]*(?P<wd>D)p?(?P<pick>[LX]|b(?!f))?",
        en=rf"{ONCE}p?z?(?:[BN]i?)?(?P<pick>[LXC])?(?P<wd>D)(?P<dp>p)?",
    ),
    Shape(
        "season", "season",
        ar=r"(?:(?P<season>Q)(?:f?y?(?P<year>Y)c?|(?P<rel>[LXC]))|(?P<rel2>C)(?P<season2>Q))",
        fa=r"(?:(?P<season>Q)(?:y?(?P<year>Y)c?|(?P<rel>[LX])|(?P<P>P))|(?P<rel2>C)(?P<season2>Q))",
        tr=r"(?P<rel>[LXC])(?P<season>Q)", en=r"z?(?P<rel>[LXC])?(?P<season>Q)(?:f?(?P<year>Y))?",
    ),
    Shape("season.year", "season", tr=r"(?P<year>Y)'?y?(?P<season>Q)"),
    _everywhere("vague", "vague", "v"),
)  # fmt: skip

LANGUAGES = ("ar", "tr", "fa", "en")
SHAPES = {code: tuple((s.name, pattern, s.builder) for s in TABLE if (pattern := getattr(s, code))) for code in LANGUAGES}

# How two expressions, or one and a particle, make an interval: lead letters, joint letters, tail letters.
RANGES = {
    "ar": (("E", "k", ""), ("f", "t", ""), ("", "t", ""), ("f", "u", "")),
    "tr": (("", "k", "E"), ("", "-", "E"), ("", "", "u"), ("", "t", ""), ("", "", "~p")),
    "fa": (("f", "u", ""), ("E", "k", ""), ("E", "u", ""), ("", "u", "")),
    "en": (("E", "k", ""), ("f", "t", ""), ("f", "u", ""), ("", "t", "")),
}
SINCE = {"ar": ("g", ""), "tr": ("", "g"), "fa": ("f", "g"), "en": ("g", "")}
UNTIL = {"ar": ("u", ""), "tr": ("", "u"), "fa": ("u", ""), "en": ("u", "")}
