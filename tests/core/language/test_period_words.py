"""Texts are written for quarters; those of a month, a half-year and a year have its words."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import gacx_reports
from gacx_reports.core.calendar.period import PeriodKind
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.language.period_words import LABELS, OF_QUARTERS, label, translator_for
from gacx_reports.core.language.vocabulary import VOCABULARY, stands_for, word
from gacx_reports.i18n import Language, is_english, translator

CATALOGUE = (
    Path(gacx_reports.__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES" / "gacx_reports.po"
)
OTHERS = [kind for kind in PeriodKind if kind is not PeriodKind.QUARTER]
FILLED_IN = re.compile(r"\{[^{}]*\}|%\(\w+\)s|`[^`]*`")


def messages() -> list[str]:
    """The ids of all messages."""
    with CATALOGUE.open("rb") as source:
        entries = [m.id for m in read_po(source) if m.id]
    return [i if isinstance(i, str) else i[0] for i in entries]


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_message_speaks_of_quarters(lang: Language, kind: PeriodKind) -> None:
    """What is filled in, and commands, stay as they are."""
    t, usual = translator_for(lang, kind), translator(lang)
    found = messages()
    assert len(found) > 1000
    for message in found:
        told = t.gettext(message)
        assert FILLED_IN.findall(told) == FILLED_IN.findall(usual.gettext(message))
        for kept in OF_QUARTERS:
            told = told.replace(kept, "")
        rest = FILLED_IN.sub("", told)
        assert not re.search("季度|往季", rest), told
        assert lang == "zh" or "quarter" not in rest.casefold(), told


@pytest.mark.parametrize(
    ("message", "month", "half", "year"),
    [
        ("Compared with the quarter before", "与上月比较", "与上个半年比较", "与上年度比较"),
        ("goals", "下月目标", "下个半年目标", "下年度目标"),
        ("Totals by quarter", "各月总分", "各半年总分", "各年度总分"),
        ("Quarterly KPIs", "月度考核 KPI 指标", "半年考核 KPI 指标", "年度考核 KPI 指标"),
        (
            "joined after the quarter's first working day",
            "本月首个工作日之后入职",
            "本半年首个工作日之后入职",
            "本年度首个工作日之后入职",
        ),
        (
            "Performance pay of the quarter at factor 1, in yuan.",
            "系数为 1 时的月度绩效薪资，元。",
            "系数为 1 时的半年绩效薪资，元。",
            "系数为 1 时的年度绩效薪资，元。",
        ),
        ("moved within the quarter", "考核期内调岗", "考核期内调岗", "考核期内调岗"),
        (
            "Half-yearly evaluation of ability and attitude",
            "半年能力与态度评价",
            "半年能力与态度评价",
            "年度能力与态度评价",
        ),
        ("Q{number} {year}", *("{year}年第{number}季度",) * 3),
        (
            "Share of the published periods, as of a year's quarters; part of the 100%.",
            *("已公布各期（如全年四个季度）所占的权重；与前三项合计 100%；留空为 0。",) * 3,
        ),
    ],
)
def test_what_is_said_of_each_kind(message: str, month: str, half: str, year: str) -> None:
    """上半年 would be the first half of a year; 半年前 a time ago."""
    for kind, expected in zip(OTHERS, (month, half, year), strict=True):
        assert translator_for("zh", kind).gettext(message) == expected


@pytest.mark.parametrize(
    ("message", "month", "half", "year"),
    [
        (
            "Compared with the quarter before",
            "Compared with the month before",
            "Compared with the half-year before",
            "Compared with the year before",
        ),
        ("Quarterly KPIs", "Monthly KPIs", "Half-yearly KPIs", "Yearly KPIs"),
        (
            "The half-year was not served whole: the KPIs are the whole individual result.",
            "The half-year was not served whole: the KPIs are the whole individual result.",
            "The half-year was not served whole: the KPIs are the whole individual result.",
            "The year was not served whole: the KPIs are the whole individual result.",
        ),
        ("`quarter {quarter}` puts it back", *("`quarter {quarter}` puts it back",) * 3),
    ],
)
def test_what_is_said_in_english(message: str, month: str, half: str, year: str) -> None:
    """Whole words, in capitals or not."""
    for kind, expected in zip(OTHERS, (month, half, year), strict=True):
        assert translator_for("en", kind).gettext(message) == expected


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_quarters_have_the_catalogues_own_words(lang: Language) -> None:
    """The very same translations, so that nothing that is printed for a quarter can change."""
    assert translator_for(lang, PeriodKind.QUARTER) is translator(lang)
    assert not label("下季度目标", translator(lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hrs_own_texts_stay_as_they_are(lang: Language) -> None:
    """A note of the scheme is shown by the same way as the program's, and is no message."""
    t = translator_for(lang, PeriodKind.MONTH)
    for note in ("每季度盘点一次。", "Counted every quarter, by two people."):
        assert t.gettext(note) == note


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_labels_are_written_and_read(lang: Language, kind: PeriodKind) -> None:
    """A heading that is issued for such a period is understood, in either language."""
    t = translator_for(lang, kind)
    assert is_english(t) == (lang == "en")
    for name in ("季度", "下季度目标"):
        written = word(name, t)
        assert written == LABELS[kind][lang][name]
        assert written not in (name, VOCABULARY[name])
        assert stands_for(written, name)
    assert word("评语", t) == word("评语", translator(lang))


def test_an_issue_names_the_heading_that_the_reader_sees() -> None:
    """下月目标, not 下季度目标; and its advice speaks of the month."""
    issue = Issue(
        V.CELL_BLANK, CellRef("甲部.xlsx", "评语", "D2"), details={"header": "下季度目标"}
    )
    t = translator_for("zh", PeriodKind.MONTH)
    assert "下月目标" in describe(issue, t).expected
    english = Issue(issue.code, issue.place, details={"header": "Goals for next quarter"})
    t = translator_for("en", PeriodKind.MONTH)
    assert "Goals for next month" in describe(english, t).expected
