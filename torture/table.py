"""The table of docs/reliability.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from torture.judge import Fault, Harm

PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- make torture -->", "<!-- end -->"
HEADER = ("what is done to a run", "trials", *Harm, "seconds", "seed", "day")


@dataclass(frozen=True)
class Result:
    """What the trials of a row came to."""

    words: str
    trials: int
    faults: tuple[tuple[int, Fault], ...]
    """Number of the trial, what is wrong."""
    seconds: float
    seed: int
    day: str

    def line(self) -> str:
        """The row, with the number of trials that did each harm."""
        harmed = [len({n for n, fault in self.faults if fault.harm == h}) for h in Harm]
        cells = (self.words, self.trials, *harmed, round(self.seconds), self.seed, self.day)
        return _line(cells)


def table(lines: Iterable[str]) -> str:
    """The whole table."""
    return "\n".join((_line(HEADER), _line("---" for _ in HEADER), *lines))


def write(result: Result) -> None:
    """Put a result into the page, in the place of its row; the other rows stay."""
    text = PAGE.read_text("utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    there = {_first(line): line for line in text[start:end].strip().splitlines()[2:]}
    lines = there | {result.words: result.line()}
    PAGE.write_text(f"{text[:start]}\n\n{table(lines.values())}\n\n{text[end:]}", "utf-8")


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _first(line: str) -> str:
    return line.removeprefix("| ").partition(" | ")[0]
