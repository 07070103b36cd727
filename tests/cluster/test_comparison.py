"""Machines that would make other documents, or show them to others, are named in words."""

from collections.abc import Mapping

import pytest

from gacx_reports.cluster.comparison import MOST_LINES, differences, told
from gacx_reports.cluster.machine import Machine, this_machine
from gacx_reports.i18n import translator

WORKER = "tls://10.0.0.7:41234"
FONT = "Noto Sans CJK SC 2.004 4e99c9c0d75139d9"
HERE = {"Python": "3.11.7", "weasyprint": "70.0", "libpango-1.0.so.0": "1.56.3"}


def said(
    versions: Mapping[str, str], fonts: tuple[str, ...] = (FONT,), *, disk: bool = False
) -> str:
    """What is said in Chinese of a worker with these versions."""
    found = differences(WORKER, Machine(HERE), Machine(versions, fonts, disk), FONT)
    return told(found, translator("zh"))


def test_an_equal_worker_is_taken() -> None:
    """It may have other fonts besides."""
    assert said(HERE, ("WenQuanYi Zen Hei 0.9 0123456789abcdef", FONT)) == ""


@pytest.mark.parametrize(
    ("versions", "words"),
    [
        (HERE | {"weasyprint": "70.1"}, f"  {WORKER}：weasyprint 是 70.1，本机是 70.0"),
        (
            {k: v for k, v in HERE.items() if k != "weasyprint"},
            f"  {WORKER}：weasyprint 是 没有，本机是 70.0",
        ),
        (HERE | {"zlib": "1.3"}, f"  {WORKER}：zlib 是 1.3，本机是 没有"),
    ],
    ids=["other", "absent there", "absent here"],
)
def test_a_version_that_differs(versions: Mapping[str, str], words: str) -> None:
    """Which part, there and here."""
    assert said(versions) == words


def test_another_font() -> None:
    """The one from which rare characters are cut must be there."""
    assert said(HERE, ()) == f"  {WORKER}：那里没有安装本机所用的中文字体：{FONT}"
    assert differences(WORKER, Machine(HERE), Machine(HERE), "") == ()


def test_a_worker_that_may_write_to_its_disk() -> None:
    """Results are about people."""
    assert "--memory-limit 0" in said(HERE, disk=True)


def test_a_long_list_is_cut() -> None:
    """With the number of the others."""
    found = differences(WORKER, Machine({str(n): "1" for n in range(40)}), Machine({}), "")
    lines = told(found, translator("en")).splitlines()
    assert len(lines) == MOST_LINES + 1
    assert lines[-1] == f"  and {40 - MOST_LINES} more"


def test_this_machine_tells_what_decides_the_bytes() -> None:
    """Its own program by its content, libraries of the system, the packages that are used, and no others."""
    machine = this_machine()
    assert {
        "gacx-reports",
        "Python",
        "weasyprint",
        "zlib",
        "libpango-1.0.so.0",
    } <= machine.versions.keys()
    assert {"pip", "pytest", "ruff"}.isdisjoint(machine.versions)
    assert not machine.puts_on_disk
    assert not differences(WORKER, machine, this_machine(), machine.fonts[0])
