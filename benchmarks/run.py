"""What the program costs: `make bench`, about a quarter of an hour for 41 and 200 people.

Ratios within one run are to be compared, seconds of different machines are not. Prints a table, and writes all figures
to output/bench.json. Further words:

scale           250, 500, 1,000 and 2,000 people: how the CPU time of each stage grows; about an hour
against=COMMIT  the CPU time of a `quarter` over that of a first one of an earlier commit, with its packages
parent          memory of `quarter` itself for 1,000, 2,000 and 4,000 people, and so for 10,000; half an hour
people=N,N      other numbers of people
reports reruns stages memory    only these parts
"""

import argparse
import json
import os
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from benchmarks import earlier, memory, parent, reports, reruns, stages
from benchmarks.companies import SAMPLE, company
from benchmarks.cost import ROOT
from benchmarks.reports import WAYS

SIZES = (SAMPLE, 200)
LARGE = (250, 500, 1000, 2000)
FITTED = (1000, 2000, 4000)
"""Sizes from which the memory of a larger company is computed."""
COUNTED = 20
"""Reports for which each way is measured."""
LINEAR = 1.1
"""The largest exponent that still counts as linear."""
JSON = ROOT / "output" / "bench.json"
Figures = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    what: str
    value: str
    ratio: float | None = None


def about_reports(people: int, figures: Figures) -> Iterator[Line]:
    """Speed of a report against other ways, its size, and the start of the processes."""
    place = company(people)
    found = reports.ways(place, min(people, COUNTED))
    ours, loop = found["ours"], found["loop"]
    for way, of_way in found.items():
        size = f"{of_way.cpu:7.3f} s {of_way.size / 1000:5.0f} kB"
        yield Line(f"CPU of a report: {WAYS[way]}", size, of_way.cpu / ours.cpu)
    first, each = reports.on_all_cores(place, people)
    yield Line("first report after", f"{first:7.2f} s")
    yield Line(f"a report, {os.cpu_count()} processes", f"{each:7.3f} s", each / ours.wall)
    figures |= {
        "speedup_cpu": loop.cpu / ours.cpu,
        "speedup_cpu_same_html": found["same html"].cpu / ours.cpu,
        "speedup_wall": loop.wall / each,
        "bytes_per_pdf": ours.size,
        "first_report_seconds": first,
    }


def about_reruns(people: int, figures: Figures) -> Iterator[Line]:
    """What is done again where little or nothing has changed."""
    found = reruns.reruns(company(people))
    first = found.first
    yield Line("CPU of a first `quarter`", f"{first.cpu:7.2f} s", 1)
    yield Line("again, nothing changed", f"{found.unchanged:7.2f} s", found.unchanged / first.cpu)
    yield Line("again, one cell changed", f"{found.changed:7.2f} s", found.changed / first.cpu)
    yield Line("memory of the largest process", f"{first.peak_mb:7.0f} MB")
    figures |= {
        "unchanged_run": found.unchanged / first.cpu,
        "second_run": found.changed / first.cpu,
        "second_run_seconds": found.changed,
        "peak_rss_mb": first.peak_mb,
    }


def about_stages(people: int, figures: Figures) -> Iterator[Line]:
    """CPU of each stage; `publish` and `mail plan` only of large companies, as they need all PDFs."""
    figures["stages"] = stages.stages(company(people), published=people in LARGE)
    for stage, seconds in figures["stages"].items():
        yield Line(f"CPU of {stage}", f"{seconds:7.2f} s")


def about_memory(people: int, figures: Figures) -> Iterator[Line]:
    """What a process holds after many documents."""
    count = 2000 if people in LARGE else 200
    figures["memory_mb"] = memory.memory(company(people), count)
    for documents, megabytes in figures["memory_mb"].items():
        yield Line(f"memory after {documents} documents", f"{megabytes:7.0f} MB")


def about_parent(people: int, figures: Figures) -> Iterator[Line]:
    """What the process of `quarter` takes at most, without those that read and render."""
    figures["parent_mb"] = parent.peak(company(people))
    yield Line("memory of `quarter` itself", f"{figures['parent_mb']:7.0f} MB")


PARTS: Mapping[str, Callable[[int, Figures], Iterator[Line]]] = {
    "reports": about_reports,
    "reruns": about_reruns,
    "stages": about_stages,
    "memory": about_memory,
    "parent": about_parent,
}
"""Named by a word; `parent` only so, for it takes large companies."""


def exponents(sizes: Mapping[int, Figures]) -> dict[str, float]:
    """Stage → the slope of log CPU over log people, by least squares; 1 is linear."""
    measured = {n: f["stages"] for n, f in sizes.items() if "stages" in f}
    if len(measured) < 2:
        return {}
    names = set.intersection(*(set(found) for found in measured.values()))
    return {name: _slope([(n, s[name]) for n, s in measured.items()]) for name in sorted(names)}


def _slope(points: Sequence[tuple[int, float]]) -> float:
    x = [log(n) for n, _ in points]
    # A stage that took no time that the system counts is one tick of its clock.
    y = [log(max(seconds, 0.01)) for _, seconds in points]
    return statistics.linear_regression(x, y).slope


def about_earlier(commit: str, people: int, figures: Figures) -> Iterator[Line]:
    """A first `quarter` against that of an earlier commit, and with it the runs after the first."""
    ours, theirs = earlier.compared(company(people), commit)
    ratio = statistics.median(a.cpu / b.cpu for a, b in zip(ours, theirs, strict=True))
    seconds = statistics.median(cost.cpu for cost in theirs)
    yield Line(f"CPU of a first `quarter` of {commit}", f"{seconds:7.2f} s", 1)
    yield Line("this one's", "", ratio)
    figures["ratio_to"] = ratio
    if "second_run_seconds" in figures:
        figures["second_run_to"] = figures["second_run_seconds"] / seconds
        yield Line("this one's again, one cell changed", "", figures["second_run_to"])


def _print(lines: Iterator[Line]) -> None:
    for line in lines:
        ratio = "" if line.ratio is None else f"{line.ratio:8.3f}"
        print(f"  {line.what:45}{line.value:>20}{ratio}", flush=True)


def main() -> int:
    """Measure, print, write; 1 if a stage grows faster than the number of people."""
    words = _words()
    sizes: dict[int, Figures] = {}
    print(f"{os.cpu_count()} cores")
    for people in words.people:
        print(f"{people} people")
        sizes[people] = {"n": people}
        for part in words.parts:
            _print(PARTS[part](people, sizes[people]))
        if words.against:
            _print(about_earlier(words.against, people, sizes[people]))
    # The largest size stands for all.
    figures = sizes[max(sizes)] | {"sizes": {str(n): found for n, found in sizes.items()}}
    peaks = {n: found["parent_mb"] for n, found in sizes.items() if "parent_mb" in found}
    if len(peaks) > 1:
        figures["parent_mb_at_10000"] = round(parent.fitted(peaks))
        text = f"memory of `quarter` itself, computed for {parent.MANY:,} people"
        print(f"  {text:58}{figures['parent_mb_at_10000']:7} MB")
    figures["exponents"] = exponents(sizes)
    for stage, slope in figures["exponents"].items():
        print(f"  {stage + ' grows with people to the power of':65}{slope:8.2f}")
    JSON.parent.mkdir(exist_ok=True)
    JSON.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    large = len(sizes) > 2
    return int(large and any(slope > LINEAR for slope in figures["exponents"].values()))


@dataclass(frozen=True)
class _Words:
    people: tuple[int, ...]
    parts: tuple[str, ...]
    against: str


def _words() -> _Words:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", help="see above")
    given = parser.parse_args().words
    named = dict(word.split("=", 1) for word in given if "=" in word)
    plain = [word for word in given if "=" not in word]
    if unknown := {*plain} - {"scale", *PARTS} | named.keys() - {"against", "people"}:
        parser.error(f"what is {', '.join(sorted(unknown))}?")
    people: tuple[int, ...] = LARGE if "scale" in plain else SIZES
    people = FITTED if plain == ["parent"] else people
    if "people" in named:
        people = tuple(int(n) for n in named["people"].split(","))
    parts = tuple(part for part in PARTS if part in plain)
    if not parts:
        parts = ("reruns", "stages", "memory") if "scale" in plain else tuple(PARTS)[:-1]
    return _Words(people, parts, named.get("against", ""))


if __name__ == "__main__":
    sys.exit(main())
