"""The context of a run about a published or publishable quarter: options, fonts, and the ledger's content."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection
from typing import TYPE_CHECKING

from gacx_reports import __version__
from gacx_reports.commands.ledger_entry import refuse_purged
from gacx_reports.commands.publishing.result import PublishOptions
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.records.revisions import DayCorrection, Opened, Published, Subject
from gacx_reports.core.scheme.settings.choices import FourEyes
from gacx_reports.ledger import appeals, publications
from gacx_reports.ledger.publications import Publication

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings

REVISIONS = "revisions"
"""Folder below a quarter's results with reports that later revisions replaced."""


@dataclass(frozen=True)
class PublishContext:
    """Options, rendering settings and the ledger's content about one quarter."""

    options: RunOptions
    settings: "RenderSettings"
    db: Connection
    publication: Publication | None
    standing: Mapping[Subject, Published]
    opened: Opened
    wish: PublishOptions | None = None
    """Options of `publish`; None for `quarter`, which publishes nothing."""
    correction: DayCorrection | None = None
    """The publication whose day is corrected; None where nothing is."""

    @property
    def day(self) -> date | None:
        """Day of publication from `--on` or `--correct-day`; None for 公布日 of sheet 本期."""
        if self.correction:
            return self.correction.day
        return self.wish.day if self.wish else None

    def second_person(self, four_eyes: FourEyes) -> bool:
        """Whether publishing waits for a second person: by the scheme's setting, or that of the last publication."""
        before = self.publication
        return four_eyes.publishes or bool(before and before.four_eyes.publishes)

    @property
    def closed(self) -> bool:
        """Whether the quarter is published and nothing is open for revision."""
        return self.publication is not None and not self.opened


def case_of(
    options: RunOptions,
    settings: "RenderSettings",
    db: Connection,
    wish: PublishOptions | None = None,
) -> PublishContext:
    """The context of the options' quarter; raises RefusedError if it is purged."""
    name = str(options.quarter)
    refuse_purged(db, name)
    return PublishContext(
        options,
        settings,
        db,
        publications.latest(db, name),
        publications.standing(db, name),
        appeals.opened(db, name),
        wish,
    )


def same_program(context: PublishContext) -> bool:
    """Whether program and fonts are those of the last publication, so that bytes may be compared."""
    then = context.publication
    return then is None or (then.program, then.fonts) == (
        __version__,
        context.settings.fonts.version,
    )


def aside(record: Published) -> str:
    """Path, below the quarter's results, of a report that a later revision replaced."""
    return f"{REVISIONS}/{record.revision}/{record.path}"
