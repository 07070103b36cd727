"""The record of one KPI."""

from fractions import Fraction

from gacx_reports.core.exact import twelve_places
from gacx_reports.core.records.employee_types import KpiRecord
from gacx_reports.core.records.kpi_rater_record import kpi_rater_record
from gacx_reports.core.scoring.kpis.kpi_outcome import BelowMinimum, KpiOutcome


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
