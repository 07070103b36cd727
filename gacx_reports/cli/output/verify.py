"""Output of `verify`."""

from collections.abc import Mapping, Sequence
from gettext import NullTranslations
from typing import Any

from gacx_reports.cli.output.tables import on_screen
from gacx_reports.commands.issue_files import as_json
from gacx_reports.core.language import formats
from gacx_reports.core.records.papers import PaperFinding, PaperVerdict, PublishedPaper
from gacx_reports.core.records.revisions import SubjectKind
from gacx_reports.i18n import N_

WORDS: Mapping[PaperFinding, str] = {
    PaperFinding.GENUINE: N_("genuine: the file is byte for byte the one that was published"),
    PaperFinding.MAILED_COPY: N_("genuine: an encrypted copy that was made for mail"),
    PaperFinding.SAVED_AGAIN: N_(
        "genuine in content: the file was saved again, but pages, attachments and metadata are those published"
    ),
    PaperFinding.ALTERED: N_(
        "NOT the published file, although it names its fingerprint: changed, printed to another PDF, or a draft of"
        " before the publication. Compare it with"
    ),
    PaperFinding.FORGOTTEN: N_(
        "can't be told: it names the fingerprint of a published report whose file has been purged, so nothing is left"
        " to compare it with"
    ),
    PaperFinding.ON_RECORD: N_(
        "a report with this fingerprint was published. That says nothing about the paper: compare what it prints with"
        " the record"
    ),
    PaperFinding.OTHER_REVISION: N_(
        "NOT as the revision that the paper names: the fingerprint was published as"
    ),
    PaperFinding.UNKNOWN: N_(
        "not published by this ledger: a draft, a letter that is not published, another company's, or made up"
    ),
    PaperFinding.LOCKED: N_(
        "can't be told: the file is encrypted, and no copy that was recorded when it was mailed; --password asks for"
        " its password"
    ),
    PaperFinding.UNREADABLE: N_("can't be told: there is no such file, or it is no readable PDF"),
}
CURRENT = N_("{whose}, {quarter}, revision {revision} of {day}: valid now")
SUPERSEDED = N_(
    "{whose}, {quarter}, revision {revision} of {day}: superseded by revision {newest} of {newest_day}"
)


def verdict_lines(verdict: PaperVerdict, t: NullTranslations) -> list[str]:
    """A line about the file or fingerprint, and one for each report that it is or names."""
    words = t.gettext("{what}: {finding}")
    finding = t.gettext(WORDS[verdict.finding])
    what = on_screen(verdict.what).replace("\n", "\ufffd")
    lines = [words.format(what=what, finding=finding)]
    lines += [f"  {_paper(p, t)}" for p in verdict.papers]
    if verdict.finding is PaperFinding.ON_RECORD and len(verdict.papers) > 1:
        lines.append(
            t.gettext(
                "  The footer tells which of these revisions it is; one that names none is the first."
            )
        )
    return lines


def _paper(paper: PublishedPaper, t: NullTranslations) -> str:
    words = t.gettext(CURRENT if paper.current else SUPERSEDED)
    said = words.format(
        whose=_whose(paper, t),
        quarter=paper.quarter,
        revision=paper.revision,
        day=formats.day(paper.day, t),
        newest=paper.newest,
        newest_day=formats.day(paper.newest_day, t),
    )
    opened = t.gettext("the quarter is open for revision") if paper.current and paper.open else ""
    return t.gettext("; ").join(filter(None, (said, paper.outline, opened)))


def _whose(paper: PublishedPaper, t: NullTranslations) -> str:
    match paper.subject.kind:
        case SubjectKind.EMPLOYEE:
            return f"{paper.subject.name} {paper.called}"
        case SubjectKind.DEPARTMENT:
            return paper.shown or paper.subject.name
    return t.gettext("summary of all departments")


def verdicts_json(verdicts: Sequence[PaperVerdict]) -> str:
    """The verdicts for another program; codes in place of words."""
    return as_json([_verdict(v) for v in verdicts]).decode().rstrip()


def _verdict(verdict: PaperVerdict) -> dict[str, Any]:
    return {
        "what": verdict.what,
        "finding": verdict.finding.value,
        "good": verdict.good,
        "reports": [
            {
                "quarter": p.quarter,
                "kind": p.subject.kind.value,
                "name": p.subject.name,
                "revision": p.revision,
                "published_on": p.day.isoformat(),
                "current": p.current,
                "open_for_revision": p.open,
                "newest_revision": p.newest,
                "newest_published_on": p.newest_day.isoformat(),
                "fingerprint": p.fingerprint,
            }
            for p in verdict.papers
        ],
    }
