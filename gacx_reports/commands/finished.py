"""Makes a run's documents, and takes from the store what an earlier run has made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from gacx_reports.cache.recipe import kitchen_of, name_of
from gacx_reports.cache.store import Store
from gacx_reports.commands.press import press_of
from gacx_reports.commands.reports import PrintRun, render
from gacx_reports.commands.request import RunOptions, RunStep
from gacx_reports.core.calendar.period import kind_of
from gacx_reports.files import ChangedError

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings, ReportView


@dataclass(frozen=True, slots=True)
class StoredPdfs(Mapping[str, bytes]):
    """Path → PDF, read from the store each time: thousands of them would fill the memory."""

    store: Store
    names: Mapping[str, str]
    """Path → the document's name in the store."""
    unstored: Mapping[str, bytes]
    """Path → PDF, of those for which the store had no room."""

    def __getitem__(self, path: str) -> bytes:
        """The PDF; ChangedError if it was taken out of the store meanwhile."""
        if path in self.unstored:
            return self.unstored[path]
        pdf = self.store.get(self.names[path])
        if pdf is None:
            raise ChangedError(str(self.store.folder))
        return pdf

    def __iter__(self) -> Iterator[str]:
        """The paths."""
        return iter(self.names)

    def __len__(self) -> int:
        """Number of PDFs."""
        return len(self.names)

    def __contains__(self, path: object) -> bool:
        """Whether there is a PDF of that path, which is not read for that."""
        return path in self.names


def finished(
    settings: "RenderSettings",
    views: "Mapping[str, ReportView]",
    options: RunOptions,
) -> PrintRun:
    """The documents of the views: those in the store as they are, the others rendered and put there as they come.

    So a run goes on where one that was killed has ended. Raises RenderError, DiskFullError.
    """
    store, press = options.store, press_of(options)
    if store is None:
        return render(settings, views, press, options.progress, seconds=options.seconds)
    kitchen = kitchen_of(settings.templates / "reports", settings.fonts.version, settings.lang)
    names = {path: name_of(kitchen, view) for path, view in views.items()}
    todo = {path: view for path, view in views.items() if store.get(names[path]) is None}
    known = len(views) - len(todo)

    def keep(path: str, pdf: bytes) -> bool:
        return store.put(names[path], pdf)

    def advance(step: RunStep) -> None:
        options.progress(replace(step, done=known + step.done, total=known + step.total))

    if not options.cluster:
        settings = replace(settings, compiled=_compiled(store, kitchen, settings, todo))
    run = render(settings, todo, press, advance, keep, options.seconds)
    made = {path: name for path, name in names.items() if path not in run.not_made}
    return replace(run, pdfs=StoredPdfs(store, made, run.pdfs))


def _compiled(
    store: Store, kitchen: str, settings: "RenderSettings", views: "Mapping[str, ReportView]"
) -> tuple[bytes, ...]:
    """The code of the templates for these views, as the store has it, or compiled and put there."""
    # Only here: reading alone needs none of it.
    from gacx_reports.render.reports import compiled_for

    one_of_each = {(type(v).__name__, kind_of(v.heading.quarter)): v for v in views.values()}
    return tuple(
        store.kept(name_of(kitchen, ("templates", sort)), partial(compiled_for, settings, view))
        for sort, view in one_of_each.items()
    )
