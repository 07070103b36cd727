"""Progress of a run on stderr, from its first second."""

import atexit
import sys
from gettext import NullTranslations
from typing import TYPE_CHECKING

from gacx_reports.commands.request import READING, RunStep

if TYPE_CHECKING:
    from rich.progress import Progress


def _stride(step: RunStep) -> int:
    """After so many more another line is worth it: workbooks are read quickly."""
    return max(step.total // 10, 4 if step.words == READING else 1)


class Reporter:
    """Shows each step of a run: a bar on a terminal, otherwise about ten lines."""

    def __init__(self, t: NullTranslations) -> None:
        self._t = t
        self._bar: Progress | None = None
        self._shown = RunStep("", 0, 0)

    def __call__(self, step: RunStep) -> None:
        """Show how far the step is."""
        begun = (step.words, step.quarter) != (self._shown.words, self._shown.quarter)
        if sys.stderr.isatty():
            self._draw(step, begun)
            self._shown = step
        elif begun or step.done == step.total or step.done >= self._shown.done + _stride(step):
            self._shown = step
            print(self._told(step), file=sys.stderr, flush=True)  # noqa: T201 - a log's line

    def _told(self, step: RunStep) -> str:
        words = self._t.gettext(step.words)
        return words.format(quarter=step.quarter, done=step.done, total=step.total)

    def _draw(self, step: RunStep, begun: bool) -> None:
        bar = self._bar or self._started()
        if begun:
            bar.reset(bar.task_ids[0], total=step.total)
        bar.update(bar.task_ids[0], completed=step.done, description=self._told(step))
        bar.refresh()

    def _started(self) -> "Progress":
        """The bar, which goes when the program ends, also by an interruption: it hides the cursor."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn

        text = TextColumn("{task.description}")
        self._bar = Progress(text, BarColumn(), console=Console(stderr=True), transient=True)
        self._bar.add_task("", total=1)
        self._bar.start()
        atexit.register(self._bar.stop)
        return self._bar
