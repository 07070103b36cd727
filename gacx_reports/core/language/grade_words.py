"""Grades in a sentence: a letter needs the word “grade” beside it, a name such as 优秀 doesn't."""

from gettext import NullTranslations

LONGEST = 2
"""Characters of `A+`; what is longer is a name."""


def is_letter(grade: str) -> bool:
    """Whether the scheme calls the grade by a letter, such as `A` or `A+`."""
    return grade.isascii() and len(grade) <= LONGEST


def grade_name(grade: str, t: NullTranslations) -> str:
    """Returns the grade as the name of a row: `A 级`, `Grade A`, but `优秀`."""
    return t.gettext("Grade {grade}").format(grade=grade) if is_letter(grade) else grade


def grade_at_best(grade: str, t: NullTranslations) -> str:
    """Returns what a veto leaves: `最高 B 级`, `grade B at best`, but `最高 良好`."""
    words = t.gettext("grade {grade} at best") if is_letter(grade) else t.gettext("at most {grade}")
    return words.format(grade=grade)
