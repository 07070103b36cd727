"""The sample quarters that most tests look at."""

import pytest

from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.scoring.outcomes import QuarterOutcome
from tests.samples.quarters import Q3, Q4, committed


@pytest.fixture(scope="session")
def third() -> QuarterOutcome:
    """2024Q3."""
    return committed(Q3)


@pytest.fixture(scope="session")
def fourth() -> QuarterOutcome:
    """The quarter that has a case of every rule."""
    return committed(Q4)


@pytest.fixture(scope="session")
def scheme(third: QuarterOutcome) -> Scheme:
    """Of 2024Q3: the template's own."""
    return third.scheme
