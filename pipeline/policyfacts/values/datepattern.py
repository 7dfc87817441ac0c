"""How dates are written: one expression for every piece of one (``18-19 May 2023``, ``Q3 2021``, a bare ``July``).

The name of the outer group that matched says which form it is; ``values.dateparts`` reads each form. Some forms need
a look at what stands before them (``04/2017``, a bare year), which is for ``values.yearjudge``.
"""

from __future__ import annotations

import re

from policyfacts.values.datewords import CENTURY, DAY_WORDS, MONTH, ROMAN, SEASON, SPACE, WEEKDAY, YEAR_WORDS

GAP = r"[ \u00a0\u2009\u202f]*(?:\n[ \u00a0]*)?"
DASH = r"[-\u2010-\u2015\u2212~\uff5e\u223c]"
YEAR = r"(?:1[0-9]|20|21)\d\d(?!\d)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:[ \u00a0]?(?:st|nd|rd|th|ST|ND|RD|TH)\b)?"
ORDINAL = r"(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast|[Ff]inal|[Ll]atter|[Ll]ater|1st|2nd|3rd|4th)"
MONTHS = rf"{MONTH}\.?"
CODE = r"[QH][1-4]"
JOIN = (
    rf"(?:{GAP}(?:,|{DASH}|/|&){GAP}(?:(?:and|or){SPACE})?|{SPACE}(?:and|or|to|until|till|through|thru){SPACE})"
    rf"(?:the{SPACE})?"
)
_OF = rf"(?:(?:of|in){SPACE}(?:the{SPACE}year{SPACE})?)?"
_UNIT = r"(?:quarters?|hal(?:f|ves)|semesters?|trimesters?)"
_FULL = r"(?:19|20)\d\d"

# How any piece begins, after a character that is no part of a word. Most words fail here, at little cost.
BEGINS = re.compile(
    r"\W(?=\d|['’]\d|F(?:Y|i[frsn]|al|ou|eb|EB)|f(?:i[frsn]|al|ou|eb)|S(?:ec|pr|um|ix|e[vp]|EP)|s(?:ec|pr|um|ix|e[vp])"
    r"|T(?:hi|we|en|wo[ ]th)|t(?:hi|we|en|wo[ ]th)|[Ll]a[st]|[Ww]in|A(?:Y|ut|pr|ug|PR|UG)|a(?:ut|pr|ug)|D(?:ec|EC)|dec"
    r"|J(?:an|u[nl]|AN|U[NL])|j(?:an|u[nl])|N(?:in|ov|OV)|n(?:in|ov)|O(?:ct|CT|ne[ ]th)|o(?:ct|ne[ ]th)|[Ee](?:ig|lev)"
    r"|M(?:a[ry]|A[RY])|[QH]-?\d)"
)

_BARE_YEAR = rf"""
    (?:1\d|20|21)\d\d
    (?: (?P<yj>{GAP}(?:{DASH}|/){GAP})(?P<ye>(?:1\d|20|21)\d\d|\d\d(?!{GAP}{MONTH}))(?!\d)
      | (?P<yj1>[-/\u2010-\u2013])(?P<ye1>\d)(?!\d|[.,]\d|{SPACE}{MONTH}) )?
    (?:['’](?=s\b))?
    (?![\w%‰°$€£¥#&]|/(?!{_FULL}[-/]\d\d(?!\d))|{DASH}(?!{_FULL}[-/]\d\d(?:\d\d)?(?!\d))\d|[.:]\d\d|,\d\d\d)
"""  # behind a dash or slash only a second year in two halves may begin: "2015/16-2018/19"

_NOT_BEHIND = r"(?<![\w$€£¥₹\#]) (?:(?<!\.)|(?<=\b[Cc]\.)|(?<=\b[Cc]a\.)) (?<!\d[,:])"

IN_FIGURES = re.compile(
    rf"""{_NOT_BEHIND}
    (?: (?=\d{{4}})
      (?: (?P<iso>(?P<iy>{_FULL})(?P<is>[-/.])(?P<im>0?[1-9]|1[0-2])(?P=is)(?P<id>0?[1-9]|[12]\d|3[01])
            (?!\d|[-/](?!{_FULL}[-/.]\d)))
        | (?P<edoc>(?P<y7>{YEAR})[\s-]?(?P<qs>{CODE}(?:{JOIN}{CODE}){{0,3}})\b)
        | (?P<decade>(?P<de>(?:1[0-9]|20)\d)0(?P<da1>['’])?s(?!\w))
        | (?P<ymd>(?P<yy>{YEAR})(?:{SPACE}|-)(?P<ym>{MONTH})(?:\.?(?:{SPACE}|-)(?P<yd>{DAY}))?
            (?!\w|\.?,?{GAP}\d|{SPACE}(?:of|in){SPACE}\d))
        | (?P<year>{_BARE_YEAR})
      )
      | (?P<numeric>(?P<na>\d{{1,2}})(?P<ns>[/.-])(?P<nb>\d{{1,2}})(?P=ns)(?P<ny>{_FULL}|(?<=\d\d/\d\d/)\d\d)
          (?![\d/]|-(?!\d\d?[-/.]\d)))
      | (?P<numspan>(?P<sa>\d{{1,2}})(?:[/.](?P<sb>\d{{1,2}}))?\.?{GAP}{DASH}{GAP}
          (?P<sc>\d{{1,2}})(?P<ss>[/.])(?P<sd>\d{{1,2}})(?P=ss)(?P<sy>{_FULL})(?![\d/-]))
      | (?P<numbered>(?P<nm>0?[1-9]|1[0-2])(?P<nj>[/.])(?P<nmy>{_FULL})(?![\w/%]|\.\d|,\d|-(?!\d\d?/\d)))
      | (?P<roman>(?P<rd>0?[1-9]|[12]\d|3[01])(?P<rj>{GAP}[./-]{GAP}|{SPACE})(?P<rm>{ROMAN})(?P=rj)(?P<ry>{YEAR})(?!\w))
      | (?P<dms>(?P<sday>{DAY})(?P<sj>[-/.])(?P<smonth>{MONTH})(?P=sj)(?P<sy2>\d\d)(?![\w/-]|[.,]\d))
      | (?P<dmy>(?P<d1>{DAY}(?:{JOIN}{DAY}){{0,6}})
          (?:{GAP}(?:day{SPACE})?(?:of{SPACE}(?:the{SPACE}month{SPACE}of{SPACE})?)?|[-/.]|(?P<dot>\.[ \u00a0]))
          (?P<m1>{MONTH})
          (?:\.?(?:,?{GAP}{_OF}|[-/.])(?P<y1>{YEAR})(?!{GAP}%)|\.?{GAP}['’](?P<y1s>\d\d)\b)?)
      | (?P<part>(?P<po>{ORDINAL}(?:{JOIN}{ORDINAL}){{0,3}})[\s-]
          (?:(?P<pn>two|three){SPACE})?(?P<pu>{_UNIT})
          (?:,?{SPACE}(?:of{SPACE}|in{SPACE})?(?:the{SPACE})?(?:(?:fiscal|financial|calendar){SPACE})?(?:year{SPACE})?
             (?P<y4>{YEAR})(?![\w]))?)
      | (?P<code>(?P<qn>[1-4])(?P<qh>[QH])
          (?:{GAP}(?:of{SPACE}|,{GAP}|-|–|/)?(?:FY{GAP})?(?:(?P<y6>{YEAR})(?!\w)|['’]?(?P<y6s>\d\d)\b))?(?!\w))
      | (?P<short>(?P<ds>\d)0['’]?s(?!\w))
      | (?P<century>(?P<c1>{CENTURY})(?:(?P<cj>{JOIN})(?P<c2>{CENTURY}))?(?:[\s-]|{GAP})
          (?:[Cc]entur(?:y|ies)|CENTURY)(?!\w|{SPACE}(?:BC|B\.C)))
    )""",
    re.VERBOSE,
)
"""A piece of a date that begins with a figure. Its outer groups are named for the form: ``iso``, ``dmy``, ``year``."""

IN_WORDS = re.compile(
    rf"""{_NOT_BEHIND}
    (?: (?P<mdh>(?P<hm>{MONTH})-(?P<hd>{DAY})-(?P<hy>{YEAR})(?!\w))
      | (?P<mdy>(?P<m2>{MONTH})\.?{GAP}(?:the{SPACE})?(?P<d2>{DAY}(?:{JOIN}{DAY}){{0,6}})
          (?!{DASH}?(?!{MONTH}|{WEEKDAY})[\w%$]|[.:]\d|,\d(?!\d\d\d\b))
          (?:{GAP},?{GAP}(?:of{SPACE}|in{SPACE})?(?P<y2>{YEAR})|{GAP},?{GAP}['’](?P<y2s>\d\d)\b)?)
      | (?P<my>(?P<m3>{MONTHS}(?:{JOIN}{MONTHS}){{0,11}})
          (?:,?(?:{SPACE}|-|/)?{_OF}(?P<y3>{YEAR})(?!\w)|{GAP}['’](?P<y3s>\d\d)\b)?)
      | (?P<worded>(?P<wd>{DAY_WORDS})(?:{SPACE}day)?{SPACE}of{SPACE}(?:the{SPACE}month{SPACE}of{SPACE})?(?P<wm>{MONTH})
          (?:,?{SPACE}{_OF}(?:(?P<wy>{YEAR})|(?P<ww>{YEAR_WORDS})))?)
      | (?P<part>(?P<po>{ORDINAL}(?:{JOIN}{ORDINAL}){{0,3}})[\s-]
          (?:(?P<pn>two|three){SPACE})?(?P<pu>{_UNIT})
          (?:,?{SPACE}(?:of{SPACE}|in{SPACE})?(?:the{SPACE})?(?:(?:fiscal|financial|calendar){SPACE})?(?:year{SPACE})?
             (?P<y4>{YEAR})(?![\w]))?)
      | (?P<months>[Ff]irst{SPACE}(?P<mn>two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01]){SPACE}
          months{SPACE}of{SPACE}(?P<y5>{YEAR}))
      | (?P<opening>(?P<oo>first|second|third|last){SPACE}decade{SPACE}of{SPACE}the{SPACE}
          (?P<oc>{CENTURY})[\s-][Cc]entury)
      | (?P<code>(?P<qh>[QH])-?(?P<qn>[1-4])
          (?:{GAP}(?:of{SPACE}|,{GAP}|-|–|/)?(?:FY{GAP})?(?:(?P<y6>{YEAR})(?!\w)|['’]?(?P<y6s>\d\d)\b))?(?!\w))
      | (?P<season>(?P<sn>{SEASON}(?:{JOIN}{SEASON}){{0,3}})(?:{SPACE}{_OF}|,{GAP}|-)
          (?P<y8>{YEAR})(?:[-/–]\d\d(?:\d\d)?)?(?!\w))
      | (?P<fiscal>(?:FYs?|AY|[Ff]iscal(?:{SPACE}[Yy]ears?)?|[Ff]inancial{SPACE}[Yy]ears?){GAP}-?['’]?
          (?P<f1>{YEAR}|\d\d(?!\d))(?:{GAP}(?:{DASH}|/){GAP}(?:FY{GAP})?['’]?(?P<f2>{YEAR}|\d\d(?!\d)))?(?!\w))
      | (?P<decade>(?:['’](?P<da>[1-9])0['’]?s
          |(?:nineteen[\s-])(?P<dw>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?!\w))
      | (?P<short>(?P<dn>sixties|seventies|eighties|nineties)(?!\w))
      | (?P<century>(?P<c1>{CENTURY})(?:(?P<cj>{JOIN})(?P<c2>{CENTURY}))?(?:[\s-]|{GAP})
          (?:[Cc]entur(?:y|ies)|CENTURY)(?!\w|{SPACE}(?:BC|B\.C)))
      | (?P<spelled>{YEAR_WORDS})
    )""",
    re.VERBOSE,
)
"""A piece of a date that begins with a letter or an apostrophe: ``mdy``, ``season``, ``fiscal`` and so on."""
