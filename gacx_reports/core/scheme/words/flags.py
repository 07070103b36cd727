"""Grades that recur, in words."""

from gettext import NullTranslations

from gacx_reports.core.language.grade_words import grade_name
from gacx_reports.core.scheme.grades.flag_rule import FlagRule, GradeFlag
from gacx_reports.core.scheme.scheme import Scheme


def grades_meant(rule: FlagRule, t: NullTranslations) -> str:
    """Returns `C 级` or `C 级及以下`."""
    grade = grade_name(rule.grade, t)
    return t.gettext("{grade} or worse").format(grade=grade) if rule.or_worse else grade


def rule_words(rule: FlagRule, t: NullTranslations) -> str:
    """Returns when the rule holds and what follows: `连续 2 期 C 级：调岗或培训`."""
    if rule.within > rule.count:
        words = t.gettext("{grade} in {count} of {within} periods: {consequence}")
    elif rule.count > 1:
        words = t.gettext("{grade} in {count} periods in a row: {consequence}")
    else:
        words = t.gettext("{grade}: {consequence}")
    return words.format(
        grade=grades_meant(rule, t),
        count=rule.count,
        within=rule.within,
        consequence=rule.consequence,
    )


def flag_words(flag: GradeFlag, t: NullTranslations) -> str:
    """Returns the rule that was met, and the periods in which it was."""
    periods = t.gettext(", ").join(flag.periods)
    words = t.gettext("{words} ({periods})")
    return words.format(words=rule_words(flag.rule, t), periods=periods)


def rules_of_flags(scheme: Scheme, t: NullTranslations) -> str:
    """Returns all rules in one sentence; "" where there are none."""
    if not scheme.flags:
        return ""
    words = t.gettext("; ").join(rule_words(rule, t) for rule in scheme.flags)
    return t.gettext("Grades that recur: {words}. No grade and no pay is changed.").format(
        words=words
    )
