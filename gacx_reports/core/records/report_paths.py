"""File names of reports: the post and the name, the ID only where those collide, nothing unsafe.

In English they are called by the English names of departments and posts, as the scheme has them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from gacx_reports.core.language.text import LONGEST, safe
from gacx_reports.core.language.vocabulary import Names
from gacx_reports.core.roster.roster import Person
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.i18n import Language

if TYPE_CHECKING:
    from gacx_reports.core.scoring.outcomes import QuarterOutcome

POST, NAME, IDENTITY = 118, 75, 48
"""Bytes of the parts of a stem; together with dashes and `.pdf` 251."""

OWN: Names = MappingProxyType({})
"""Everything is called as it is."""


@dataclass(frozen=True, slots=True)
class ReportFiles:
    """Where the reports of a quarter lie, below its output folder."""

    employees: Mapping[str, str]
    """Employee ID → path, whoever is scored."""
    departments: Mapping[str, str]
    """Name on the roster → path."""


def names_in(lang: Language, scheme: Scheme) -> Names:
    """What files are called by in `lang`; what has no English keeps its Chinese."""
    return scheme.english if lang == "en" else OWN


def report_files(quarter: "QuarterOutcome", lang: Language) -> ReportFiles:
    """Where the reports of the quarter lie in `lang`."""
    names = names_in(lang, quarter.scheme)
    people = (e.person for e in quarter.employees.values())
    return ReportFiles(
        employee_paths(people, names), department_paths(quarter.roster.departments, names)
    )


def employee_paths(
    people: Iterable[Person], names: Names = OWN, folder: str = "employees"
) -> dict[str, str]:
    """Employee ID → path of the report (in another `folder`: of the letter) below the output folder."""
    everybody = list(people)
    folders = distinct({p.department: _units(p.department, names) for p in everybody})
    stems = {
        p.id: [f"{folder}/{folders[p.department]}/{stem}" for stem in _stems(p, names)]
        for p in everybody
    }
    return {person: f"{path}.pdf" for person, path in distinct(stems).items()}


def department_paths(departments: Iterable[str], names: Names = OWN) -> dict[str, str]:
    """Department → path of its report below the output folder."""
    found = distinct({d: _units(d, names) for d in departments})
    return {department: f"departments/{stem}.pdf" for department, stem in found.items()}


def paths_of(person: Person, names: Names) -> frozenset[str]:
    """Every path that the person's report may have in either language, whoever else there is."""
    return frozenset(
        f"employees/{folder}/{stem}.pdf"
        for called in (OWN, names)
        for folder in _units(person.department, called)
        for stem in _stems(person, called)
    )


def paths_of_department(name: str, names: Names) -> frozenset[str]:
    """Every path that the department's report may have in either language, whichever others there are."""
    found = (*_units(name, OWN), *_units(name, names))
    return frozenset(f"departments/{stem}.pdf" for stem in found)


def _stems(person: Person, names: Names) -> tuple[str, ...]:
    """From the plain name to one that nobody else has."""
    post, name = (names.get(text, text) for text in (person.post, person.name))
    plain = f"{safe(post, POST)}—{safe(name, NAME)}"
    known = safe(person.id, IDENTITY)
    return plain, f"{plain}—{known}", f"{plain}—{safe(known, IDENTITY // 2)}—{_mark(person.id)}"


def _units(name: str, names: Names) -> tuple[str, ...]:
    """From the plain name to one that no other department, or post, has."""
    shown = safe(names.get(name, name))
    longer = f"{safe(shown, LONGEST // 2)}—{safe(name, LONGEST // 2)}"
    return shown, longer, f"{longer}—{_mark(name)}"


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def stems(things: Iterable[str], names: Names = OWN) -> dict[str, str]:
    """File names of things that have one each."""
    return distinct({thing: _units(thing, names) for thing in things})


def distinct(candidates: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each the first of its names, by a longer one where several share it; capitals tell nothing apart."""
    place = dict.fromkeys(candidates, 0)
    while True:
        found = {key: names[place[key]] for key, names in candidates.items()}
        taken = Counter(name.casefold() for name in found.values())
        shared = [k for k, n in found.items() if taken[n.casefold()] > 1]
        longer = [k for k in shared if place[k] + 1 < len(candidates[k])]
        if not longer:
            return found
        for key in longer:
            place[key] += 1
