"""Why a document of a run was not made, while the others were."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unprintable:
    """The font lacks characters of one person's own page."""

    chars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Abandoned:
    """Every process that rendered it died, or was busy with it for too long."""

    deaths: int
    late: int
    seconds: float
    """The time that a document may take."""


WhyNotMade = Unprintable | Abandoned
