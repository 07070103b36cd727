"""Grades in a sentence: a letter needs the word “grade” beside it, a name such as 优秀 doesn't."""

from gettext import NullTranslations

from gacx_reports.core.language.text import closed_up

LONGEST = 2
"""Characters of `A+`; what is longer is a name."""


def is_letter(grade: str) -> bool:
    """Whether the scheme calls the grade by a letter, such as `A` or `A+`."""
    return grade.isascii() and len(grade) <= LONGEST


def grade_name(grade: str, t: NullTranslations) -> str:
    """Returns the grade as the name of a row: `A 级`, `Grade A`, but `优秀`."""
    return t.gettext("Grade {grade}").format(grade=grade) if is_letter(grade) else grade


def grade_at_best(grade: str, t: NullTranslations) -> str:
    """Returns what a veto leaves: `最高 B 级`, `grade B at best`, but `最高良好`."""
    if is_letter(grade):
        return t.gettext("grade {grade} at best").format(grade=grade)
    return at_most(grade, t)


def at_most(grade: str, t: NullTranslations) -> str:
    """Returns the same without the word for a grade: `最高 B`, `最高良好`, `at most B`."""
    return closed_up(t.gettext("at most {grade}").format(grade=grade))
