"""An issue in words: what is wrong, what is expected, how to mend it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations

from gacx_reports.core.codes.files import F
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.codes.values import V
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language import formats
from gacx_reports.core.language.period_words import label
from gacx_reports.core.language.singular import singular
from gacx_reports.core.language.substitutes import visible
from gacx_reports.core.language.vocabulary import VOCABULARY, word, word_in
from gacx_reports.i18n import N_, is_english


@dataclass(frozen=True, slots=True)
class IssueWords:
    """An issue in the reader's language."""

    title: str
    expected: str
    mend: str


EXAMPLE = "2024-07-01"
"""A day as it is typed, where a message has no nearer one."""


HR = "HR"
"""Owner of scheme and roster, and of whatever nobody on the roster fills in; the readers of messages."""
HR_WORDS = N_("HR department")
_OF_HR = N_(
    "It is HR's own: put it into the quarter's folder. `templates` makes it, or a draft to start from."
)


def _wanted(expected: str, details: Mapping[str, str]) -> str:
    """What is expected; of names of which there are none, no list of nothing."""
    return _NO_CHOICE if expected == _CHOICE and not details["allowed"] else expected


_CHOICE = N_("one of: {allowed}")
_NO_CHOICE = N_("a name that is defined; there is none of the kind yet")


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _said(text: str, t: NullTranslations) -> str:
    """The message; in English with our workbooks' words in both languages, for either edition may lie there."""
    told = t.gettext(text)
    return _with_english(told) if is_english(t) else told


@cache
def _with_english(text: str) -> str:
    """`Write 否` → `Write No (否)`."""
    return _OURS.sub(_in_both, text)


def _in_both(found: re.Match[str]) -> str:
    return f"{word_in(found.string, found.start(), found[0])} ({found[0]})"


_OURS = re.compile("|".join(sorted(VOCABULARY, key=len, reverse=True)))


def owner_words(owner: str, t: NullTranslations) -> str:
    """Returns who fills a workbook in, as people call them: names stay, HR is 人事部."""
    return t.gettext(HR_WORDS) if owner == HR else owner


def describe(issue: Issue, t: NullTranslations) -> IssueWords:
    """The issue's words in the reader's language; a character that nobody sees is shown by its code point."""
    entry = issue.code.entry
    details = _Blank({k: formats.days_named(v, t) for k, v in issue.details.items()})
    details |= {"workbook": issue.place.workbook, "sheet": issue.place.sheet}
    details["owner"] = owner_words(details["owner"], t)
    # As it is typed into a cell, whatever the reader's language.
    details["example"] = issue.details.get("example", EXAMPLE)
    for name in ("header", "entry"):
        details[name] = label(details[name], t) or details[name]
    for name in ("rater", "raters"):
        details[name] = _kinds(details[name], t)
    if kind := details["kind"]:
        details["kind"] = t.gettext(kind)
    for name in ("reason", "event", "bounds"):
        if words := details[name]:
            details[name] = t.gettext(words).format_map(details)
    title, expected, mend = (
        _said(text, t).format_map(details)
        for text in (entry.title, _wanted(entry.expected, details), entry.mend)
    )
    if issue.code == F.WORKBOOK_MISSING:
        mend = details["reason"] or (
            t.gettext(_OF_HR) if issue.details.get("owner") == HR else mend
        )
    if about := details["about"]:
        expected = t.gettext("{expected} ({about})").format(expected=expected, about=about)
    if issue.code == V.CELL_BLANK and (allowed := details["allowed"]):
        words = t.gettext("{expected}, one of: {allowed}")
        expected = words.format(expected=expected, allowed=allowed)
    if issue.code == V.CHARACTER_NOT_PRINTABLE:
        mend = _in_its_place(details, t) or mend
    if details["due"]:
        expected = t.gettext("{expected}, due {due}").format(expected=expected, due=details["due"])
    if near := details["nearest"]:
        renamed = entry.may_be_renamed
        words = N_("{mend} Is {nearest} it?") if renamed else N_("{mend} Did you mean {nearest}?")
        mend = t.gettext(words).format(mend=mend, nearest=near)
    return IssueWords(*(visible(singular(text, t)) for text in (title, expected, mend)))


def _kinds(raters: str, t: NullTranslations) -> str:
    """Kinds of raters, which are words of the program, as the reader calls them."""
    return (
        t.gettext(", ").join(word(kind, t) for kind in raters.split("、"))
        if is_english(t)
        else raters
    )


def _in_its_place(details: Mapping[str, str], t: NullTranslations) -> str:
    """How to mend a character of private use; "" for any other."""
    if retype := details["retype"]:
        words = t.gettext("It is an old system's code; type the character in its place: {retype}.")
        return words.format(retype=retype)
    if details["private"]:
        return t.gettext(
            "Only the machine it was typed on can show it: type the character that is meant, as on the identity card."
        )
    return ""


SEVERITY_WORDS = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}
