"""Who calls whom: the calls are balanced over the callers, and nobody calls about a relative or superior."""

from collections import Counter
from collections.abc import Callable, Sequence

from gacx_reports.core.survey.draw import PersonDraw

Slot = tuple[str, str, int]
"""Employee ID, post and slot: one first choice with its reserves."""


def assign_callers(
    draws: Sequence[PersonDraw], callers: Sequence[str], may_call: Callable[[str, str], bool]
) -> tuple[dict[Slot, str], tuple[str, ...]]:
    """Returns slot → caller, and the employees whom no caller may call about (their slots have no caller).

    Each slot goes to the caller with the fewest so far for whom `may_call(caller, employee ID)` holds; of equals, to
    the first listed. Employees with the fewest possible callers come first, so that the others can even it out.
    """
    suited = {d.person: [c for c in callers if may_call(c, d.person)] for d in draws}
    counts = Counter(dict.fromkeys(callers, 0))
    found: dict[Slot, str] = {}
    for draw in sorted(draws, key=lambda d: (len(suited[d.person]), d.person, d.post)):
        own = suited[draw.person]
        for slot in sorted({call.slot for call in draw.calls}) if own else ():
            caller = min(own, key=lambda c: counts[c])
            counts[caller] += 1
            found[draw.person, draw.post, slot] = caller
    return found, tuple(person for person, own in suited.items() if not own)
