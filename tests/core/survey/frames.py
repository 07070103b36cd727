"""Invented frames for the tests of the survey."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.scheme.sampling_rule import SamplingRule
from gacx_reports.core.survey.frame import FrameJob

SALT = "5f" * 32
RULE = SamplingRule(
    table="调查回访",
    post="技术工程师",
    frame="作业记录",
    stratum_column="作业类型",
    share=Decimal("0.2"),
    least=5,
    most=8,
    reserves=1,
    show_employee=False,
    place=CellRef("考核方案.xlsx", "抽样", "A2"),
)
RULES = {RULE.post: RULE}


def job(number: str, customer: str = "", **more: object) -> FrameJob:
    """A job of G0306 in July 2024 at a customer of its own, unless told otherwise."""
    fields: dict[str, object] = {
        "number": number,
        "table": "作业记录",
        "person": "G0306",
        "post": "技术工程师",
        "day": date(2024, 7, 1),
        "customer": customer or f"客户{number}",
        "kind": "安装",
        "do_not_call": False,
        "phone": "",
    }
    return FrameJob(**(fields | more))  # type: ignore[arg-type]


def frame_of(seed: int, people: int = 3, jobs: int = 45, customers: int = 30) -> Sequence[FrameJob]:
    """The jobs of several engineers in 2024Q3, at customers whom they share."""
    random = Random(seed)  # noqa: S311
    return [
        job(
            f"JS-{person:02}-{n:03}",
            f"客户{random.randrange(customers)}",
            person=f"G{person:04}",
            day=date(2024, 7, 1) + timedelta(days=random.randrange(92)),
            kind=random.choice(["安装", "维修", "维护"]),
            do_not_call=random.random() < 0.1,
            phone=f"010-5555 {random.randrange(10000):04}",
        )
        for person in range(people)
        for n in range(jobs)
    ]


def shuffled(jobs: Sequence[FrameJob], seed: int) -> list[FrameJob]:
    """The same jobs in another order."""
    return Random(seed).sample(jobs, len(jobs))  # noqa: S311
