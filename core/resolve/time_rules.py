"""The shapes of time expressions, one table a language: name, pattern over the lexer's class letters, builder.

The patterns are built from the small named parts below; the letters are explained in time_lexer. Where two shapes fit,
the longer wins, then the earlier row. Group names are what the builders in time_build read.
"""

DAY = "(?P<day>[no])"
MONTH = r"(?P<mon>[MWJH])(?:/(?P<mon2>M)|\((?P<mon3>M)\))?"
UNIT = "(?P<unit>[dwmyhe])"
PART = "(?P<part>[BIN12])"
COUNT = "(?P<count>[ns])"

AR_WEEKDAY = "(?:(?:q,?)?d?p?d?(?P<wd>D),?p?,?)?"
AR_YEAR = "(?:(?:,|f?y|f)?(?P<year>Y)c?)"
AR_YEAR_OF = "(?:f?y(?P<yrel>[LXCSFV])|f?(?P<yrel2>C)y)"
AR_PICK = "(?P<pick>[LXC])"
AR_TAIL = f"(?:{AR_YEAR}|{AR_YEAR_OF}|{AR_PICK})"

ARABIC = (
    ("date", rf"{AR_WEEKDAY}(?:d?{DAY}f?m?{MONTH}){AR_TAIL}?", "date"),
    ("date.days", rf"[Ef]?d?{DAY}f?(?:k|t|-|,|u)d?(?P<day2>[no])f?m?{MONTH}{AR_YEAR}?", "days"),
    ("date.month_of", rf"{AR_WEEKDAY}d?{DAY}f(?:m(?P<mrel>[SCLXFV])|(?P<mrel2>C)m)", "date"),
    ("date.numeric", rf"{AR_WEEKDAY}(?P<num>Z)c?", "numeric"),
    ("month", rf"{PART}?m?{MONTH}{AR_TAIL}", "date"),
    ("month.part", rf"{PART}m?(?P<mon>[MJ])", "date"),
    ("month.named", r"m(?P<mon>[MH])", "date"),
    ("month.bare", r"(?<=[irguftEk])(?P<mon>M)(?:/(?P<mon2>M))?", "date"),
    ("year", rf"{PART}?y(?P<year>Y)c?", "date"),
    ("year.bare", r"(?<=[igutEkf])(?P<year>Y)(?!\$)c?", "date"),
    ("period", rf"{PART}?(?P<unit>[wmyK])(?P<rel>[LXCSFV])", "period"),
    ("period.this", rf"{PART}?(?P<rel>C)(?P<unit>[wmyK])", "period"),
    ("period.part", rf"{PART}(?P<unit>[my])", "period"),
    ("period.whole", r"(?P<during>r)(?P<unit>[wmy])(?![nLXCSFVMWJHY])", "during_unit"),
    ("window.end", rf"N(?P<count>n){UNIT}", "past_window"),
    ("edge", r"(?P<part>[BN])df(?P<unit>[my])(?P<rel>[LXCSV])?", "edge"),
    ("window", rf"r?A?{COUNT}?{UNIT}z?(?P<count2>n)?(?P<rel>[LXV])", "window"),
    ("window.bare", rf"rA?l?f?{COUNT}{UNIT}(?![LXV])", "open_window"),
    ("ago", rf"(?P<dir>b)A?(?:lf?)?{COUNT}?{UNIT}(?![DqOLXCSV])(?P<of>f)?", "ago"),
    ("since.count", rf"g(?:lf?)?A?{COUNT}?{UNIT}(?![DqOLXCSVYno])", "since_count"),
    ("than", rf"(?P<dir>[ba])R{COUNT}?{UNIT}", "later"),
    ("after", rf"(?P<dir>a)(?P<under>l)?f?A?{COUNT}?{UNIT}(?![DqOLXCSV])(?P<of>f)?", "later"),
    ("deictic", r"(?:p?d?(?P<q>q),?d?D?p?|D(?P<q2>q))", "deictic"),
    ("previous", r"p?(?P<o>O)p?", "previous"),
    ("weekday.week", r"d?p?d?(?P<wd>D)f?(?:w(?P<wk>[LXCSFV])|(?P<wk2>C)w)", "weekday"),
    ("weekday", r"d?(?P<dp>p)?d?(?P<wd>D)(?:[-/]?(?P<wd2>D))?(?P<pick>[LXC])?(?:,?p)?", "weekday"),
    ("period.word", r"(?P<P>P)", "period_word"),
    ("weekend", r"(?P<unit>K)(?P<rel>[LXC])?", "period"),
    ("vague", r"v", "vague"),
)

TR_WEEKDAY = "(?:,?(?P<wd>[DG])d?)?(?:,?p)?"
TR_YEAR_BEFORE = "(?:(?P<yrel>[SLCX])y'?z?,?|(?P<year>Y)'?y?'?)?"

TURKISH = (
    ("date", rf"(?:(?P<yrel>[SLCX])y'?)?{DAY}'?{MONTH}'?(?:(?P<year>Y)'?)?{TR_WEEKDAY}j?'?", "date"),
    ("date.days", rf"{DAY}'?(?:[-/kt])(?P<day2>n)'?{MONTH}'?(?:(?P<year>Y)'?)?E?", "days"),
    ("date.month_of", r"(?P<mrel>[SCLX])?m'?(?P<day>n)(?P<must>')", "date"),
    ("date.numeric", rf"(?P<num>Z)'?{TR_WEEKDAY}j?", "numeric"),
    ("month", rf"{TR_YEAR_BEFORE}(?P<mon>[MH])(?:m'?)?{PART}?", "tr_month"),
    ("month.year", rf"(?P<mon>M)'?(?P<year>Y)'?{PART}?", "date"),
    ("month.pick", rf"(?P<pick>[LXC])(?P<mon>M)m?'?{PART}?", "date"),
    ("year", rf"(?P<year>Y)'?y'?{PART}?", "date"),
    ("year.part", rf"(?P<year>Y)'?{PART}", "date"),
    ("year.case", r"(?P<year>Y)(?P<case>')(?=[gu]|[^DG]|$)", "tr_year"),
    ("period", rf"(?P<rel>[LXCSFV])(?P<unit>[wmyK])'?{PART}?", "period"),
    ("period.part", rf"(?P<unit>[wmy]){PART}", "period"),
    ("weekend", r"(?P<unit>K)(?P<rel>[LXC])?", "period"),
    ("window", rf"(?P<rel>[LX])A?{COUNT}{UNIT}r?", "window"),
    ("window.plural", r"(?P<rel>[LX])(?P<unit>[dwmyh])", "window"),
    ("window.bare", rf"A?{COUNT}{UNIT}r", "open_window"),
    ("since.count", rf"A?{COUNT}{UNIT}g", "since_count"),
    ("ago", rf"(?P<event><)?A?{COUNT}{UNIT}'?(?P<dir>b)", "ago"),
    ("after", rf"(?P<event><)?A?{COUNT}{UNIT}'?(?P<dir>a)", "later"),
    ("deictic", r"(?P<q>q)(?:,?[DG]d?)?p?", "deictic"),
    ("previous", r"(?P<o>O)p?", "previous"),
    ("weekday.bridge", r"(?P<wd>[DG])(?P<wd2>[DG])~p", "weekday"),
    ("weekday.week", r"(?P<wk>[LXCS])w'?(?P<wd>[DG])d?'?p?", "weekday"),
    ("weekday", r"(?P<pick>[LXC])?(?P<wd>[DG])(?P<mark>d)?'?(?P<dp>p)?", "tr_weekday"),
    ("season", r"(?P<rel>[LXC])(?P<season>Q)", "season"),
    ("season.year", r"(?P<year>Y)'?y?(?P<season>Q)", "season"),
    ("vague", r"v", "vague"),
)

FA_WEEKDAY = "(?:(?:q,?)?d?p?d?(?P<wd>D),?p?,?)?"
FA_TAIL = "(?:,?y?(?P<year>Y)c?|(?P<P>P)|f?y(?P<yrel>[LXC])|(?P<yrel2>[SC])y|(?P<pick>[LX]))"

PERSIAN = (
    ("date", rf"{FA_WEEKDAY}{DAY}{MONTH}m?{FA_TAIL}?", "date"),
    ("date.days", rf"[Ef]?{DAY}(?:k|u|-)(?P<day2>[no]){MONTH}m?{FA_TAIL}?", "days"),
    ("date.numeric", rf"{FA_WEEKDAY}(?P<num>Z)c?", "numeric"),
    ("date.month_of", rf"{DAY}(?P<mrel2>[SC])m", "date"),
    ("month", rf"{PART}?m?{MONTH}m?{FA_TAIL}", "date"),
    ("month.part", rf"{PART}m?(?P<mon>[MJ])m?", "date"),
    ("month.named", r"(?:(?P<mon>[MJH])m|m(?P<mon4>[MJH]))", "date"),
    ("month.bare", r"(?<=[irgufEk])(?P<mon>M)", "date"),
    ("year", rf"{PART}?y(?P<year>Y)c?", "date"),
    ("year.bare", r"(?<=[iguEkf])(?P<year>Y)(?!\$)c?", "date"),
    ("period", rf"{PART}?(?P<unit>[wmyK])(?P<rel>[LX])", "period"),
    ("period.before", r"(?P<unit>[wmy])(?P<rel>[ba])(?!f)", "period"),
    ("day.beside", r"p?[dp](?P<dir>[ba])(?!f)", "beside"),
    ("period.this", rf"{PART}?(?P<rel>[CS])(?P<unit>[wmyK])", "period"),
    ("period.now", r"(?P<unit>[wmy])(?P<rel>C)", "period"),
    ("period.word", rf"{PART}?(?P<P>P)", "period_word"),
    ("period.part", rf"{PART}(?P<unit>[my])", "period"),
    ("window", rf"(?:r|i)?A?{COUNT}{UNIT}(?P<rel>[LX])", "window"),
    ("window.bare", rf"rA?{COUNT}{UNIT}", "open_window"),
    ("ago", rf"A?{COUNT}{UNIT}(?P<dir>b)(?P<of>f)?", "ago"),
    ("after", rf"A?{COUNT}{UNIT}(?P<dir>a)(?P<of>f)?", "later"),
    ("deictic", r"(?:p?(?P<q>q)(?:,?d?D)?p?|d?D,?(?P<q2>q))", "deictic"),
    ("previous", r"(?P<o>O)p?", "previous"),
    ("weekday.week", r"d?p?d?(?P<wd>D)p?(?:w(?P<wk>[LXCba])|(?P<wk2>[CS])w)", "weekday"),
    ("weekday", r"d?(?P<dp>p)?d?(?P<wd>D)p?(?P<pick>[LXb])?", "weekday"),
    ("vague", r"v", "vague"),
)

EN_MONTH = r"(?P<mon>[MWJH])\.?"
EN_WEEKDAY = r"(?:(?P<wd>[DG])\.?,?p?,?)?"
EN_YEAR = "(?:,?f?(?P<year>Y)|(?P<yrel>[LXCS])y|f?z(?P<yrel2>[SFV])y)"

ENGLISH = (
    ("date.month_day", rf"{EN_WEEKDAY}z?{EN_MONTH}z?{DAY}(?:{EN_YEAR})?", "date"),
    ("date.day_month", rf"{EN_WEEKDAY}z?{DAY}f?{EN_MONTH}(?:{EN_YEAR})?", "date"),
    ("date.days", rf"[Ef]?{DAY}[kt-]{{1,2}}(?P<day2>[no])f?{EN_MONTH}(?:{EN_YEAR})?", "days"),
    ("date.days_after", rf"[Ef]?{EN_MONTH}{DAY}[kt-]{{1,2}}(?P<day2>[no])(?!\.?[MWJH])(?:{EN_YEAR})?", "days"),
    ("date.numeric", rf"{EN_WEEKDAY}(?P<num>Z)", "numeric"),
    ("date.month_of", r"z?(?P<day>o)f(?:(?P<mrel>[CLSX])m|z(?P<mrel2>[SC]?)m)", "date"),
    ("month", rf"z?{PART}?-?{EN_MONTH}{EN_YEAR}", "date"),
    ("month.part", rf"z?{PART}-?(?P<mon>M)", "date"),
    ("month.pick", r"(?P<pick>[LXC])(?P<mon>[MW])", "date"),
    ("month.bare", r"(?<=[irguftEk])(?P<mon>M)(?!n)", "date"),
    ("month.named", r"zmf(?P<mon>[MH])", "date"),
    ("year", r"z?(?P<part>[BIN])-?(?P<year>Y)(?!\$)", "date"),
    ("year.bare", r"(?<=[iguEkfrt])(?P<year>Y)(?![\$n])", "date"),
    ("period", rf"z?{PART}?z?(?P<rel>[LXCSFV])(?P<unit>[wmyK])", "period"),
    ("period.part", r"z?(?P<part>[BIN])z(?P<unit>[my])", "period"),
    ("weekend", r"(?P<lead>[ri])z(?P<unit>K)", "period"),
    ("window", rf"[ri]?z?(?P<rel>[LXV])A?{COUNT}{UNIT}", "window"),
    ("within", rf"(?P<during>r)(?:z?A?|l)(?P<count>[nsz]){UNIT}(?P<of>f)?", "open_window"),
    ("ago", rf"l?A?(?P<count>[nsz])?{UNIT}(?P<dir>[b1])", "ago"),
    ("after", rf"(?P<under>l)?A?(?P<count>[nsz]){UNIT}(?P<dir>[a2])", "later"),
    ("deictic", r"(?P<q>q)(?:,?D)?", "deictic"),
    ("previous", r"(?P<o>O)", "previous"),
    ("weekday.week", r"(?P<wd>D)p?,?z?(?:(?P<wk>[LXC])w)", "weekday"),
    ("weekday", r"(?:[BN]i?)?(?P<pick>[LXC])?(?P<wd>D)(?P<dp>p)?", "weekday"),
    ("season", r"z?(?P<rel>[LXC])?(?P<season>Q)(?:f?(?P<year>Y))?", "season"),
    ("vague", r"v", "vague"),
)

COMMON = (("years", r"[Ef]?(?:n?y)?(?P<year>Y)'?[-/ktu]y?(?P<year2>Y)'?y?E?", "years"),)

SHAPES = {"ar": COMMON + ARABIC, "tr": COMMON + TURKISH, "fa": COMMON + PERSIAN, "en": COMMON + ENGLISH}

# How two expressions, or one and a particle, make an interval: lead letters, joint letters, tail letters.
RANGES = {
    "ar": (("E", "k", ""), ("f", "t", ""), ("", "t", ""), ("f", "u", "")),
    "tr": (("", "k", "E"), ("", "-", "E"), ("", "", "u"), ("", "t", "")),
    "fa": (("f", "u", ""), ("E", "k", ""), ("E", "u", ""), ("", "u", "")),
    "en": (("E", "k", ""), ("f", "t", ""), ("f", "u", ""), ("", "t", "")),
}
SINCE = {"ar": ("g", ""), "tr": ("", "g"), "fa": ("f", "g"), "en": ("g", "")}
UNTIL = {"ar": ("u", ""), "tr": ("", "u"), "fa": ("u", ""), "en": ("u", "")}
