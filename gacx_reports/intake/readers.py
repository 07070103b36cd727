"""Who reads a quarter's workbooks, who is told how far they are, and what earlier runs have read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from gacx_reports.cache.readings import Readings
from gacx_reports.core.calendar.period import Period
from gacx_reports.core.periods.published import PublishedPeriods
from gacx_reports.core.sheets.packed_read import PackedRead, from_bytes
from gacx_reports.core.sheets.recalculated import GAVE_UP, Calculated, FormulaCell, NotComputed
from gacx_reports.core.sheets.workbook import Workbook
from gacx_reports.excel.reading.quarter_folder import inside, name_in
from gacx_reports.files import ChangedError
from gacx_reports.intake.fingerprint import Fingerprint


def unwatched(_done: int, _total: int) -> None:
    """Nobody is told how many files are read."""


def _unwatched(_quarter: Period, _done: int, _total: int) -> None:
    """Nobody is told."""


def _unpublished(_period: Period) -> PublishedPeriods:
    """Nothing is published."""
    return {}


class Elsewhere(Protocol):
    """Other machines that read workbooks."""

    def read(
        self, paths: Sequence[Path], folder: Path, watch: Callable[[int, int], None]
    ) -> list[PackedRead]:
        """As `sandbox.read_files`."""
        ...


@dataclass(frozen=True)
class StoredRead(PackedRead):
    """As PackedRead, of which the store holds the workbook."""

    find: Callable[[], bytes | None] = lambda: None
    """Returns all of it, from the store."""

    @property
    def workbook(self) -> Workbook | None:
        """The workbook; ChangedError if it was taken out of the store meanwhile."""
        kept = self.find()
        if kept is None:
            raise ChangedError(self.name)
        return from_bytes(kept).workbook


@dataclass(frozen=True, slots=True)
class Readers:
    """The child processes that read workbooks, here or elsewhere, the readings of earlier runs, and what is published.

    Only a readable workbook is kept: what is wrong with another may be lack of time or memory.
    """

    processes: int = 1
    """At most so many at a time, of this machine."""
    watch: Callable[[Period, int, int], None] = _unwatched
    """Called with the quarter, the number of its workbooks that are read, and of all."""
    readings: Readings | None = None
    """What earlier runs have read."""
    elsewhere: Elsewhere | None = None
    published: Callable[[Period], PublishedPeriods] = _unpublished
    """Called with a period that counts shorter ones: those of them that are published."""

    def read(
        self,
        files: Mapping[Path, Fingerprint | None],
        folder: Path,
        watch: Callable[[int, int], None] = unwatched,
    ) -> dict[Path, PackedRead]:
        """Workbook and issues of every file; `watch` is called with the number of files that are read, and of all."""
        before = {path: self._known(path, folder, now) for path, now in files.items()}
        known = {path: found for path, found in before.items() if found}
        todo = [path for path in files if path not in known]
        watch(len(known), len(files))
        if todo:
            told = partial(_further, watch, len(known))
            read = zip(todo, self._anew(todo, folder, told), strict=True)
            known |= {path: self._kept(path, folder, files[path], found) for path, found in read}
        return {path: known[path] for path in files}

    def _anew(
        self, paths: Sequence[Path], folder: Path, watch: Callable[[int, int], None]
    ) -> list[PackedRead]:
        if self.elsewhere:
            return self.elsewhere.read(paths, folder, watch)
        # Only here: a run that reads nothing anew starts no child.
        from gacx_reports.excel.reading import sandbox

        return sandbox.read_files(paths, folder, self.processes, watch)

    def _known(self, path: Path, folder: Path, now: Fingerprint | None) -> PackedRead | None:
        """What an earlier run has read of the same bytes under the same name."""
        if not self.readings or not now or not now.sha256 or not inside(path, folder):
            return None
        find = partial(self.readings.fetch, "workbook", name_in(folder, path), now.sha256)
        kept = find()
        return _left_in_store(from_bytes(kept), find) if kept else None

    def _kept(
        self, path: Path, folder: Path, now: Fingerprint | None, found: PackedRead
    ) -> PackedRead:
        """What was just read, kept if it is of these bytes."""
        if self.readings and found.readable and now and found.sha256 == now.sha256:
            origin = ("workbook", name_in(folder, path), found.sha256)
            if self.readings.put(found.to_bytes(), *origin):
                return _left_in_store(found, partial(self.readings.fetch, *origin))
        return found

    def recalculate(self, book: Workbook, wanted: Sequence[FormulaCell]) -> Calculated:
        """Results of a workbook's formulas, as `sandbox.recalculate_in_child`."""
        origin = ("formulas", book.name, book.sha256, tuple(wanted))
        readings = self.readings if book.sha256 else None
        found: Calculated | None = readings.find(*origin) if readings else None
        if found is None:
            from gacx_reports.excel.reading import sandbox

            found = sandbox.recalculate_in_child(book, wanted)
            if readings and not _given_up(found.values()):
                readings.keep(dict(found), *origin)
        return found


def _left_in_store(read: PackedRead, find: Callable[[], bytes | None]) -> StoredRead:
    return StoredRead(read.issues, read.name, read.sha256, find=find)


def _further(watch: Callable[[int, int], None], known: int, done: int, total: int) -> None:
    watch(known + done, known + total)


def _given_up(results: Iterable[object]) -> bool:
    """Whether time or memory was short, which it need not be the next time."""
    return any(isinstance(r, NotComputed) and r.reason == GAVE_UP for r in results)


ONE = Readers()
