"""Published records against what is computed now: a verdict on each."""

from collections.abc import Iterable, Mapping
from gettext import NullTranslations

from gacx_reports.core.records.current import essence
from gacx_reports.core.records.record_types import PersonPublication, of_group, of_person
from gacx_reports.core.records.revisions import (
    Current,
    DifferenceKind,
    Differs,
    Fresh,
    Opened,
    Published,
    Revised,
    Stands,
    Subject,
    SubjectKind,
    Verdict,
    Withheld,
)
from gacx_reports.i18n import N_


def compare(
    now: Mapping[Subject, Current],
    standing: Mapping[Subject, Published],
    opened: Opened,
    held: Iterable[str],
    t: NullTranslations,
) -> dict[Subject, Verdict]:
    """What becomes of every record, published or computed."""
    pools = _shared_since(now, standing)
    reach = reached(opened.appeals, now.values(), standing.values()) | pools
    held_back = frozenset(held)
    verdicts: dict[Subject, Verdict] = {}
    for subject, published in standing.items():
        free = bool(opened.reason) or _touches(subject, now.get(subject), published, reach)
        note = _note(subject, opened, pools, t) if free else ""
        verdicts[subject] = _verdict(published, now.get(subject), note, held_back)
    return verdicts | {s: Fresh(c) for s, c in now.items() if s not in standing}


def _verdict(
    published: Published, current: Current | None, note: str, held: frozenset[str]
) -> Verdict:
    if current is None:
        if published.subject.kind is SubjectKind.EMPLOYEE and published.subject.name in held:
            return Withheld(published) if note else Differs(published, DifferenceKind.HELD_BACK)
        return Differs(published, DifferenceKind.GONE)
    if essence(current.record) == essence(published.record):
        return Stands(published)
    if note:
        return Revised(current, published, note)
    return Differs(published, DifferenceKind.RESULT, current)


def reached(
    appeals: Iterable[str], now: Iterable[Current], standing: Iterable[Published]
) -> frozenset[str]:
    """Those who appealed, and whoever is measured by them, then or now, at any remove."""
    found = set(appeals)
    if not found:
        return frozenset()
    known: list[Current | Published] = [*now, *standing]
    edges = {(r.subject.name, led) for r in known for led in r.rests_on}
    while more := {who for who, led in edges if led in found} - found:
        found |= more
    return frozenset(found)


def _shared_since(
    now: Mapping[Subject, Current], standing: Mapping[Subject, Published]
) -> frozenset[str]:
    """Those whose pay was unknown when they were published, and is nothing else than known now."""
    return frozenset(
        subject.name
        for subject, published in standing.items()
        if subject.kind is SubjectKind.EMPLOYEE and subject in now
        if _paid_since(of_person(published.record), of_person(now[subject].record))
    )


def _paid_since(before: PersonPublication, after: PersonPublication) -> bool:
    unpaid: PersonPublication = {**after, "pay": None}
    known = before["pay"] is None and after["pay"] is not None
    return known and essence(before) == essence(unpaid)


def _touches(
    subject: Subject, current: Current | None, published: Published, reach: frozenset[str]
) -> bool:
    match subject.kind:
        case SubjectKind.EMPLOYEE:
            return subject.name in reach
        case SubjectKind.DEPARTMENT:
            shown = set(of_group(published.record)["members"])
            if current:
                shown |= set(of_group(current.record)["members"])
            return bool(shown & reach)
        case _:
            return bool(reach)


POOL_SHARED = N_(
    "The department's bonus pool was shared only after this report had been published."
)
AFFECTED = N_("Results that this report shows or rests on were corrected.")


def _note(subject: Subject, opened: Opened, pools: frozenset[str], t: NullTranslations) -> str:
    """Only the person's own report says how their appeal was decided: nobody else's names it."""
    own = subject.kind is SubjectKind.EMPLOYEE and opened.appeals.get(subject.name)
    if own:
        words = t.gettext("After an appeal: {reason}")
        return words.format(reason=own)
    if not opened.reason and subject.kind is SubjectKind.EMPLOYEE and subject.name in pools:
        return t.gettext(POOL_SHARED)
    return opened.reason or t.gettext(AFFECTED)
