"""Who renders documents: processes of this machine, or a cluster."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from gacx_reports import nursery, workers
from gacx_reports.commands.request import RunOptions

if TYPE_CHECKING:
    from gacx_reports.render.reports import NotMade, RenderSettings, Report

PAYS = 4
"""Documents for which another process is worth its start: it takes as long as two or three of them."""


class Press(Protocol):
    """Renders reports."""

    def __call__(
        self, settings: "RenderSettings", reports: "Sequence[Report]", seconds: float
    ) -> "Generator[tuple[int, bytes | NotMade | workers.Lost]]":
        """(index, PDF) of each report, in order of completion; each may take `seconds`, and that once again.

        Raises RenderError.
        """
        ...


def press_of(options: RunOptions) -> Press:
    """The cluster, if there is one."""
    return options.cluster.render if options.cluster else own_processes(options.jobs)


def own_processes(number: int) -> Press:
    """So many processes of this machine."""

    def press(
        settings: "RenderSettings", reports: "Sequence[Report]", seconds: float
    ) -> "Generator[tuple[int, bytes | NotMade | workers.Lost]]":
        from gacx_reports.render import reports as rendering

        work = partial(rendering.render, replace(settings, compiled=()))
        prepare = partial(rendering.prepare_worker, settings)
        expect_rendering()
        return workers.each(work, reports, min(number, -(-len(reports) // PAYS)), prepare, seconds)

    return press


def expect_rendering() -> None:
    """Have the server from which processes are forked load what rendering needs, if it is started after this."""
    nursery.expect("gacx_reports.render.ready")
