"""Makes the RunOptions of a command from command-line options."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from gacx_reports.cli.exits import USAGE, run, stop
from gacx_reports.core.calendar.period import Period
from gacx_reports.i18n import Language
from gacx_reports.locations import default_templates

if TYPE_CHECKING:
    from gacx_reports.commands.request import RunOptions


class QuarterOptions(TypedDict):
    """What click gives a command with `quarter_options`."""

    quarter: Period
    source: Path
    target: Path
    templates: Path | None
    """None: those of the program."""
    lang: Language
    jobs: int | None
    """None: as many as the machine has cores."""


class PublishedQuarterOptions(QuarterOptions):
    """And with `LEDGER`."""

    ledger: Path


class LedgerOptions(TypedDict):
    """What click gives a command with `ledger_options`."""

    quarter: Period
    ledger: Path
    target: Path
    lang: Language


def run_options(
    quarter: Period,
    source: Path,
    target: Path,
    templates: Path | None,
    lang: Language,
    jobs: int | None,
    strict: bool = False,
    only: str = "",
    needs_input: bool = True,
    ledger: Path = Path("ledger.sqlite"),
    seconds: float = 60,
) -> "RunOptions":
    """The run options; exits with 2 if the templates, or with `needs_input` the quarter's workbooks, are missing."""
    from gacx_reports.commands.request import RunOptions

    options = RunOptions(
        quarter=quarter,
        input=source,
        output=target,
        templates=templates or default_templates(),
        lang=lang,
        jobs=jobs or os.cpu_count() or 1,
        seconds=seconds,
        strict=strict,
        only=only,
        ledger=ledger,
    )
    t = options.t
    if needs_input:
        _require_workbooks(options)
    if not (options.templates / "reports").is_dir():
        stop(
            USAGE,
            t.gettext("There is no folder {folder}").format(folder=options.templates / "reports"),
            lang,
        )
    return options


def _require_workbooks(options: "RunOptions") -> None:
    """Exit with 2 if the quarter has no folder, or no workbook because it was purged."""
    if any(options.source.glob("*.xlsx")):
        return
    from gacx_reports.commands.ledger_entry import refuse_purged
    from gacx_reports.ledger.store import reading

    def told() -> None:
        with reading(options.ledger) as db:
            refuse_purged(db, str(options.quarter))

    run(options, told)
    if not options.source.is_dir():
        words = options.t.gettext("There is no folder {folder}")
        stop(USAGE, words.format(folder=options.source), options.lang)


def ledger_order(
    quarter: Period, ledger: Path, lang: Language, target: Path = Path("output")
) -> "RunOptions":
    """The run options of a command that changes only the ledger and the review page."""
    from gacx_reports.commands.request import RunOptions

    return RunOptions(quarter, Path(), target, default_templates(), lang, ledger=ledger)


def now() -> datetime:
    """The present time with the local time zone; core and ledger receive it as an argument."""
    return datetime.now().astimezone()
