"""How the sample behind a KPI was drawn, in one sentence."""

from gettext import NullTranslations

from gacx_reports.core.submissions.samples import Sample


def sample_words(sample: Sample, n: int | None, t: NullTranslations) -> str:
    """Returns the sentence for a report or `explain`; `n` is the number of answers that count."""
    others = t.gettext(" (another {left_out} may not)") if sample.do_not_call else ""
    return t.gettext(
        "of {jobs} jobs that may be called{others}, {drawn} drawn by lot over types and months, as anybody can repeat;"
        " {called} customers called, {answered} answered, {n} count"
    ).format(
        jobs=sample.jobs,
        others=others.format(left_out=sample.do_not_call),
        drawn=sample.drawn,
        called=sample.called,
        answered=sample.answered,
        n=n or 0,
    )
