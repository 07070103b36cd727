"""What the two documents of a post are put together from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A line of a document."""

    label: str
    text: str
    measure: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the job specification."""

    title: str
    lines: tuple[DocumentLine, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """The person for whom a document is made."""

    id: str
    name: str
    department: str
    joined: str
    supervisor: str
    """By post and name: the document is kept by HR and signed by both."""


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level of the half-yearly evaluation."""

    name: str
    meaning: str
    score: str


@dataclass(frozen=True, slots=True)
class CategoryLine:
    """A category of the half-yearly evaluation."""

    name: str
    weight: str
    items: tuple[tuple[str, str], ...]
    """(item, weight within the category); "" where all weigh the same."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The half-yearly evaluation of ability and attitude."""

    title: str
    share: str
    """Of the individual's result."""
    quarters: str
    raters: str
    categories: tuple[CategoryLine, ...]
    levels: tuple[LevelLine, ...]
