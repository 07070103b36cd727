"""`python -m tools.samples`: writes sample quarters, practice folders and example schemes, or a load test's quarter."""

from pathlib import Path

import click

from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.locations import default_templates
from tools.samples.editions import EDITIONS, edition, for_kind
from tools.samples.load_test import load_test_company
from tools.samples.practice_folders import write_practice_folders
from tools.samples.quarter_folder import write_quarter
from tools.samples.sample_company import GACX
from tools.samples.sample_year import write_year
from tools.samples.schemes.folder import write_all_periods, write_schemes
from tools.samples.schemes.source import NAMES

SEED = 2024
SAMPLES = (Period(2023, 4), *(Period(2024, n) for n in range(1, 5)))
YEAR = Period(2024, 1, PeriodKind.YEAR)
"""Of quarters that are published, as the guide tells."""
DEFAULT_OUTPUT = Path("input_samples")


def _quarter(context: click.Context, option: click.Parameter, text: str) -> Period:
    del context, option
    quarter = Period.parse(text)
    if quarter is None:
        raise click.BadParameter("写作 2024Q3 / write it like 2024Q3")
    return quarter


@click.command()
@click.option("--output", type=click.Path(path_type=Path), help="写到哪里 folder to write to")
@click.option(
    "--people",
    type=click.IntRange(1),
    help="生成多少人（性能测试用）a load test's company of so many",
)
@click.option("--departments", type=click.IntRange(1), help="分多少个部门 in so many departments")
@click.option(
    "--quarter", default="2024Q3", callback=_quarter, help="哪个考核期 the load test's period"
)
@click.option(
    "--scheme", type=click.Choice(NAMES), help="一套示例方案的一整年 an example scheme's whole year"
)
@click.option("--seed", default=SEED, help="随机种子 equal seeds give equal files")
def main(
    output: Path | None,
    people: int | None,
    departments: int | None,
    quarter: Period,
    scheme: str | None,
    seed: int,
) -> None:
    """Write input_samples/, with --people one quarter of that many people, with --scheme an example's whole year."""
    if scheme:
        if output is None:
            raise click.UsageError("--scheme 需要 --output / --scheme needs --output")
        write_all_periods(output, scheme)
        return
    if people is None:
        write_samples(output or DEFAULT_OUTPUT, seed)
        write_practice_folders((output or DEFAULT_OUTPUT) / "broken")
        write_schemes(output or DEFAULT_OUTPUT)
        return
    if output is None:
        raise click.UsageError("--people 需要 --output / --people needs --output")
    company = load_test_company(people, departments or max(3, people // 20), seed)
    changes = for_kind(quarter.kind)
    rules = edition(usual_scheme(), changes) if changes else usual_scheme()
    write_quarter(output / str(quarter), company, quarter, rules, seed)


def scheme_of(quarter: Period) -> bytes:
    """The edition of the scheme that was in force in the quarter."""
    template = usual_scheme()
    changes = EDITIONS.get(str(quarter))
    return edition(template, changes) if changes else template


def usual_scheme() -> bytes:
    """The scheme of quarters without an edition of their own: the template."""
    return (default_templates() / "scheme.xlsx").read_bytes()


def write_samples(output: Path, seed: int) -> None:
    """Write all sample quarters below `output`; the same seed gives the same files."""
    for quarter in SAMPLES:
        write_sample(output, quarter, seed)
    write_year(output, YEAR, usual_scheme(), seed)


def write_sample(output: Path, quarter: Period, seed: int) -> None:
    """Write one sample quarter, with the edition of the scheme that was in force then.

    The quarter before, if it is below `output`, tells whom the survey team called last.
    """
    write_quarter(output / str(quarter), GACX, quarter, scheme_of(quarter), seed)


if __name__ == "__main__":
    main()
