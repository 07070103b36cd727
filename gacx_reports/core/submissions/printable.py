"""Checks texts for characters that the reports' font lacks, before anything is printed."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace

from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.private_use import RETYPED
from gacx_reports.core.language.substitutes import code_point, visible
from gacx_reports.core.roster.roster import Roster
from gacx_reports.core.scheme.scheme import ENGLISH_SHEET, Scheme
from gacx_reports.core.submissions.submissions import Submissions

Missing = Callable[[str], list[str]]
"""Function that lists the characters of a text that can't be printed."""
LISTED = 10
"""Most characters that an issue lists."""


def check_glyphs(roster: Roster, submissions: Submissions, missing: Missing) -> Iterator[Issue]:
    """V15: unprintable characters in names, comments, reasons and overrides; holds back the employee concerned.

    A department's name holds back its people, and those who moved to or from it.
    """
    for p in roster.people.values():
        yield from _check(p.name, p.name_place or p.place, p.id, missing)
        yield from _check(p.department, p.department_place or p.place, p.id, missing)
    for move in roster.transfers:
        named = f"{move.old_department}{move.new_department}"
        yield from _check(named, move.place, move.person, missing)
    for who, comment in submissions.comments.items():
        yield from _check(f"{comment.comment}{comment.goals}", comment.place, who, missing)
    for who, lines in submissions.lines.items():
        for line in lines:
            yield from _check(line.reason, line.place, who, missing)
    for who, override in roster.overrides.items():
        yield from _check(f"{override.reason}{override.by}", override.place, who, missing)


def check_decision_glyphs(roster: Roster, missing: Missing) -> Iterator[Issue]:
    """V15 (warning): unprintable characters in the reason or approver of an accepted quota.

    Only pages about many people show them, with a substitute.
    """
    for accepted in roster.accepted.values():
        for issue in _check(f"{accepted.reason}{accepted.by}", accepted.place, "", missing):
            yield replace(issue, harmless=True)


def check_scheme_glyphs(scheme: Scheme, missing: Missing) -> Iterator[Issue]:
    """V15: unprintable characters in the scheme's texts on reports; like every error of the scheme it stops scoring."""
    settings = f"{scheme.settings.company}{scheme.settings.confidential}{scheme.settings.version}"
    yield from _check(settings, scheme.sheet("设置"), "", missing)
    for post in scheme.posts.values():
        yield from _check(f"{post.name}{post.unit}", post.place, "", missing)
    for kpi in scheme.kpis:
        text = f"{kpi.name}{kpi.unit}{kpi.info_source}{kpi.watched_by}{kpi.bands}{kpi.line}"
        values = f"{kpi.where_value}{kpi.also_value}{kpi.counted_value}"
        yield from _check(text + values, kpi.place, "", missing)
    for group in scheme.behaviours.values():
        for item in group.items:
            yield from _check(f"{item.category}{item.name}", item.place, "", missing)
    for scale in scheme.scales.values():
        words = "".join(f"{level.name}{level.meaning}" for level in scale.levels)
        yield from _check(words, scheme.sheet("评分等级"), "", missing)
    for table in scheme.tables.values():
        names = "".join(column.name for column in table.columns)
        yield from _check(f"{table.name}{names}", scheme.sheet("记录表"), "", missing)
    english = "".join(scheme.english.values())
    yield from _check(english, scheme.sheet(ENGLISH_SHEET), "", missing)
    for line in scheme.line_items.values():
        yield from _check(line.name, line.place, "", missing)
    for grade in scheme.grades:
        yield from _check(f"{grade.name}{grade.meaning}", grade.place, "", missing)


def check_specification_glyphs(scheme: Scheme, missing: Missing) -> Iterator[Issue]:
    """V15: unprintable characters in the posts' documents; affects these documents only."""
    for lines in scheme.specifications.values():
        for line in lines:
            said = (line.label, line.text, line.measure, line.english_text, line.english_measure)
            yield from _check("".join(said), line.place, "", missing)


def _check(text: str, place: CellRef, person: str, missing: Missing) -> Iterator[Issue]:
    """One issue for each way to mend: type the known character, ask for an unknown one, take a picture out."""
    ways: dict[str, list[str]] = {}
    for char in missing(text):
        private = unicodedata.category(char) == "Co"
        way = "retype" if char in RETYPED else "private" if private else ""
        ways.setdefault(way, []).append(char)
    for way, chars in ways.items():
        details = {"chars": " ".join(map(_named, chars[:LISTED]))}
        if way:
            details[way] = "、".join(map(_instead, chars[:LISTED]))
        found = "".join(chars[:LISTED])
        yield Issue(V.CHARACTER_NOT_PRINTABLE, place, found, details, person)


def _named(char: str) -> str:
    """`👍 (U+1F44D)`; the code point alone of a character that nobody else sees."""
    return code_point(char) if visible(char) != char else f"{char} ({code_point(char)})"


def _instead(char: str) -> str:
    """`U+E863 → 䶮 (U+4DAE)`; the code point alone of a character that is not known."""
    new = RETYPED.get(char)
    return f"{code_point(char)} → {new} ({code_point(new)})" if new else code_point(char)
