"""Tries to lose, mix or jam the results of real runs, and counts how often that succeeds: never, it is hoped.

    make torture [ARGS="--only kill --trials 20 --seed 7"]

Prints the table and writes it into docs/reliability.md. Ends with 1 if any number is not 0, and names the trials.
"""

import argparse
import os
import signal
import sys
import time

from torture import table
from torture.table import Result
from torture.trials import grounds, rows


def main() -> int:
    """The exit code."""
    options = _options()
    # As Ctrl-C: what was begun is cleared away.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    chosen = [row for row in rows() if not options.only or row.name in options.only]
    results = []
    with grounds(options.seed, options.places) as ground:
        for row in chosen:
            wanted = ground.numbers(row, options.trials)
            results.append(ground.result(row, wanted if options.trial is None else [options.trial]))
            print(results[-1].line(), flush=True)
            _explain(row.name, results[-1])
            if options.trial is None:
                table.write(results[-1])
    print(table.table(result.line() for result in results))
    return 1 if any(result.faults for result in results) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make torture", description=__doc__)
    names = [row.name for row in rows()]
    parser.add_argument("--only", nargs="*", choices=names, help="rows of the table")
    parser.add_argument("--trials", type=int, help="at most so many of each")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6)
    parser.add_argument("--trial", type=int, help="repeat this one; the page stays as it is")
    parser.add_argument("--places", type=int, default=os.cpu_count() or 1, help="trials at once")
    return parser.parse_args()


def _explain(name: str, result: Result) -> None:
    for number, fault in result.faults:
        again = f'make torture ARGS="--only {name} --seed {result.seed} --trial {number}"'
        print(f"{fault.harm}: {fault.words}\n  {again}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
