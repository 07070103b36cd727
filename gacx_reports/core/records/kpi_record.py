"""The record of one KPI."""

from fractions import Fraction
from typing import NotRequired, TypedDict

from gacx_reports.core.exact import twelve_places
from gacx_reports.core.records.kpi_rater_record import KpiRaterRecord, kpi_rater_record
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum, KpiOutcome


class SampleRecord(TypedDict):
    """The calls behind a KPI whose customers were drawn."""

    jobs: int
    """The frame: jobs that may be called."""
    drawn: int
    """First choices."""
    called: int
    """Customers who were called, reserves included."""
    answered: int


class KpiRecord(TypedDict):
    """One KPI of somebody."""

    name: str
    weight: str
    """In the scheme, or the person's own; 0 to 1."""
    usual_weight: NotRequired[str]
    """In the scheme, where `weight` is the person's own."""
    own_points: NotRequired[dict[str, str]]
    """Point of the KPI's line → the person's own value, in its unit; only where there is one."""
    effective_weight: str
    """After KPIs that are not applicable have given theirs to the others; those of a person total 1."""
    raw: str | None
    """In the KPI's own unit; a share of 1 where it is a percentage."""
    n: int | None
    """Records, or people led, that count; None where the value was typed in."""
    few_records: bool
    """Fewer than the scheme's minimum."""
    target: str | None
    """In the unit of `raw`."""
    target_days: str | None
    """`46/92`: days in the post of the quarter's, where the target is cut to them."""
    personal_target: bool
    """The target is the person's own, not the scheme's."""
    rule: str
    """A Rule."""
    score: str | None
    """None: not applicable."""
    weighted: str
    """`score` times `effective_weight`."""
    sample: NotRequired[SampleRecord]
    """Absent where nothing was drawn."""
    raters: NotRequired[dict[str, KpiRaterRecord]]
    """By Rater; absent where the scheme names none. `score` is the mean of theirs by `weight`."""
    cells: list[str]
    """Where the raw value comes from; of raters those of the supervisor and the person."""


def kpi_record(k: KpiOutcome) -> KpiRecord:
    """One KPI; with its sample, if its calls were drawn."""
    record: KpiRecord = {
        "name": k.kpi.name,
        "weight": twelve_places(Fraction(k.kpi.weight)),
        "effective_weight": twelve_places(k.effective_weight),
        "raw": number(k.raw),
        "n": k.n,
        "few_records": k.few is not BelowMinimum.NO,
        "target": number(k.goal),
        "target_days": "{}/{}".format(*k.days) if k.days else None,
        "personal_target": k.personal,
        "rule": k.kpi.rule.value,
        "score": number(k.score),
        "weighted": twelve_places(k.weighted),
        "cells": [str(p) for p in k.cells],
    }
    if k.kpi.usual_weight is not None:
        record["usual_weight"] = twelve_places(k.kpi.usual_weight)
    if own := {p.name: f"{p.value:f}" for p in k.kpi.personal_points}:
        record["own_points"] = own
    if k.ratings:
        record["raters"] = {r.rater.value: kpi_rater_record(r) for r in k.ratings}
    if k.sample:
        record["sample"] = {
            "jobs": k.sample.jobs,
            "drawn": k.sample.drawn,
            "called": k.sample.called,
            "answered": k.sample.answered,
        }
    return record


def number(value: Fraction | None) -> str | None:
    """A number as decimal string of 12 places at most; None stays None."""
    return None if value is None else twelve_places(value)
