"""Makes a run's documents, and takes from the store what an earlier run has made."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from gacx_reports.cache.recipe import kitchen_of, name_of
from gacx_reports.commands.reports import PrintRun, render
from gacx_reports.commands.request import RunOptions, RunStep

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings, ReportView


def finished(
    settings: "RenderSettings",
    views: "Mapping[str, ReportView]",
    options: RunOptions,
) -> PrintRun:
    """The documents of the views: those in the store as they are, the others rendered and put there as they come.

    So a run goes on where one that was killed has ended. Raises RenderError, DiskFullError.
    """
    store = options.store
    if store is None:
        return render(settings, views, options.jobs, options.progress, seconds=options.seconds)
    kitchen = kitchen_of(settings.templates / "reports", settings.fonts.version, settings.lang)
    names = {path: name_of(kitchen, view) for path, view in views.items()}
    known = {path: pdf for path, name in names.items() if (pdf := store.get(name)) is not None}
    todo = {path: view for path, view in views.items() if path not in known}

    def keep(path: str, pdf: bytes) -> None:
        store.put(names[path], pdf)

    def advance(step: RunStep) -> None:
        done, total = len(known) + step.done, len(known) + step.total
        options.progress(replace(step, done=done, total=total))

    press = render(settings, todo, options.jobs, advance, keep, options.seconds)
    return replace(
        press, pdfs={p: press.pdfs.get(p) or known[p] for p in views if p not in press.not_made}
    )
