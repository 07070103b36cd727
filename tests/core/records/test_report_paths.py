"""File names of reports: in the reader's language, each its own, and such as every file system takes."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gacx_reports.core.issues.cell_ref import CellRef
from gacx_reports.core.records.report_paths import (
    department_paths,
    distinct,
    employee_paths,
    paths_of,
    paths_of_department,
    stems,
)
from gacx_reports.core.roster.roster import Employment, Person

ENGLISH = {
    "技术服务组": "Technical Service",
    "技术工程师": "Technical engineer",
    "售后工程师": "technical Engineer",
    "受理服务组": "technical service",
}


def person(known: str, name: str, post: str = "技术工程师", unit: str = "技术服务组") -> Person:
    """Somebody of whom file names are made."""
    return Person(
        id=known,
        name=name,
        department=unit,
        post=post,
        supervisor="",
        joined=date(2020, 1, 1),
        left=None,
        status=Employment.EMPLOYED,
        email="",
        base=None,
        place=CellRef("花名册.xlsx", "花名册", "A2"),
    )


def test_in_english_department_and_post_are_called_by_their_english_names() -> None:
    """The name of a person stays as typed; what has no English keeps its Chinese."""
    found = employee_paths(
        [person("G1", "张三"), person("G2", "李四", "经理", "客户服务部")], ENGLISH
    )
    assert found == {
        "G1": "employees/Technical Service/Technical engineer—张三.pdf",
        "G2": "employees/客户服务部/经理—李四.pdf",
    }
    assert employee_paths([person("G1", "张三")]) == {
        "G1": "employees/技术服务组/技术工程师—张三.pdf"
    }


def test_an_english_name_given_to_a_person_is_theirs() -> None:
    """Where sheet 英文名 has one."""
    found = employee_paths([person("G1", "张三")], ENGLISH | {"张三": "Sam Zhang"})
    assert found["G1"] == "employees/Technical Service/Technical engineer—Sam Zhang.pdf"


def test_two_of_one_name_are_told_apart_by_their_ids() -> None:
    """Also where only the English names are one, or capitals alone differ: no report replaces another."""
    pair = [person("G1", "张伟"), person("G2", "张伟", "售后工程师")]
    assert set(employee_paths(pair).values()) == {
        "employees/技术服务组/技术工程师—张伟.pdf",
        "employees/技术服务组/售后工程师—张伟.pdf",
    }
    assert set(employee_paths(pair, ENGLISH).values()) == {
        "employees/Technical Service/Technical engineer—张伟—G1.pdf",
        "employees/Technical Service/technical Engineer—张伟—G2.pdf",
    }


def test_departments_of_one_english_name_have_a_report_and_a_folder_each() -> None:
    """The Chinese name tells them apart."""
    units = ("技术服务组", "受理服务组")
    assert set(department_paths(units, ENGLISH).values()) == {
        "departments/Technical Service—技术服务组.pdf",
        "departments/technical service—受理服务组.pdf",
    }
    found = employee_paths([person("G1", "张伟"), person("G2", "张伟", unit="受理服务组")], ENGLISH)
    assert {p.split("/")[1] for p in found.values()} == {
        "Technical Service—技术服务组",
        "technical service—受理服务组",
    }


def test_two_posts_of_one_english_name_have_documents_each() -> None:
    """《岗位说明书》 of one is not overwritten by the other's."""
    found = stems(["技术工程师", "售后工程师"], ENGLISH)
    assert len({name.casefold() for name in found.values()}) == 2


LONG = "岗位名称" * 100


@pytest.mark.parametrize("name", [LONG, "x" * 300, "../..", "CON", "a/b:c", "é" * 200, "…", "  . "])
def test_every_name_fits_into_every_file_system(name: str) -> None:
    """255 bytes at most, nothing that leads elsewhere, and still each its own."""
    people = [person(f"G{n}" + "0" * 60, name, name, name) for n in range(3)]
    paths = [*employee_paths(people).values(), *department_paths([name]).values()]
    assert len(set(paths)) == 4
    for path in paths:
        parts = path.split("/")
        assert all(0 < len(part.encode()) <= 255 for part in parts)
        assert not {".", ".."} & set(parts)
        assert len(parts) == (3 if path.startswith("employees") else 2)


TEXTS = st.text("甲乙A a/—.", min_size=1, max_size=4)
NAMES: Callable[..., st.SearchStrategy[dict[str, str]]] = st.dictionaries


@given(
    st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=12),
    NAMES(TEXTS, TEXTS, max_size=6),
)
def test_no_two_reports_have_one_name(
    rows: list[tuple[str, str, str]], names: dict[str, str]
) -> None:
    """Whatever posts, people and departments are called; and mail knows each path for its owner's."""
    people = [person(f"G{n}", *row) for n, row in enumerate(rows)]
    found = employee_paths(people, names)
    assert len({p.casefold() for p in found.values()}) == len(people)
    for p in people:
        assert found[p.id] in paths_of(p, names)
    units = department_paths([p.department for p in people], names)
    assert len({p.casefold() for p in units.values()}) == len(units)
    for unit, path in units.items():
        assert path in paths_of_department(unit, names)


def test_the_order_of_the_roster_names_nobody() -> None:
    """A row more above, or another order, leaves everybody's file name as it is."""
    people = [person("G1", "张伟"), person("G2", "张伟"), person("G3", "李四")]
    assert employee_paths(people) == employee_paths(reversed(people))


def test_one_name_pushes_the_others_on() -> None:
    """An entry whose own name equals another's longer name gets a longer one, too."""
    found = distinct({"a": ["x", "x1"], "b": ["x", "x2"], "c": ["x1", "x3"]})
    assert found == {"a": "x1", "b": "x2", "c": "x3"}
