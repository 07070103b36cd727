"""What goes back to those who filled in: `issues.json` and the marked workbooks."""

import json
from collections.abc import Iterable

from gacx_reports import files
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.issues.issue import Issue, Severity
from gacx_reports.core.language.issue_catalogue import describe
from gacx_reports.core.records.quarter_record import issue_record
from gacx_reports.i18n import Language, translator
from gacx_reports.intake.quarter import Intake


def issues_json(issues: Iterable[Issue], lang: Language) -> bytes:
    """`issues.json`, with words for the reader."""
    t = translator(lang)
    records = []
    for issue in issues:
        words = describe(issue, t)
        problem = {"problem": words.title, "expected": words.expected, "mend": words.mend}
        records.append(issue_record(issue) | problem)
    return as_json(records)


def give_back(intake: Intake, options: RunOptions) -> int:
    """`returned/<workbook>`: its owner's own file with the faults marked; how many there are."""
    from gacx_reports.excel.returning.mark_issues import mark_issues

    folder = options.target / "returned"
    marked = {}
    for name in intake.inputs:
        issues = [
            i for i in intake.issues if i.place.workbook == name and i.severity is not Severity.NOTE
        ]
        content = (
            mark_issues((options.source / name).read_bytes(), issues, translator(options.lang))
            if issues
            else None
        )
        if isinstance(content, bytes):
            marked[name] = content
    for old in folder.rglob("*.xlsx") if folder.is_dir() else ():
        old.unlink()
    for name, content in marked.items():
        files.write(folder / name, content)
    return len(marked)


def as_json(content: object) -> bytes:
    """As it stands in a file: readable, Chinese as itself."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
