"""What telling about one person looks at, and how it writes numbers and finds cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from gettext import NullTranslations

from gacx_reports.core.exact import exact
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.language import formats
from gacx_reports.core.language.singular import singular
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import EmployeeOutcome, QuarterOutcome


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One step of the derivation."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainContext:
    """What telling about one person looks at."""

    outcome: EmployeeOutcome
    quarter: QuarterOutcome
    cells: Mapping[CellRef, str]
    t: NullTranslations

    @property
    def scheme(self) -> Scheme:
        """What the quarter was scored by."""
        return self.quarter.scheme

    def say(self, message: str, **values: object) -> str:
        """A message in the reader's language; a marked one is translated here."""
        return singular(self.t.gettext(message).format(**values), self.t)


def percent(value: Fraction) -> str:
    """An exact share in percent."""
    return f"{exact(value * 100)}%"


def total_of(terms: Iterable[str], result: Fraction) -> str:
    """`0.07 + 0.14 = 0.21`, or the result alone where it is its only term."""
    found = list(terms)
    return f"{' + '.join(found)} = {exact(result)}" if len(found) > 1 else exact(result)


def capped(cap: Decimal | None) -> str:
    """A cap in print; a dash for none."""
    return formats.NONE if cap is None else exact(Fraction(cap))
