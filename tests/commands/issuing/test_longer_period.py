"""Drafts of a year's scheme and roster, made of those of its quarters or months."""

import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from gacx_reports.commands.issuing.templates import templates as issue
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.issues.issue import errors
from gacx_reports.core.roster.roster import Employment, Roster
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scheme.settings.choices import MissingPeriod, PartService, PeriodWeighing
from gacx_reports.intake.scheme_and_roster import paths_in, read_scheme_and_roster
from tests.commands.issuing.test_templates import NOW
from tests.fixtures.markdown_company import World
from tests.fixtures.saved_workbook import save

YEAR = Period(2024, 1, PeriodKind.YEAR)


def drafted(tmp_path: Path, templates: Path, lang: str = "zh") -> tuple[Scheme, Roster]:
    """Scheme and roster of the year as they are drafted, copied into its folder and read again without an error."""
    order = RunOptions(
        YEAR,
        tmp_path / "in",
        tmp_path / "out",
        templates,
        "en" if lang == "en" else "zh",
        ledger=tmp_path / "ledger.sqlite",
    )
    done = issue(order, NOW)
    assert [i.code for i in done.issues] == ["F01"], done.issues
    scheme, roster = done.unchecked
    assert scheme.parent == order.source
    shutil.copy(roster, order.source)
    read, issues = read_scheme_and_roster(order.source, YEAR)
    assert read
    assert not errors(issues)
    return read.scheme, read.roster


def quarters(tmp_path: Path, samples: Path, *numbers: int) -> None:
    """Copy scheme and roster of the sample quarters."""
    for n in numbers:
        folder = tmp_path / "in" / f"2024Q{n}"
        folder.mkdir(parents=True)
        for path in paths_in(samples / f"2024Q{n}"):
            shutil.copy(path, folder)


def test_a_years_scheme_counts_its_quarters(tmp_path: Path, templates: Path, samples: Path) -> None:
    """Each weighs a quarter until HR says otherwise; posts and grades are the last quarter's, KPIs HR's to add."""
    quarters(tmp_path, samples, 1, 2, 3, 4)
    scheme, _ = drafted(tmp_path, templates)
    assert scheme.settings.period is PeriodKind.YEAR
    assert scheme.settings.period_weighing is PeriodWeighing.GIVEN
    assert scheme.settings.missing_period is MissingPeriod.HOLD
    assert scheme.settings.part_service is PartService.NOT_SCORED
    assert scheme.settings.long_leave_days == 120
    assert scheme.settings.bonus_cap == Decimal("0.04")
    shares = {name: own.weight for name, own in scheme.period_weights.items()}
    assert shares == dict.fromkeys(("Q1", "Q2", "Q3", "Q4"), Fraction(1, 4))
    assert not scheme.kpis
    assert {(str(p.individual), str(p.periods)) for p in scheme.posts.values()} == {("0", "1")}
    assert [g.name for g in scheme.grades] == ["A", "B", "C"]


def test_a_years_roster_has_everybody_of_its_quarters(
    tmp_path: Path, templates: Path, samples: Path
) -> None:
    """Who left as well, with all transfers and leave; what the year pays is for HR to enter."""
    quarters(tmp_path, samples, 1, 2, 3, 4)
    _, roster = drafted(tmp_path, templates)
    read, _ = read_scheme_and_roster(samples / "2024Y", YEAR)
    assert read
    expected = read.roster
    assert {(p.id, p.status, p.left) for p in roster.people.values()} == {
        (p.id, p.status, p.left) for p in expected.people.values()
    }
    for mine, its in ((roster.transfers, expected.transfers), (roster.leave, expected.leave)):
        assert {str(x).partition("place")[0] for x in mine} == {
            str(x).partition("place")[0] for x in its
        }
    assert {p.base for p in roster.people.values()} == {None}
    assert roster.period.due == date(2025, 1, 8)


def test_periods_before_the_first_do_not_count(
    tmp_path: Path, templates: Path, samples: Path
) -> None:
    """A company that began in July: of quarters that are still to come it says so when the year is run."""
    quarters(tmp_path, samples, 3)
    scheme, _ = drafted(tmp_path, templates, "en")
    shares = {name: own.weight for name, own in scheme.period_weights.items()}
    assert shares == {"Q3": Fraction(1, 2), "Q4": Fraction(1, 2)}


def test_a_year_of_months(tmp_path: Path, templates: Path, samples: Path) -> None:
    """The shop's six months are exact sixths; 15 days of leave in a month are 180 in a year."""
    shutil.copytree(samples / "schemes" / "shop", tmp_path / "in")
    shutil.rmtree(tmp_path / "in" / "2024Y", ignore_errors=True)
    scheme, roster = drafted(tmp_path, templates)
    assert scheme.settings.counted_periods is PeriodKind.MONTH
    shares = {name: own.weight for name, own in scheme.period_weights.items()}
    assert shares == {f"M{n:02}": Fraction(1, 6) for n in range(7, 13)}
    assert scheme.settings.long_leave_days == 180
    assert roster.people["S01"].status is Employment.EXEMPT


def test_people_who_are_gone_or_were_exempt_once(tmp_path: Path, templates: Path) -> None:
    """Whoever a later roster lacks has left; exempt stays who always was; an absence told twice is one."""
    lines = {
        1: ("| G1 | 张三 | 甲部 | 工程师 | G0 | | 2020-01-06 | | 在职 | 4000 |\n"
            "| G2 | 李四 | 甲部 | 工程师 | G0 | | 2020-01-06 | | 在职 | 4000 |\n",
            "| G1 | 2024-03-20 | 2024-03-31 | 病假 |"),
        2: ("| G1 | 张三 | 甲部 | 工程师 | G0 | | 2020-01-06 | | 免考核 | 4000 |\n",
            "| G1 | 2024-04-01 | 2024-04-10 | 病假 |"),
    }  # fmt: skip
    head = "| 工号 | 姓名 | 部门 | 岗位 | 直接上级工号 | 邮箱 | 入职日期 | 离职日期 | 状态 | 绩效薪资基数 |\n"
    chief = "| G0 | 钱主管 | 甲部 | 主管 | | | 2015-01-05 | | 免考核 | |\n"
    for n, (people, leave) in lines.items():
        world = World(quarter=f"2024Q{n}", people=head + chief + people, leave=leave)
        folder = tmp_path / "in" / f"2024Q{n}"
        folder.mkdir(parents=True)
        for book in (world.scheme(), world.roster()):
            save(book, folder / book.name)
    _, roster = drafted(tmp_path, templates)
    assert {p.id: p.status for p in roster.people.values()} == {
        "G0": Employment.EXEMPT, "G1": Employment.EMPLOYED, "G2": Employment.LEFT,
    }  # fmt: skip
    (absence,) = roster.leave
    assert (absence.start, absence.end) == (date(2024, 3, 20), date(2024, 4, 10))
