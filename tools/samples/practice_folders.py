"""Writes the practice folders: for each issue code a small quarter whose only fault has that code."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from gacx_reports.core.calendar.period import Period
from gacx_reports.core.codes.catalogue import CATALOGUE
from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.locations import default_templates
from tools.samples.company import Company, SpecialCases
from tools.samples.editions import Edition, edition
from tools.samples.quarter_folder import write_quarter
from tools.samples.sample_company import GACX, TOP_DEPARTMENT
from tools.samples.seeded_faults import OWNER_FILE, SEEDED_FAULTS, SeededFault
from tools.samples.workbook_edits import Files, slim

QUARTER = Period(2024, 3)
SEED = 2024
FEW = {"备件收发": 8, "返修检验": 8, "调查回访": 6, "拜访记录": 12}
"""Record table → records of each person, enough for a score."""
UNRELATED = ("岗位说明",)
"""Sheets of the scheme that no practice folder needs, and that would make each one larger."""


def small_company(*, surveyed: bool) -> Company:
    """The top department of the sample company as a company of its own, with few records and a caller if surveyed."""
    members = tuple(m for m in GACX.members if m.department == TOP_DEPARTMENT)
    counts = {(str(QUARTER), m.id, table): n for m in members for table, n in FEW.items()}
    callers = GACX.callers[:1] if surveyed else ()
    departments = tuple(d for d in GACX.departments if d.name == TOP_DEPARTMENT)
    special = SpecialCases(record_counts=counts)
    return Company(members, departments, special_cases=special, callers=callers)


def sound_files(changes: Edition = (), *, surveyed: bool = False) -> Files:
    """The files of the small quarter without any fault, under the sample scheme with these changes.

    If it is not `surveyed`, the survey team chooses whom to call, which makes small folders.
    """
    scheme = (default_templates() / "scheme.xlsx").read_bytes()
    scheme = edition(scheme, changes, UNRELATED, surveyed=surveyed)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        company = small_company(surveyed=surveyed)
        write_quarter(folder, company, QUARTER, scheme, SEED, plain=True)
        return {p.name: _content(p) for p in sorted(folder.iterdir())}


def _content(path: Path) -> bytes:
    return slim(path.read_bytes()) if path.suffix == ".xlsx" else path.read_bytes()


def _faulty_files(fault: SeededFault, sound: Mapping[bool, Files]) -> Files:
    """The files of the small quarter with the fault; `sound` are those without, drawn by the survey team or by lot."""
    files = dict(sound[fault.surveyed])
    if fault.edition:
        files = sound_files(fault.edition, surveyed=fault.surveyed)
    for damage in fault.damages:
        damage(files)
    return files


def write_practice_folders(output: Path) -> None:
    """Write all practice folders below `output`, and a README.md that lists them."""
    for code in CATALOGUE:
        shutil.rmtree(output / code, ignore_errors=True)
    sound = {surveyed: sound_files(surveyed=surveyed) for surveyed in (False, True)}
    for fault in SEEDED_FAULTS:
        folder = output / fault.code / str(QUARTER)
        for name, content in _faulty_files(fault, sound).items():
            path = (folder / name).resolve()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    (output / "README.md").write_text(_page(), "utf-8")
    # The project's .gitignore excludes Excel's lock files, but one practice folder needs one.
    (output / ".gitignore").write_text(f"!{OWNER_FILE}\n", "utf-8")


def _page() -> str:
    rows = [
        f"| [{f.code}](../../docs/codes.md#{f.code}) | {f.story} "
        f"| {CellRef(f.workbook, f.sheet, f.cell)} |"
        for f in SEEDED_FAULTS
    ]
    return "\n".join((_INTRODUCTION, *rows, ""))


_INTRODUCTION = f"""\
# 练习：每种问题一个小季度

每个文件夹都是客户服务部七个人的一个季度，除了表中所说的一处，其余都没有问题。
F26、F27 和 P50 到 P61 的回访客户是抽签决定的，有抽样记录和电话表；其他文件夹的由调查组自己选。
任选一个代码运行，看看程序怎么说，再到工作簿里改好，直到不再报错：

```
make check Q={QUARTER} INPUT=input_samples/broken/V07
```

改乱了也不要紧，`make samples` 会把所有文件夹恢复原样（练习中的改动会丢失，连同本页一起重新生成）。
有些代码是警告或提示，并不暂缓任何人；F08 说的是往季，要运行 `make quarter` 才会出现。

| 代码 | 事情是这样的 | 在哪里 |
| --- | --- | --- |"""
