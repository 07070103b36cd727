"""Progress of rendering on stderr."""

import atexit
import sys
from gettext import NullTranslations

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


class Reporter:
    """Shows the number of finished reports: a bar on a terminal, otherwise about ten lines."""

    def __init__(self, t: NullTranslations) -> None:
        self._t = t
        self._bar: Progress | None = None
        self._shown = 0

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` reports are finished."""
        if sys.stderr.isatty():
            self._draw(done, total)
        elif done == total or done >= self._shown + max(total // 10, 1):
            self._shown = done
            message = self._t.gettext("reports: {done} of {total}")
            print(message.format(done=done, total=total), file=sys.stderr, flush=True)  # noqa: T201 - a log's line

    def _draw(self, done: int, total: int) -> None:
        if self._bar is None:
            text = TextColumn(self._t.gettext("Reports"))
            console = Console(stderr=True)
            self._bar = Progress(text, BarColumn(), MofNCompleteColumn(), console=console)
            self._bar.add_task("", total=total)
            self._bar.start()
            # Also where the run is interrupted; the bar hides the cursor.
            atexit.register(self._bar.stop)
        self._bar.update(self._bar.task_ids[0], completed=done)
        if done == total:
            self._bar.stop()
