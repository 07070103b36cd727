"""File names of a quarter's workbooks, in Chinese and in English."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from gacx_reports.core.forms.form import SCHEME_WORKBOOK, Form
from gacx_reports.core.language.text import safe
from gacx_reports.core.language.vocabulary import VOCABULARY
from gacx_reports.core.roster.roster import ROSTER_WORKBOOK
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import Language

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        name: f"{VOCABULARY[name.removesuffix('.xlsx')]}.xlsx"
        for name in (SCHEME_WORKBOOK, ROSTER_WORKBOOK)
    }
)
"""Scheme and roster: Chinese → English file name."""
PILLAR_NAMES = (*ENGLISH, *ENGLISH.values())

LONGEST_PART = 120
"""Bytes of a department or post in a file name, which may have both."""


def stems(names: Iterable[str]) -> Mapping[str, str]:
    """Name → what stands for it in a file name: never a path; with a digest where several would share one."""
    plain = {name: safe(name, LONGEST_PART) for name in names}
    shared = Counter(stem.casefold() for stem in plain.values())
    return {
        n: stem if shared[stem.casefold()] == 1 else f"{stem}-{_mark(n)}"
        for n, stem in plain.items()
    }


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]


def file_name(workbook: str, lang: Language) -> str:
    """Returns the file name of scheme or roster in that language, for its Chinese file name."""
    return ENGLISH[workbook] if lang == "en" else workbook


def standing(workbook: str, names: Collection[str]) -> str:
    """Returns the name of scheme or roster among `names`; a missing one follows the language of the other."""
    if workbook in names or not any(name in names for name in ENGLISH.values()):
        return workbook
    english = ENGLISH[workbook]
    return english if english in names or not any(zh in names for zh in ENGLISH) else workbook


def as_found(expected: Iterable[Form], names: Collection[str]) -> tuple[Form, ...]:
    """Returns the forms under the file names found in `names`; a missing one follows the language of the others."""
    forms = tuple(expected)
    ours = {*ENGLISH.values(), *(f.english for f in forms if f.english != f.workbook)}
    english = not ours.isdisjoint(names)

    def found(form: Form) -> Form:
        there = form.english in names or english
        return in_english(form) if there and form.workbook not in names else form

    return tuple(found(form) for form in forms)


def in_english(form: Form) -> Form:
    """Returns the form under its English file name; unchanged if it has none."""
    return replace(form, workbook=form.english, stamped=form.key) if form.english else form


def english_word(stem: str) -> str:
    """Returns the English file name of a workbook whose Chinese name is in the vocabulary."""
    return f"{VOCABULARY[stem]}.xlsx"


def english_name(scheme: Scheme, shape: str, **names: str) -> str:
    """Returns the file name from the names' English by the pattern `shape`; "" if the scheme lacks one."""
    parts = {key: safe(scheme.english.get(name, "")) for key, name in names.items()}
    known = all(name in scheme.english for name in names.values())
    return f"{shape.format(**parts)}.xlsx" if known else ""
