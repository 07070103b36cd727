"""Content of the departments' reports and of the summary."""

from dataclasses import replace

from gacx_reports.render.html.pages import Pages
from gacx_reports.render.pdf.renderer import Renderer
from tests.render.printing import printed, text_of
from tests.render.unit_views import HELD, LATE, MISSED, department, large, summary


def test_ranks_remarks_and_missed_quotas_are_the_departments(
    renderer: Renderer, pages: Pages
) -> None:
    """The quotas as a check; no section where all are kept."""
    text = text_of(printed(renderer, pages, department()).pdf)
    for shown in (*MISSED, *(m.remark for m in department().tables[0].members)):
        assert "".join(shown.split()) in text
    assert 'quotas"' not in pages.department(replace(department(), violations=()))
    assert 'quotas"' not in pages.summary(replace(summary(), violations=()))


def test_the_summary_names_five_at_each_end(pages: Pages) -> None:
    """Employees who tie with the fifth are only counted, so that the list stays on its page."""
    html = pages.summary(summary())
    named = [person.id in html for person in summary().top]
    assert named == [True] * 5 + [False] * 2


def test_who_is_held_back_stands_in_the_departments_pdf(renderer: Renderer, pages: Pages) -> None:
    """The department's PDF lists held-back employees with the reason and the cell to mend."""
    text = text_of(printed(renderer, pages, department()).pdf)
    for shown in (HELD.name, HELD.id, HELD.reason, HELD.place, LATE.name):
        assert "".join(shown.split()) in text


def test_only_an_incomplete_department_is_marked_so(pages: Pages) -> None:
    """未完成 disappears once nobody is held back."""
    whole = replace(department(), incomplete=False, held_back=0, apart=(LATE,))
    assert 'class="unfinished"' in pages.department(department())
    assert 'class="unfinished"' not in pages.department(whole)


def test_many_kpis_turn_the_page(pages: Pages) -> None:
    """Twelve columns of scores need a sheet on its side; four don't."""
    assert '<body class="lying">' in pages.department(large())
    assert '<body class="">' in pages.department(department())
