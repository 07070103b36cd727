"""Writes HR's review page: after a run, and again after every mailing, acknowledgement or appeal."""

import contextlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from sqlite3 import Connection

from gacx_reports import files
from gacx_reports.cache.recipe import kitchen_of, name_of
from gacx_reports.cache.store import Store
from gacx_reports.commands.known_pages import PagePlace, known_pages, remember_page
from gacx_reports.commands.quarter_with_history import QuarterWithHistory
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.calendar.period import PeriodKind, kind_of
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.records.delivery import Deliveries, Issued, Printed, Signed
from gacx_reports.core.records.quarter_record import canonical
from gacx_reports.core.records.record_types import of_person
from gacx_reports.core.records.revisions import Differs, Published, Subject, SubjectKind
from gacx_reports.core.views.review_page.delivery import delivery_view
from gacx_reports.core.views.review_page.page import TABLES as FILES
from gacx_reports.core.views.review_page.page import review_view
from gacx_reports.core.views.review_page.review_record import EDITION, ReviewRecord, read_review
from gacx_reports.core.views.review_page.run import Run
from gacx_reports.i18n import Language
from gacx_reports.ledger import appeals, approvals, mails, publications
from gacx_reports.ledger.acknowledgements import acknowledgements
from gacx_reports.ledger.publications import Publication
from gacx_reports.ledger.store import reading
from gacx_reports.locations import default_templates

PAGE = "index.html"
RECORD = "review.json"
"""The page's data. Page and data keep changing, so they are in no manifest and no publication."""
PATIENCE = 2.0
"""Seconds for which a page waits for another run in its folder."""


def review(
    options: RunOptions,
    draft: QuarterWithHistory,
    shows: Mapping[str, str],
    *,
    strict: bool = False,
    differing: tuple[Differs, ...] = (),
) -> None:
    """Write the page of a run; `shows` maps every report that is up to date to a digest of what it shows."""
    found = Run(
        options.quarter,
        draft.intake.outcome,
        draft.past,
        draft.issues,
        draft.intake.returns,
        _present(options.target / "returned", draft.intake.inputs),
        _present(options.target, (*shows, *FILES)),
        strict,
        differing,
    )
    view = asdict(review_view(found, options.lang, options.t))
    record = {"edition": EDITION, "view": view, "shows": dict(shows)}
    files.write(options.target / RECORD, canonical(record).encode())
    refresh(options.target, options.ledger, options.templates, options.store)
    place = PagePlace(options.output / str(options.quarter), options.templates)
    remember_page(options.ledger, place)
    refresh_others(options.ledger, place.folder)


def up_to_date(
    options: RunOptions, views: Mapping[str, object], made: Collection[str]
) -> dict[str, str]:
    """Path → digest of its view, for each report that was `made` now or by an earlier run with the same view."""
    record = _record(options.target)
    earlier = record["shows"] if record else {}
    digests = {path: name_of("", v)[:16] for path, v in views.items()}
    return {p: d for p, d in digests.items() if p in made or earlier.get(p) == d}


def refresh(target: Path, ledger: Path, templates: Path, store: Store | None = None) -> bool:
    """Write the last run's page again with the ledger's present content; False if its record can't be read.

    True also where there was no run. Reads no workbook, so it is fast. The store has the template's code.
    """
    from gacx_reports.render.review import review_page

    record = _record(target)
    if record is None:
        return not (target / RECORD).is_file()
    view = record["view"]
    kind = kind_of(view["heading"]["quarter"])
    t = translator_for(view["lang"], kind)
    with reading(ledger) as db:
        found = deliveries(db, view["heading"]["quarter"])
    shown = {p["id"]: (p["total"], p["grade"]) for p in view["people"]}
    folder = page_templates(templates)
    code = _code(store, folder, view["lang"], kind) if store else None
    page = review_page(view, delivery_view(shown, found, t), folder, code)
    files.write(target / PAGE, page.encode())
    return True


def _code(store: Store, folder: Path, lang: Language, kind: PeriodKind) -> bytes:
    """The code of the page's template, as the store has it, or compiled and put there."""
    from gacx_reports.render.review import compiled_page

    name = name_of(kitchen_of(folder, "", lang), ("review page", kind))
    return store.kept(name, partial(compiled_page, folder, lang, kind))


def refresh_alone(target: Path, ledger: Path, templates: Path) -> bool:
    """As `refresh`, for a caller that has not locked the folder, which may have to wait for another run.

    Without the lock, the page would be taken for somebody's own file that the other run has to keep. Raises BusyError
    if that run goes on.
    """
    if not (target / RECORD).is_file():
        return True
    with files.held(target, PATIENCE):
        return refresh(target, ledger, templates)


def refresh_others(ledger: Path, target: Path) -> int:
    """Refresh the quarter's pages that are known to lie elsewhere than in `target`; returns their number."""
    others = (p for p in known_pages(ledger, target.name) if p.folder != target.resolve())
    return sum(_refreshed(ledger, p) for p in others)


def refresh_all(ledger: Path) -> None:
    """Refresh every page that is known to tell of this ledger, as after it was restored."""
    for place in known_pages(ledger):
        _refreshed(ledger, place)


def _refreshed(ledger: Path, place: PagePlace) -> bool:
    """Refresh one page; one that can't be read or written is left to the command that names its folder."""
    if not (place.folder / RECORD).is_file():
        return False
    with contextlib.suppress(OSError, files.BusyError):
        return refresh_alone(place.folder, ledger, place.templates)
    return False


def language(target: Path) -> str:
    """The language of the last run's page; "" if there is none."""
    record = _record(target)
    return record["view"]["lang"] if record else ""


def _record(target: Path) -> ReviewRecord | None:
    """What the last run put on record; None where there is nothing of this edition, or it is damaged."""
    path = target / RECORD
    return read_review(path.read_text("utf-8", errors="replace")) if path.is_file() else None


def page_templates(templates: Path) -> Path:
    """Folder of the page's templates: the company's own, or the program's if it has none."""
    folder = templates / "review"
    return folder if folder.is_dir() else default_templates() / "review"


def deliveries(db: Connection, quarter: str) -> Deliveries:
    """The quarter's publications, mail, acknowledgements and appeals for the review page."""
    acts = publications.numbered(db, quarter)
    waiting = approvals.waiting(db, quarter)
    if not acts:
        return Deliveries(sendings=tuple(mails.sendings(db, quarter)), waiting=waiting)
    latest, standing = acts[max(acts)], publications.standing(db, quarter)
    return Deliveries(
        published_on=latest.published_on,
        complete=latest.complete,
        reopened=appeals.opened(db, quarter).reason,
        issued=_issued(standing),
        printed=_printed(standing, acts),
        sendings=tuple(mails.sendings(db, quarter)),
        signed=tuple(
            Signed(a.person, a.revision, a.day, a.refused) for a in acknowledgements(db, quarter)
        ),
        appeals={a.person: a.outcome for a in appeals.appeals(db, quarter)},
        signatories=approvals.signatories(db, quarter),
        waiting=waiting,
    )


def _issued(standing: Mapping[Subject, Published]) -> dict[str, Issued]:
    people = ((s.name, p) for s, p in standing.items() if s.kind is SubjectKind.EMPLOYEE)
    return {i: _issue(p) for i, p in people}


def _printed(
    standing: Mapping[Subject, Published], acts: Mapping[int, Publication]
) -> tuple[Printed, ...]:
    """Numbers of reports by revision and by the printed days, which are those of the report's publication."""
    reports = (p for s, p in standing.items() if p.sha256 and s.kind is not SubjectKind.TABLE)
    found = Counter((p.revision, p.publication) for p in reports)
    days: Counter[tuple[int, date, date]] = Counter()
    for (revision, number), n in found.items():
        days[revision, acts[number].published_on, acts[number].appeals_until] += n
    return tuple(sorted(Printed(*printed, n) for printed, n in days.items()))


def _issue(published: Published) -> Issued:
    result = of_person(published.record)["result"]
    return Issued(
        published.revision,
        result["status"],
        result["total"] or "",
        result["grade"] or "",
        bool(published.sha256),
    )


def _present(folder: Path, names: Iterable[str]) -> frozenset[str]:
    """The names that exist as files below the folder."""
    return frozenset(name for name in names if (folder / name).is_file())
