"""Compares machines: equal ones make equal documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gettext import NullTranslations

from gacx_reports.cluster.machine import Machine
from gacx_reports.i18n import N_

DIFFERENT = N_("{worker}: {part} is {there}, here it is {here}")
ABSENT = N_("not there")
NO_FONT = N_("{worker}: the Chinese font of this machine is not installed there: {here}")
ON_DISK = N_(
    "{worker}: may put results about people onto its disk; start it with `--memory-limit 0`"
)
MORE = N_("and {count} more")
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Deviation:
    """Why a worker's documents might be others, or others might see them."""

    worker: str
    words: str
    """A message id with `{worker}`, `{part}`, `{here}` and `{there}`, as far as they apply."""
    part: str = ""
    here: str = ""
    there: str = ""

    def told(self, t: NullTranslations) -> str:
        """In the reader's language."""
        absent = t.gettext(ABSENT)
        found = {"here": self.here or absent, "there": self.there or absent}
        return t.gettext(self.words).format(worker=self.worker, part=self.part, **found)


def differences(worker: str, here: Machine, there: Machine, font: str) -> tuple[Deviation, ...]:
    """What is not the same; `font` is the version of the fonts that documents are set in, "" for none."""
    found = list(differing(worker, here.versions, there.versions))
    if font and font not in there.fonts:
        found.append(Deviation(worker, NO_FONT, here=font))
    if there.puts_on_disk:
        found.append(Deviation(worker, ON_DISK))
    return tuple(found)


def differing(
    worker: str, here: Mapping[str, str], there: Mapping[str, str]
) -> Iterator[Deviation]:
    """The parts whose versions differ."""
    for part in sorted({*here, *there}):
        ours, theirs = here.get(part, ""), there.get(part, "")
        if ours != theirs:
            yield Deviation(worker, DIFFERENT, part, ours, theirs)


def told(found: tuple[Deviation, ...], t: NullTranslations) -> str:
    """A line each, and the number of those for which there is no room."""
    lines = [d.told(t) for d in found[:MOST_LINES]]
    if more := len(found) - len(lines):
        lines.append(t.gettext(MORE).format(count=more))
    return "\n".join(f"  {line}" for line in lines)
