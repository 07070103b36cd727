"""Command-line options → the run options that a command takes."""

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from gacx_reports.cli.exits import USAGE, stop
from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.i18n import Language, translator
from gacx_reports.locations import default_templates

if TYPE_CHECKING:
    from gacx_reports.commands.request import RunOptions


class QuarterOptions(TypedDict):
    """What click gives a command with `quarter_options`."""

    quarter: Quarter
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

    quarter: Quarter
    ledger: Path
    target: Path
    lang: Language


def run_options(
    quarter: Quarter,
    source: Path,
    target: Path,
    templates: Path | None,
    lang: Language,
    jobs: int | None,
    strict: bool = False,
    only: str = "",
    needs_input: bool = True,
    ledger: Path = Path("ledger.sqlite"),
) -> "RunOptions":
    """The run options, or exit 2 with the reason."""
    from gacx_reports.commands.request import RunOptions

    options = RunOptions(
        quarter=quarter,
        input=source,
        output=target,
        templates=templates or default_templates(),
        lang=lang,
        jobs=jobs or os.cpu_count() or 1,
        strict=strict,
        only=only,
        ledger=ledger,
    )
    t = translator(lang)
    if needs_input and not options.source.is_dir():
        stop(USAGE, t.gettext("There is no folder {folder}").format(folder=options.source), lang)
    if not (options.templates / "reports").is_dir():
        stop(
            USAGE,
            t.gettext("There is no folder {folder}").format(folder=options.templates / "reports"),
            lang,
        )
    return options


def ledger_order(
    quarter: Quarter, ledger: Path, lang: Language, target: Path = Path("output")
) -> "RunOptions":
    """Options of a run that changes the ledger and, of the folders, only the review page."""
    from gacx_reports.commands.request import RunOptions

    return RunOptions(quarter, Path(), target, default_templates(), lang, ledger=ledger)


def now() -> datetime:
    """The clock; the core and the ledger are given what it says."""
    return datetime.now().astimezone()
