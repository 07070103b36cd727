"""What a workbook is for, in its own words: the first line of sheet 填写说明."""

from gacx_reports.core.forms.form import Form, FormKind
from gacx_reports.i18n import N_

_WHAT = {
    FormKind.DEPARTMENT: N_("Everything about this department that its head fills in."),
    FormKind.PART: N_("Records about this department that another post keeps."),
    FormKind.SURVEY: N_(
        "The call-back survey; filled in by the survey team, not by the department."
    ),
    FormKind.CALLS: N_("Calls to customers who were drawn by lot; filled in while you call."),
    FormKind.HEAD: N_("The evaluation of a head, by whoever leads them."),
    FormKind.RATER: N_("Your own ratings of yourself and of colleagues."),
}
_SCORES = N_("Your scores of the KPIs below; reports show what each kind of rater gave.")
_RATINGS_AND_SCORES = N_(
    "Your ratings of yourself and colleagues, and your scores of the KPIs below, which reports show by kind of rater."
)
_FROM_OUTSIDE = N_(
    "Your ratings of the people below. Reports show what several raters gave together, and how many they were."
)


def purpose(form: Form) -> str:
    """Returns the words, to be translated; whoever scores KPIs reads that reports show each kind of rater's value."""
    if form.kind is not FormKind.RATER:
        return _WHAT[form.kind]
    if form.owner and not form.fillers:
        return _FROM_OUTSIDE
    if form.scored:
        return _RATINGS_AND_SCORES if form.rated else _SCORES
    return _WHAT[form.kind]
