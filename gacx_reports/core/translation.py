"""Translates the scheme's names into English: one pass over finished values, just before output.

Posts, KPIs and levels are identified by their Chinese names, in workbooks of either language and in scoring. English
output shows a copy with translated names; records and fingerprints are made from the original.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.vocabulary import TABS, VOCABULARY, Names
from gacx_reports.core.scheme.diff.diff import Change
from gacx_reports.core.scheme.english_names import KEYWORDS
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import PostLine, Scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome
from gacx_reports.core.sheets.columns import Column, SheetForm
from gacx_reports.core.submissions.submissions import Comment
from gacx_reports.core.submissions.survey_outcome import Remark
from gacx_reports.core.untranslated import untranslated
from gacx_reports.i18n import Language

T = TypeVar("T")

_SURVEY: Names = {Owner.SURVEY.value: VOCABULARY[Owner.SURVEY]}
_KEPT = frozenset({"english", "sheets"})
"""Fields of a scheme that stay in Chinese, because names are looked up in them."""


def in_english(value: T, names: Names) -> T:
    """Returns a copy of the value in which every text that is one of the names is replaced by its English.

    Names without English, places, enumerations and comments stay: addresses must be found in the workbook, and
    comments are quotations. 调查组, which is the program's own word where it stands for a name, needs no row in 英文名.
    A changed employee outcome keeps the `original`, from which records and fingerprints are made.
    """
    translated: T = _Exchange({**_SURVEY, **names}).of(value)
    return translated


class _Exchange:
    """One pass over a value; an object that occurs many times, such as a KPI, is copied once."""

    def __init__(self, names: Names) -> None:
        self._names = {zh: en for zh, en in names.items() if zh not in KEYWORDS}
        self._known: dict[int, tuple[object, object]] = {}

    def of(self, value: Any) -> Any:
        match value:
            case Enum() | CellRef() | Comment():
                return value
            case str():
                return self._name(value)
            case tuple() | list() | Mapping() | frozenset():
                return self._collection(value)
            case _ if is_dataclass(value):
                return self._once(value)
        return value

    def _name(self, text: str) -> str:
        """The name's English; also of `部门:技术服务组`, `张三、李四（经理）` and the level `优 超出要求`."""
        keyword, colon, unit = text.partition(":")
        if keyword in KEYWORDS and colon:
            return f"{keyword}:{self._names.get(unit, unit)}"
        people, bracket, post = text.removesuffix("）").rpartition("（")
        if bracket and text.endswith("）") and post in self._names:
            return f"{people.replace('、', ', ')} ({self._names[post]})"
        level, blank, meaning = text.partition(" ")
        if blank and level in self._names and meaning in self._names:
            return f"{self._names[level]} {self._names[meaning]}"
        return self._names.get(text, text)

    def _collection(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {self.of(key): self.of(item) for key, item in value.items()}
        return type(value)(self.of(item) for item in value)

    def _once(self, value: Any) -> Any:
        if id(value) not in self._known:
            self._known[id(value)] = value, self._exchanged(value)
        return self._known[id(value)][1]

    def _exchanged(self, value: Any) -> Any:
        match value:
            case Issue():
                return self._issue(value)
            case Change():
                return self._change(value)
            case PostLine():
                return self._line(value)
            case Remark():
                # A quotation, like a comment.
                return replace(value, levels=self.of(value.levels))
        return self._copy(value)

    def _copy(self, value: Any) -> Any:
        changed = {}
        for f in fields(value):
            old = getattr(value, f.name)
            new = old if f.name in _kept(value) else self.of(old)
            if new is not old and new != old:
                changed[f.name] = new
        if changed and isinstance(value, EmployeeOutcome):
            changed["original"] = value
        return replace(value, **changed) if changed else value

    def _issue(self, issue: Issue) -> Issue:
        """`found` is a quotation and stays; details may list several names."""
        found = issue.found.replace("、", ", ") if issue.code.entry.found_is_a_list else issue.found
        details = {key: self._detail(key, text) for key, text in issue.details.items()}
        return replace(issue, found=found, details=details)

    def _detail(self, key: str, text: str) -> str:
        """A detail: a path of names (`技术 › 能力`, `部门:技术服务组`), a missing sheet, or a list of names."""
        if key in ("what", "about"):
            return " › ".join(self._of_project(self._step(step)) for step in text.split(" › "))
        known = TABS[text] if key == "sheet" and text in TABS else self._listed(text)
        return self._of_project(known) if key == "kpi" else known

    def _of_project(self, text: str) -> str:
        """`条码上线 库存账实相符率`: a KPI behind a project, which has no English."""
        ends = (text[n + 1 :] for n, char in enumerate(text) if char == " ")
        kpi = next((end for end in ends if end in self._names), "")
        return text.removesuffix(kpi) + self._names[kpi] if kpi else text

    def _change(self, change: Change) -> Change:
        """`name` is a path of names; `before` and `after` may list several names."""
        return replace(
            change,
            name=" › ".join(self._step(step) for step in change.name.split(" › ")),
            before=self._listed(change.before.replace("，", "、")),
            after=self._listed(change.after.replace("，", "、")),
            posts=self.of(change.posts),
            renamed=self._name(change.renamed),
        )

    def _line(self, line: PostLine) -> PostLine:
        """A line carries its own English."""
        return replace(
            line,
            label=self._name(line.label),
            text=line.english_text or line.text,
            measure=line.english_measure or line.measure,
        )

    def _step(self, text: str) -> str:
        """A step of a path, for display only: `部门:技术服务组` → `Department: Technical Service`."""
        keyword, colon, unit = text.partition(":")
        if keyword in KEYWORDS:
            return f"{VOCABULARY[keyword]}{': ' if colon else ''}{self._name(unit)}"
        return self._name(text)

    def _listed(self, text: str) -> str:
        """`客户满意度、投诉率` → `Customer satisfaction, complaint rate`; a name may contain 、."""
        if text in self._names:
            return self._names[text]
        words: list[str] = []
        pieces = text.split("、")
        while pieces:
            length = next(
                (n for n in range(len(pieces), 1, -1) if "、".join(pieces[:n]) in self._names), 1
            )
            words.append(self._name("、".join(pieces[:length])))
            pieces = pieces[length:]
        return ", ".join(words)


def _kept(value: object) -> Collection[str]:
    """Names of the fields that stay in Chinese: of the program's own sheets, the name and the headers."""
    match value:
        case Scheme():
            return _KEPT
        case Column(own_header=False) | SheetForm(own_name=False):
            return ("name",)
    return ()


def outcome_in(
    lang: Language, outcome: QuarterOutcome, later: Names | None = None
) -> QuarterOutcome:
    """Returns the outcome with names in `lang`; `later` supplies English that an older scheme lacks."""
    names = {**(later or {}), **outcome.scheme.english}
    return outcome if lang == "zh" else in_english(outcome, names)


def issues_in(
    lang: Language,
    issues: Iterable[Issue],
    outcome: QuarterOutcome | None,
    names: Names = MappingProxyType({}),
) -> tuple[Issue, ...]:
    """Returns the issues with names in `lang`; in English with C30 (warning) if names lack their English.

    `names` (Chinese → English) serves where there is no outcome to take the scheme from.
    """
    if lang == "zh":
        return tuple(issues)
    names = {**VOCABULARY, **names, **(outcome.scheme.english if outcome else {})}
    found = [*issues, *(untranslated(outcome.scheme) if outcome else ())]
    return in_english(tuple(found), names)
