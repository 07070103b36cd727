"""With the real Node: a draw of the program is repeated in another language, from its record and the frame's lines."""

import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.survey.draw_order import DrawOrder, carried_out
from gacx_reports.core.survey.draw_record import DrawRecord, to_json
from gacx_reports.core.survey.frame import FrameJob, frame_lines
from tests.commands.survey.drawn_company import DrawnCompany
from tests.core.survey.frames import RULE, SALT, frame_of, shuffled

pytestmark = pytest.mark.system
SCRIPT = Path(__file__).parent / "repeat_draw.mjs"


def repeated(frame: Path, record: Path) -> subprocess.CompletedProcess[str]:
    """The script, run by Node."""
    command = ["node", str(SCRIPT), str(frame), str(record)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_draw_of_the_company_is_repeated_by_node(tmp_path: Path) -> None:
    """As HR draws and as anybody repeats it: `survey draw`, `survey verify --frame`, and the script."""
    company = DrawnCompany(tmp_path)
    company.committed()
    company.run("survey", "draw", "--on", "2024-10-08")
    frame, record = tmp_path / "frame.txt", company.folder() / "抽样记录.json"
    company.run("survey", "verify", "--frame", str(frame))
    done = repeated(frame, record)
    calls = sum(len(p.calls) for p in company.record().people)
    assert (done.returncode, done.stdout) == (0, f"repeated: {calls} calls\n"), done.stderr
    record.write_text(record.read_text("utf-8").replace('"slot": 2', '"slot": 3', 1), "utf-8")
    assert repeated(frame, record).returncode == 1


def drawn(jobs: list[FrameJob], called: int, share: str) -> DrawRecord:
    """The record of a draw; the first `called` customers were called last quarter."""
    posts = ("技术工程师", "技术主管")
    rule = replace(RULE, share=Decimal(share), least=3, most=12, reserves=2)
    rules = [replace(rule, post=post) for post in posts]
    before = list(dict.fromkeys(job.customer_key for job in jobs))[:called]
    order = DrawOrder(Period(2024, 3), "调查回访", 1, date(2024, 10, 8), "", SALT, late_salt=False)
    return carried_out(order, jobs, rules, before)


@pytest.mark.parametrize("seed", range(40))
def test_random_frames_are_repeated_by_node(tmp_path: Path, seed: int) -> None:
    """Few and many customers, of whom many were called before; transfers; odd shares; rows in another order."""
    jobs = shuffled(frame_of(seed, people=6, jobs=8 + seed, customers=4 + seed), seed)
    jobs = [
        replace(job, post="技术主管") if job.day.month == 9 and job.person < "G0003" else job
        for job in jobs
    ]
    record = drawn(jobs, seed // 2, ("0.2", "1", "0.125", "0.333")[seed % 4])
    frame, path = tmp_path / "frame.txt", tmp_path / "record.json"
    frame.write_text("".join(f"{line}\n" for line in frame_lines(jobs)), "utf-8")
    path.write_text(to_json(record), "utf-8")
    done = repeated(frame, path)
    assert done.stdout.startswith("repeated: "), done.stdout + done.stderr
