"""`make mutation`: a table of what the tests noticed, by module, from the lines of `mutmut results --all true`.

Ends with 1 if fewer than 95 % of all mutants are killed. A mutant that never ends is killed as well:
its tests would not have passed. There are few of them: a test that pytest cannot start looks the same, and is a fault.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction

LEAST = Fraction(95, 100)
KILLED = ("killed", "timeout")
MOST_ENDLESS = Fraction(1, 100)
_LINE = re.compile(r"\s*(?:gacx_reports\.core\.)?(\S+)\.x\S+__mutmut_\d+: (.+)")


def modules(lines: Iterable[str]) -> dict[str, Counter[str]]:
    """Module → status of a mutant → how many; those that were not asked for are left out."""
    found: dict[str, Counter[str]] = {}
    for match in filter(None, map(_LINE.match, lines)):
        if match[2] == "not checked":
            continue
        found.setdefault(match[1], Counter())[match[2]] += 1
    return found


def row(name: str, counts: Counter[str]) -> str:
    """A line of the table: mutants, killed, the others, and the share that was killed."""
    killed = sum(counts[status] for status in KILLED)
    share = f"{float(Fraction(killed, counts.total())):.1%}"
    return f"{name:32}{counts.total():8}{killed:8}{counts.total() - killed:10}{share:>9}"


def main() -> int:
    """Prints the table for the lines on standard input; returns the exit code."""
    found = modules(sys.stdin)
    every = sum(found.values(), Counter[str]())
    if not every:
        print("没有变异体的结果。No results of mutants.", file=sys.stderr)
        return 1
    print(f"{'module':32}{'mutants':>8}{'killed':>8}{'survived':>10}{'share':>9}")
    for name, counts in sorted(found.items()):
        print(row(name, counts))
    print(row("all", every))
    if every["timeout"] > max(1, MOST_ENDLESS * every.total()):
        print(
            "太多变异体没有结束：测试是否无法启动？Too many never end: can the tests be started?",
            file=sys.stderr,
        )
        return 1
    killed = sum(every[status] for status in KILLED)
    return 0 if Fraction(killed, every.total()) >= LEAST else 1


if __name__ == "__main__":
    sys.exit(main())
