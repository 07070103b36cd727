"""Writes a run's issues: `issues.json`, and the returned copies of faulty workbooks."""

import json
import re
from collections.abc import Iterable
from gettext import NullTranslations
from itertools import islice

from gacx_reports import files
from gacx_reports.commands.as_read import as_read
from gacx_reports.commands.request import RunOptions
from gacx_reports.core.codes.severity import Severity
from gacx_reports.core.issues.issue import Issue
from gacx_reports.core.language.issue_words import describe
from gacx_reports.core.language.text import INVISIBLE
from gacx_reports.core.records.quarter_record import issue_record
from gacx_reports.intake.quarter import Intake


def issues_json(issues: Iterable[Issue], t: NullTranslations) -> bytes:
    """Content of `issues.json`: every issue, with problem, expected value and mending in the language of `t`."""
    records = []
    for issue in issues:
        words = describe(issue, t)
        problem = {"problem": words.title, "expected": words.expected, "mend": words.mend}
        records.append(issue_record(issue) | problem)
    return as_json(records)


def give_back(intake: Intake, options: RunOptions) -> int:
    """Write `returned/<workbook>`, the owner's own file with marked issues, for each workbook with errors or warnings.

    Returned copies of earlier runs are deleted. Returns their number, without files that can't be marked. Raises
    ChangedError, before anything is written, if a workbook is not the one that was read.
    """
    folder = options.target / "returned"
    told = [i for i in intake.issues if i.severity is not Severity.NOTE]
    marked = {}
    for name, digest in intake.inputs.items():
        issues = [i for i in told if i.place.workbook == name]
        if issues and name.endswith(".xlsx"):
            content = _marked(as_read(options.source / name, digest), issues, options.t)
            if isinstance(content, bytes):
                marked[name] = content
    for old in folder.rglob("*.xlsx") if folder.is_dir() else ():
        old.unlink()
    for name, content in marked.items():
        files.write(folder / name, content)
    return len(marked)


def _marked(content: bytes, issues: list[Issue], t: NullTranslations) -> object:
    # Only here: most runs mark nothing.
    from gacx_reports.excel.returning.mark_issues import mark_issues

    return mark_issues(content, issues, t)


def as_json(content: object) -> bytes:
    """The content as indented JSON in UTF-8: Chinese characters unescaped, invisible and control characters escaped."""
    pieces = json.JSONEncoder(ensure_ascii=False, indent=1).iterencode(content)
    # Some at a time: all of them would take ten times what the text takes.
    texts = iter(lambda: "".join(islice(pieces, _AT_A_TIME)), "")
    return b"".join((*(_seen(text) for text in texts), b"\n"))


def _seen(text: str) -> bytes:
    return _UNSEEN.sub(lambda char: json.dumps(char[0])[1:-1], text).encode()


_AT_A_TIME = 10_000
_UNSEEN = re.compile(f"{INVISIBLE.pattern}|[\x7f-\x9f]")
"""`check --json` prints a cell as it is; some of these would turn its line round, or be orders to a terminal."""
