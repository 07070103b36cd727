"""Functions × shapes × programs, and where the programs part: `python -m tests.excel.engines [FUNCTION …]`.

Needs LibreOffice and Gnumeric. With names of functions or operators, it prints every formula of theirs on which the
three programs don't agree, and whether it is recalculated all the same.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path

from gacx_reports.core.sheets.raw_values import BadCell, Raw, shown
from gacx_reports.core.sheets.recalculated import Computed
from tests.excel.engines.programs import Outcome, by_ironcalc, outcomes
from tests.excel.engines.shapes import shapes


def main(names: list[str]) -> int:
    """Print the table, or the formulas of these functions; 1 where a doubtful one is recalculated."""
    wanted = [shape for shape in shapes() if not names or shape.function in names]
    with tempfile.TemporaryDirectory() as folder:
        found = list(zip(outcomes(wanted, Path(folder)), by_ironcalc(wanted), strict=True))
    if names:
        _print_formulas(found)
    else:
        _print_table(found)
    return int(any(one.wrong for one, _ in found))


def _print_table(found: list[tuple[Outcome, Raw]]) -> None:
    columns = ("formulas", "LO≠Gnumeric", "IronCalc≠both", "recalculated", "of agreed", "wrong")
    print(f"{'function':<12}" + "".join(f"{c:>15}" for c in columns))
    total: Counter[str] = Counter()
    for name in dict.fromkeys(one.shape.function for one, _ in found):
        counts = _counted([f for f in found if f[0].shape.function == name])
        total.update(counts)
        print(f"{name:<12}" + "".join(f"{counts[c]:>15}" for c in columns))
    print(f"{'together':<12}" + "".join(f"{total[c]:>15}" for c in columns))


def _counted(found: list[tuple[Outcome, Raw]]) -> dict[str, int]:
    return {
        "formulas": len(found),
        "LO≠Gnumeric": sum(not one.others_agree for one, _ in found),
        "IronCalc≠both": sum(one.others_agree and not one.sure(raw) for one, raw in found),
        "recalculated": sum(isinstance(one.result, Computed) for one, _ in found),
        "of agreed": sum(one.sure(raw) for one, raw in found),
        "wrong": sum(one.wrong for one, _ in found),
    }


def _print_formulas(found: list[tuple[Outcome, Raw]]) -> None:
    for one, raw in found:
        if not one.sure(raw):
            about = " | ".join(
                f"{_cell(value):<20}" for value in (raw, one.libreoffice, one.gnumeric)
            )
            print(f"{one.shape.formula:<40} {about} {'WRONG' if one.wrong else ''}".rstrip())


def _cell(value: Raw) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return value.text if isinstance(value, BadCell) else shown(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
