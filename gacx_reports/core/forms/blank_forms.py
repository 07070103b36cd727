"""Blank editions of a scheme's workbooks: every kind, for no quarter and nobody in particular."""

from gacx_reports.core.forms.file_names import english_name, english_word, stems
from gacx_reports.core.forms.form import SURVEY_WORKBOOK, Form, FormKind
from gacx_reports.core.forms.input_sheets import COVER, RATINGS, record_sheet, typed_sheet
from gacx_reports.core.forms.judgement_sheets import judgement_sheets
from gacx_reports.core.scheme.record_table import Owner
from gacx_reports.core.scheme.scheme import Scheme
from gacx_reports.core.sheets.columns import SheetForm


def blank_forms(scheme: Scheme) -> tuple[Form, ...]:
    """Returns a form of every kind with all sheets that the scheme allows, without people: the blank templates."""
    posts = set(scheme.posts)

    def blank(workbook: str, kind: FormKind, owner: str, english: str, *more: SheetForm) -> Form:
        tables = tuple(t.name for t in scheme.tables.values() if owner and t.owner == owner)
        records = (record_sheet(scheme.tables[t], scheme) for t in tables)
        return Form(workbook, kind, "", "", (), (COVER, *records, *more), tables, english)

    judged = tuple(judgement_sheets(posts, scheme, rated=True))
    whole = english_word("部门工作簿")
    found = [blank("部门工作簿.xlsx", FormKind.DEPARTMENT, Owner.DEPARTMENT, whole, *judged)]
    called = stems(scheme.posts)
    for post in scheme.posts:
        english = english_name(scheme, "Department-{post}", post=post)
        found.append(blank(f"部门-{called[post]}.xlsx", FormKind.PART, post, english))
    survey = english_word("满意度调查")
    found.append(blank(SURVEY_WORKBOOK, FormKind.SURVEY, Owner.SURVEY, survey))
    raters = (
        *((typed_sheet(()),) if any(k.raters for k in scheme.kpis) else ()),
        *((RATINGS,) if scheme.behaviours else ()),
    )
    if raters:
        found.append(blank("评价.xlsx", FormKind.RATER, "", english_word("评价"), *raters))
    return tuple(form for form in found if len(form.sheets) > 1)
