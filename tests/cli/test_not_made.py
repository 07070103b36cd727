"""A document that was not made is named, with the reason in words and what to do."""

import pytest

from gacx_reports.cli.output.summary import not_made
from gacx_reports.commands.not_made import Abandoned, Unprintable, WhyNotMade
from gacx_reports.commands.request import RunResult
from gacx_reports.i18n import translator


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Unprintable(("\ue863",)), "字体中没有 U+E863"),
        (Abandoned(deaths=2, late=0, seconds=60), "生成它的进程两次意外终止"),
        (Abandoned(deaths=0, late=2, seconds=60), "两次用时都超过 60 秒"),
        (Abandoned(deaths=1, late=1, seconds=0.5), "一次意外终止，一次用时超过 0.5 秒"),
    ],
)
def test_the_reason_is_said(why: WhyNotMade, words: str) -> None:
    """And the command ends with exit code 1."""
    done = RunResult((), not_made={"employees/甲部/工程师—张三.pdf": why})
    (line,) = not_made(done, translator("zh"))
    assert words in line
    assert "employees/甲部/工程师—张三.pdf" in line
    assert done.failed
