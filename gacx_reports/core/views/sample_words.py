"""How the sample behind a KPI was drawn, in one sentence."""

from gettext import NullTranslations

from gacx_reports.core.submissions.samples import Sample


def sample_words(sample: Sample, n: int | None, t: NullTranslations) -> str:
    """Returns the sentence for a report or `explain`; `n` is the number of answers that count."""
    return t.gettext(
        "{drawn} of {jobs} jobs drawn by lot over types and months, as anybody can repeat;"
        " {called} customers called, {answered} answered, {n} count"
    ).format(
        drawn=sample.drawn,
        jobs=sample.jobs,
        called=sample.called,
        answered=sample.answered,
        n=n or 0,
    )
