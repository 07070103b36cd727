"""What a run has a cluster do: read workbooks and render documents."""

import pickle
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gacx_reports.cluster import bundle
from gacx_reports.cluster.crew import Crew
from gacx_reports.cluster.jobs import each
from gacx_reports.cluster.tasks import Parcel
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.sheets.packed_read import PackedRead
from gacx_reports.excel.reading import sandbox
from gacx_reports.excel.reading.file_checks import load
from gacx_reports.excel.reading.limits import LIMITS
from gacx_reports.excel.reading.quarter_folder import name_in
from gacx_reports.workers import Lost

if TYPE_CHECKING:
    from gacx_reports.render.reports import NotMade, RenderSettings, Report

READ_SECONDS = LIMITS.seconds + sandbox.START_SECONDS
"""For a process that watches over the one that reads."""


class Cluster:
    """A cluster that was joined. Nothing but bytes travels: no worker needs a disk that it shares with this machine."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew

    def read(
        self,
        paths: Sequence[Path],
        folder: Path,
        watch: Callable[[int, int], None],
    ) -> list[PackedRead]:
        """As `sandbox.read_files`. What two workers could not read is read here."""
        found: dict[int, PackedRead] = {}
        watch(0, len(paths))
        for index, read in each(self._crew, paths, lambda path: _sent(path, folder), READ_SECONDS):
            lost = isinstance(read, Lost)
            found[index] = sandbox.read_in_child(paths[index], folder) if lost else read
            watch(len(found), len(paths))
        return [found[index] for index in range(len(paths))]

    def render(
        self, settings: "RenderSettings", reports: "Sequence[Report]", seconds: float
    ) -> "Generator[tuple[int, bytes | NotMade | Lost]]":
        """(index, PDF) of each report, in order of completion; each may take `seconds`. Raises RenderError."""
        from gacx_reports.render.reports import render

        self._crew.equip(bundle.packed(settings))
        yield from each(
            self._crew, reports, lambda report: Parcel(pickle.dumps((render, report))), seconds
        )


def _sent(path: Path, folder: Path) -> Parcel | PackedRead:
    """The workbook's bytes; or what is wrong with the file, so that nobody need read it."""
    content = load(path, folder)
    if isinstance(content, Issue):
        return PackedRead((content,))
    return Parcel(pickle.dumps((_read, (name_in(folder, path), content))))


def _read(_settings: object, workbook: tuple[str, bytes]) -> PackedRead:
    """In a process of a worker."""
    return sandbox.read_content_in_child(*workbook)
