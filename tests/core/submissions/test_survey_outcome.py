"""A drawn survey in the quarter's outcome: samples and exact intervals of KPIs, remarks without customers."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from gacx_reports.core.survey.intervals import mean_bounds
from gacx_reports.core.survey.masking import masked, without_customer
from gacx_reports.core.views.gauges import gauge_of, interval_of, interval_text
from gacx_reports.i18n import translator
from tests.core.submissions.test_read_calls import handed_in


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("北京长河公司的张工很好", "北＊＊的张工很好"),
        ("请回电 010-5550 1234，或 13800000000", "请回电 ＊＊，或 ＊＊"),
        ("3 天后才来，共 120 分钟", "3 天后才来，共 120 分钟"),
    ],
)
def test_a_remark_names_neither_customer_nor_telephone(said: str, shown: str) -> None:
    """Everything else stays as it was said."""
    assert without_customer(said, "北京长河公司") == shown


@pytest.mark.parametrize(
    ("customer", "said", "shown"),
    [
        ("北京长河有限公司", "北京 长　河有 限公司的人说好", "北＊＊的人说好"),
        ("北京 长河有限公司", "北京长河有限公司的人说好", "北＊＊的人说好"),
        ("北京长河集团股份有限公司", "我们北京长河是老客户", "我们北＊＊是老客户"),
        ("北京长河有限责任公司", "北京 长河很满意", "北＊＊很满意"),
        ("长河集团", "长河的事", "长＊＊的事"),
        ("水公司", "喝水", "喝水"),
        ("Vitro Works Co., Ltd.", "at vitroworks all is well", "at V＊＊ all is well"),
        ("Art Inc.", "Art is a part", "A＊＊ is a part"),
    ],
)
def test_a_name_is_found_with_other_blanks_and_without_its_company_form(
    customer: str, said: str, shown: str
) -> None:
    """A single character left of a name, and a Latin name inside a word, are no name."""
    assert without_customer(said, customer) == shown


def test_a_customer_without_a_name_is_masked_as_nothing() -> None:
    """Nothing to show, nothing to replace."""
    assert (masked(""), without_customer("好", "")) == ("", "好")
    assert (masked("GE 医疗"), without_customer("ge 医疗 thanks", "GE 医疗")) == (
        "G＊＊",
        "G＊＊ thanks",
    )


def test_a_mean_of_a_drawn_sample_has_the_interval_of_its_frame(tmp_path: Path) -> None:
    """n of the employee's own jobs that may be called; the picture has it, too."""
    outcome = handed_in(tmp_path).outcome
    assert outcome
    for person in ("G1", "G2", "G3"):
        k = next(k for k in outcome.employees[person].kpis if k.kpi.name == "满意度")
        assert k.sample
        assert k.raw is not None
        assert k.n
        assert (k.sample.jobs, k.sample.drawn) == (19, 6)
        assert k.n <= k.sample.answered <= k.sample.called
        assert interval_of(k) == mean_bounds(k.raw * k.n, k.n, 19)
        gauge = gauge_of(k, translator("zh"))
        assert gauge
        assert gauge.low is not None
        assert interval_text(replace(k, sample=None)) == ""


def test_without_bounds_there_is_no_interval(tmp_path: Path) -> None:
    """A sum of the answers has none, though its sample was drawn."""
    outcome = handed_in(tmp_path).outcome
    assert outcome
    k = next(k for k in outcome.employees["G1"].kpis if k.kpi.name == "满意度")
    assert k.sample
    assert interval_of(replace(k, sample=replace(k.sample, bounded=False))) == ()


def test_remarks_are_those_of_the_sheets(tmp_path: Path) -> None:
    """Each answered call with a remark, about the employee whose job it was; customers are masked."""
    outcome = handed_in(tmp_path, said="{customer}很满意，请打 010-5550 1234").outcome
    assert outcome
    (survey,) = outcome.surveys
    assert survey.summary.counts.calls == sum(c.outcome is not None for c in survey.calls)
    names = {call.customer for call in survey.calls}
    assert survey.remarks
    for remark in survey.remarks:
        assert remark.customer.endswith("＊＊")
        assert not [name for name in names if name in remark.text]
        assert remark.text == f"{remark.customer}很满意，请打 ＊＊"
        assert remark.mean is None or Fraction(0) <= remark.mean <= 1
