"""Decimals of scores in places that are too narrow for all of them."""

from gacx_reports.core.scheme.scheme import Scheme


def least_places(scheme: Scheme, usual: int, of_marks: int) -> int:
    """The fewest decimals of a score in a narrow place: `usual` where the full mark is 1, else `of_marks`.

    Of marks they are never more than 得分小数位.
    """
    s = scheme.settings
    return usual if s.full_mark == 1 else min(of_marks, s.score_places)
