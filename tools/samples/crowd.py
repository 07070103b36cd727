"""A company of any size, to measure how long things take."""

from collections.abc import Iterator
from datetime import date, timedelta

from gacx_reports.core.issues.cell_ref import Place
from gacx_reports.core.roster.roster import Department
from tools.samples.company import Company, Member
from tools.samples.people import DESK, TECHNICAL, TOP
from tools.samples.stream import Stream

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章"
FIRST = "子文雨思佳志建晓海俊梓浩欣永嘉宇明天国春"
SECOND = "涵轩怡杰琪峰婷强敏辉宁超洁涛颖鹏雪刚莉斌"
UNITS = {
    DESK: ("受理服务组主管", "受理服务代表", ()),
    TECHNICAL: ("技术服务组主管", "技术工程师", ("技术助理",)),
}
"""Kind of department → its head's post, most people's post, and posts of which it has one."""
STAFF = ("大客户代表", "大客户代表", "物控助理")


def crowd(people: int, departments: int, seed: int) -> Company:
    """So many people in so many departments, the top one included."""
    posts = _posts(people, departments)
    units: dict[str, str] = {}
    members = []
    for number, (department, post) in enumerate(posts, start=1):
        member = _member(f"G{number:05}", department, post, seed)
        units.setdefault(department, member.id)
        members.append(member)
    nowhere = Place("")
    heads = tuple(Department(u, "" if u == TOP else TOP, h, nowhere) for u, h in units.items())
    return Company(tuple(members), heads)


def _posts(people: int, departments: int) -> list[tuple[str, str]]:
    """(department, post) of everybody; a department's first is its head."""
    under = max(departments - 1, 1)
    top = [(TOP, "经理"), *((TOP, post) for post in STAFF)]
    left = max(people - len(top), 0)
    shares = [left // under + (n < left % under) for n in range(under)]
    kinds = list(UNITS)
    posts = top[:people]
    for n, size in enumerate(shares):
        kind = kinds[n % len(kinds)]
        posts += _unit(f"{kind}{n // len(kinds) + 1:02}", kind, size)
    return posts


def _unit(name: str, kind: str, size: int) -> Iterator[tuple[str, str]]:
    head, most, single = UNITS[kind]
    for post in (head, *single, *[most] * size)[:size]:
        yield name, post


def _member(id_: str, department: str, post: str, seed: int) -> Member:
    stream = Stream(seed, id_, "member")
    name = stream.pick(SURNAMES) + stream.pick(FIRST) + stream.pick(SECOND)
    joined = date(2012, 1, 4) + timedelta(days=stream.whole(0, 3600))
    return Member(id_, name, department, post, joined, base=stream.whole(33, 70) * 100)
