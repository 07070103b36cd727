"""`posts`: the two documents of each post, or of one employee's post."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from gacx_reports import files, tree
from gacx_reports.commands.press import own_processes
from gacx_reports.commands.reports import render
from gacx_reports.commands.request import Progress, RunResult, UnknownScopeError
from gacx_reports.core.calendar.period import Period, PeriodKind
from gacx_reports.core.issues.issue import Issue, errors
from gacx_reports.core.language.period_words import translator_for
from gacx_reports.core.language.text import safe
from gacx_reports.core.records.report_paths import NAME, POST, stems
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.english_names import own_name
from gacx_reports.core.scheme.post_documents import lacks, unwritten
from gacx_reports.core.scheme.scheme import PostPart, Scheme
from gacx_reports.core.submissions.printable import check_specification_glyphs
from gacx_reports.core.translation import in_english, issues_in
from gacx_reports.core.untranslated import untranslated
from gacx_reports.core.views.letters.posts import (
    GOALS_PARTS,
    SPECIFICATION_PARTS,
    Circumstances,
    PostView,
    objectives_view,
    specification_view,
)
from gacx_reports.i18n import N_, Language, other
from gacx_reports.intake.scheme_and_roster import read_scheme_and_roster, scheme_at

if TYPE_CHECKING:
    from gacx_reports.render.reports import RenderSettings

FOLDER = "posts"
OBJECTIVES = N_("Goals and KPIs of the post")
SPECIFICATION = N_("Job specification")
"""Titles of the two documents and names of their folders; message ids."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Options of the command."""

    templates: Path
    output: Path
    lang: Language = "zh"
    jobs: int = 1
    post: str = ""
    """One post only; "" for all."""
    person: str = ""
    """Employee ID, for that person's documents only; "" for none."""
    input: Path = Path("input_samples")
    quarter: Period | None = None
    """The quarter whose scheme and roster are used; None for the bundled scheme and no person."""
    seconds: float = 60
    """The time that rendering a document may take."""

    @property
    def t(self) -> NullTranslations:
        """The translations to the language, with the words for the quarter's kind of period."""
        kind = self.quarter.kind if self.quarter else PeriodKind.QUARTER
        return translator_for(self.lang, kind)

    @property
    def folder(self) -> Path:
        """The folder to which the documents are written."""
        return (self.output / str(self.quarter) if self.quarter else self.output) / FOLDER

    @property
    def replaced(self) -> Path:
        """The folder that a run locks and replaces as a whole: the quarter's results, or that of the documents."""
        return self.folder.parent if self.quarter else self.folder


def posts(wanted: Wanted, settings: "RenderSettings", progress: Progress) -> RunResult:
    """Write both documents of each post below `posts/`, in a folder per document.

    Reports the issues of scheme and roster, C31, V15 and in English C30. A document of which a text is absent or
    faulty is left out; nothing is written if scheme or roster have errors. Documents left out, and the same documents
    in the other language, are removed. All of that is done, or nothing. Raises UnknownScopeError or BusyError.
    """
    with files.held(wanted.replaced):
        scheme, about, issues = _read(wanted)
        if scheme is None:
            return RunResult(issues)
        chosen = _chosen(scheme, about, wanted)
        unprinted = tuple(check_specification_glyphs(scheme, settings.fonts.missing))
        said = (*issues, *_about_documents(scheme, chosen, unprinted, wanted.lang))
        parts = {post: _unusable(post, scheme, unprinted) for post in chosen}
        documents = list(_documents(scheme, about, wanted, chosen))
        views = {d.path: d.view() for d in documents if not parts[d.post] & d.needs}
        press = render(
            settings, views, own_processes(wanted.jobs), progress, seconds=wanted.seconds
        )
        theirs = _documents(scheme, about, replace(wanted, lang=other(wanted.lang)), chosen)
        gone = _put(press.pdfs, {d.path for d in (*documents, *theirs)}, wanted)
        left_out = tuple(d.path for d in documents if d.path not in views)
        return RunResult(
            said,
            rendered=len(press.pdfs),
            removed=gone,
            left_out=left_out,
            not_made=press.not_made,
        )


def _put(
    contents: Mapping[str, bytes], outdated: Collection[str], wanted: Wanted
) -> tuple[Path, ...]:
    """Write the documents (path → PDF) and remove the `outdated` ones that are not among them; the removed files."""
    with tree.replaced(wanted.replaced) as draft:
        folder = draft / wanted.folder.relative_to(wanted.replaced)
        for path, content in contents.items():
            files.write(folder / path, content)
        old = sorted(set(outdated) - contents.keys())
        return tuple(wanted.folder / path for path in old if files.remove(folder / path))


def _about_documents(
    scheme: Scheme, chosen: Iterable[str], unprinted: Iterable[Issue], lang: Language
) -> tuple[Issue, ...]:
    """C31 for posts without any text, V15, and in English C30: issues that concern only these documents."""
    found = [replace(i, harmless=True) for i in unprinted]
    if scheme.specifications:
        found += [lacks(scheme, p, PostPart) for p in chosen if p not in scheme.specifications]
    else:
        found.append(lacks(scheme, "", PostPart))
    found += untranslated(scheme) if lang == "en" else ()
    return issues_in(lang, found, None, scheme.english)


def _unusable(post: str, scheme: Scheme, unprinted: Iterable[Issue]) -> frozenset[PostPart]:
    """Parts of the post's documents that are absent, faulty, or have a character that can't be printed."""
    places = {i.place for i in unprinted}
    lines = scheme.specifications.get(post, ())
    return unwritten(post, scheme).union(li.part for li in lines if li.place in places)


def _read(wanted: Wanted) -> tuple[Scheme | None, Circumstances | None, tuple[Issue, ...]]:
    """The scheme (None if it or the roster has errors), and quarter, roster and person; UnknownScopeError."""
    if wanted.quarter is None:
        scheme, issues = scheme_at(wanted.templates / "scheme.xlsx", wanted.lang)
        return (None if errors(issues) else scheme), None, issues
    source = wanted.input / str(wanted.quarter)
    found, issues = read_scheme_and_roster(source, wanted.quarter, wanted.lang)
    if found is None or errors(issues):
        return None, None, issues
    person = found.roster.people.get(wanted.person)
    if wanted.person and person is None:
        raise UnknownScopeError(wanted.person)
    return found.scheme, Circumstances(wanted.quarter, found.roster, person), issues


@dataclass(frozen=True, slots=True)
class _Document:
    """One of a post's two documents."""

    post: str
    path: str
    needs: frozenset[PostPart]
    """Parts that it prints."""
    view: Callable[[], PostView]
    """Its content; only if all parts that it needs are there."""


def _documents(
    scheme: Scheme, about: Circumstances | None, wanted: Wanted, chosen: Iterable[str]
) -> Iterator[_Document]:
    t = translator_for(wanted.lang, scheme.settings.period)
    shown, seen = scheme, about
    if wanted.lang == "en":
        shown, seen = in_english((scheme, about), scheme.english)
    names = dict(zip(scheme.posts, shown.posts, strict=True))
    called = stems(scheme.posts, names)
    kinds = (
        (OBJECTIVES, GOALS_PARTS, objectives_view),
        (SPECIFICATION, SPECIFICATION_PARTS, specification_view),
    )
    for post in chosen:
        stem = _stem(called[post], seen.person if seen else None)
        for title, needs, view in kinds:
            path = f"{t.gettext(title)}/{stem}.pdf"
            yield _Document(post, path, needs, partial(view, names[post], shown, seen, t))


def _chosen(scheme: Scheme, about: Circumstances | None, wanted: Wanted) -> list[str]:
    if about and about.person:
        return [about.person.post]
    if not wanted.post:
        return list(scheme.posts)
    post = scheme.post_named(wanted.post) or scheme.post_named(
        own_name(wanted.post, scheme.english)
    )
    if post is None:
        raise UnknownScopeError(wanted.post)
    return [post.name]


def _stem(post: str, person: Person | None) -> str:
    """File name without ending: `岗位—姓名`, or the post's name, which is already safe."""
    return f"{safe(post, POST)}—{safe(person.name, NAME)}" if person else post
