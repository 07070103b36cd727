"""A quarter at random as plain facts: nothing here knows the program that scores it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

NA = "NA"
RULES = ("share", "lower", "bands", "linear", "line", "off", "on_top", "least", "most", "as_is")
FULL_MARKS = ("1", "1", "100", "120")
"""What a fully reached score counts. Scores below are shares of it; those of a quarter's facts are marks."""
BANDS = ((None, 3, "1"), (3, 8, "0.75"), (8, None, "0.4"))
"""From (inclusive), to (exclusive), score."""
LINES = (
    ((2, "0"), (5, "1"), (9, "1.5")),
    ((1, "1.2"), (4, "1"), (8, "0.3"), (20, "0")),
)
"""Value and score of each point, by rising values."""
MEASURED = (
    "share", "mean", "sum", "count", "value_share", "ratio", "weighted", "least", "most", "median",
)  # fmt: skip
KINDS = ("VIP", "普通")
MANY = Decimal("2.5")
"""Amount from which records are many."""
LEVELS = {"5": "1", "4": "0.8", "3": "0.6", "2": "0.4"}
SEVERAL = ("peers", "subordinates", "other_departments", "customers", "committee")
"""Kinds of several raters."""
ITEMS = (
    ("能力", "准确", "0.7"),
    ("能力", "效率", "0.3"),
    ("态度", "认真", None),
    ("态度", "出勤", None),
)
GRADES = (("A", "0.8", None), ("B", "0.6", "0.8"), ("C", "0", "0.6"))
FACTORS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "fixed": {"A": ("1.2",), "B": ("0.5",), "C": ("0",)},
    "total": {"A": ("1",), "B": ("0.9",), "C": ("0.5",)},
    "linear": {"A": ("1.2",), "B": ("0.5", "1.1"), "C": ("0", "0.3")},
}
"""How factors follow from totals → grade → 绩效系数, and 上限系数 of one that rises; A never does."""
AMONG = ("department", "post", "company")
"""Among whom places are given; the head belongs to no department."""
LINE_ITEMS = (("表扬", "bonus"), ("建议", "bonus"), ("投诉", "deduction"), ("迟报", "deduction"))
VETOES = {"事故": "C", "虚报": "B"}
PERIODS: Mapping[str, tuple[int, tuple[int, ...]]] = {
    "2024Q3": (92, (7, 8, 9)),
    "2024Q4": (92, (10, 11, 12)),
    "2023M02": (28, (2,)),
    "2024M02": (29, (2,)),
    "2024M06": (30, (6,)),
    "2024M12": (31, (12,)),
    "2024H1": (182, (1, 2, 3, 4, 5, 6)),
    "2023H2": (184, (7, 8, 9, 10, 11, 12)),
    "2024Y": (366, tuple(range(1, 13))),
}
"""Period → its days and months."""
NAMED: Mapping[str, tuple[int, ...]] = {
    "Q2,Q4": (6, 12),
    "M06、M12": (6, 12),
    "2月": (2,),
    "H1": (6,),
    "Y": (12,),
    "": (),
}
"""What 行为计入季度 may say → months with which those periods end."""


@dataclass
class KpiFacts:
    """One KPI of a post."""

    name: str
    weight: Decimal
    source: str
    """typed, led, or one of MEASURED."""
    rule: str
    target: Decimal
    zero: Decimal
    full: Decimal
    cap: Decimal | None
    floor: Decimal
    minimum: int
    few: str
    """score, na, hold or pool."""
    na: str
    """reweight, zero or refuse."""
    by_days: bool
    line: int
    """Which of LINES."""
    open: tuple[bool, bool]
    """Whether that line goes on below and above its ends."""
    each: Decimal
    base: Decimal | None
    empty: str | None
    """full, nothing, zero, na or hold, without any record; None: as with too few."""
    where: tuple[str, ...]
    """Of yes, vip, many and few (`MANY` or more, less than that): what records must be."""
    either: bool
    """Whether one of both is enough."""
    limit: tuple[Decimal, str] | None
    """Score below which the grade is that at best."""
    percent: bool
    """Whether the value is a ratio: of what is in marks a share."""
    raters: tuple[tuple[str, Decimal, str], ...] = ()
    """Of a typed one self, supervisor or second: weight, and what a missing one does (reweight, hold or zero)."""
    by_project: bool = False
    """Whether it is scored for each project of who has some."""


@dataclass(frozen=True)
class RecordFacts:
    """A row of the record table; all but the day may be N/A, or blank for the kind."""

    day: int
    yes: bool | str
    amount: Decimal | str
    plan: Decimal | str
    kind: str
    project: str = ""


@dataclass
class PersonFacts:
    """Somebody, and everything that is written about them."""

    id: str
    stretches: list[tuple[str, int, int]]
    """Post, first and last day of the period (from 0)."""
    typed: dict[tuple[str, str], Decimal | str] = field(default_factory=dict)
    """(post, KPI) → the supervisor's value or N/A; nothing where one of several raters is missing."""
    scored: dict[tuple[str, str], dict[str, Decimal | str]] = field(default_factory=dict)
    """(post, KPI) → self or second → value or N/A."""
    targets: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    weights: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    """(post, KPI) → own weight; either of all KPIs of a post or of none."""
    points: dict[tuple[str, str], dict[int, Decimal]] = field(default_factory=dict)
    """(post, KPI) → which point of its line → own value."""
    records: list[RecordFacts] = field(default_factory=list)
    ratings: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    """Item → rater → levels."""
    lines: list[tuple[str, Decimal]] = field(default_factory=list)
    vetoes: list[str] = field(default_factory=list)
    leave: tuple[tuple[int, int], ...] = ()
    """First and last day of each leave, which may overlap and outlast the period; 29 days at most."""
    override: tuple[str, str] | None = None
    """计算等级 and 调整后等级 of the override."""
    projects: dict[str, Decimal] = field(default_factory=dict)
    """Project → weight; empty for who is scored as a whole."""
    typed_of: dict[tuple[str, str, str], Decimal | str] = field(default_factory=dict)
    """(post, KPI by project, project) → value or N/A."""


@dataclass
class QuarterFacts:
    """Everything about a quarter."""

    period: str
    """Of PERIODS."""
    named: str
    """Of NAMED: the periods that rate behaviours."""
    posts: dict[str, list[KpiFacts]]
    mixes: dict[str, tuple[Decimal, Decimal, Decimal]]
    people: list[PersonFacts]
    """The head last; everybody else reports to the head."""
    units: tuple[Decimal, Decimal]
    """Results of department and company."""
    item_caps: dict[str, Decimal | None]
    bonus_cap: Decimal | None
    deduction_cap: Decimal | None
    places: int
    behaviour_share: Decimal
    categories: dict[str, Decimal]
    raters: dict[str, Decimal]
    pooling: dict[str, str]
    """Kind of rater → mean, median or trimmed."""
    calibrated: tuple[str, ...]
    """Kinds each of whose raters is moved to the mean of all; the nth level of an item is the nth rater's."""
    peers: int
    item_limits: dict[str, tuple[Decimal, str] | None]
    factors: str
    """Of FACTORS."""
    times: str
    """What pay factors are multiplied by: "", roster or result."""
    department_factor: Decimal
    attendance: bool
    unpaid_days: int
    factor_places: int
    by_place: bool
    """Whether places decide grades."""
    among: str
    """Of AMONG."""
    shares: tuple[str | None, ...]
    """Of the places, in the order of GRADES."""
    rounding: str
    """nearest, up or down."""
    fewest: int
    """People of a unit that has places."""
    full_mark: Decimal = Decimal(1)
    chief: bool = False
    """Whether the head reports to somebody, who takes no part and is the second superior of all others."""
    months: "MonthFacts | None" = None
    """None: published months are no part of the total."""

    @property
    def days(self) -> int:
        """Of the period."""
        return PERIODS[self.period][0]


@dataclass(frozen=True)
class MonthFacts:
    """What is published of the months of a longer period, and how it counts."""

    share: Decimal
    """Of everybody's total; the rest is mixed as ever."""
    weights: tuple[Decimal, ...] | str
    """equal, days, or those given."""
    hold: bool
    """Whether a month that is missing holds back; else the others take its weight."""
    complete: tuple[bool | None, ...]
    """Month by month: whether nobody was held back any more; None: not published."""
    results: dict[str, tuple[Decimal | str, ...]]
    """Person → total of each month, or unscored, or nothing."""
    renamed: frozenset[tuple[str, int]] = frozenset()
    """Person and month (from 0) that is published under another name."""


def facts(seed: int) -> QuarterFacts:
    """The same seed, the same quarter."""
    random = Random(-1 - seed)  # noqa: S311 - repeatable, not secret
    return _in_marks(_facts(seed), Decimal(random.choice(FULL_MARKS)), random)


def _in_marks(quarter: QuarterFacts, full: Decimal, random: Random) -> QuarterFacts:
    """The quarter with every score that was typed in marks, and totals with any decimals where these aren't 1."""

    def marks(share: Decimal | None) -> Decimal | None:
        return None if share is None else share * full

    def limit(found: tuple[Decimal, str] | None) -> tuple[Decimal, str] | None:
        return None if found is None else (found[0] * full, found[1])

    for kpi in (k for kpis in quarter.posts.values() for k in kpis):
        kpi.cap, kpi.floor, kpi.each = marks(kpi.cap), kpi.floor * full, kpi.each * full
        kpi.base, kpi.limit = marks(kpi.base), limit(kpi.limit)
    for person in quarter.people:
        person.lines = [(item, points * full) for item, points in person.lines]
    if quarter.months:
        results = {
            who: tuple(total * full if isinstance(total, Decimal) else total for total in own)
            for who, own in quarter.months.results.items()
        }
        quarter = replace(quarter, months=replace(quarter.months, results=results))
    return replace(
        quarter,
        units=(quarter.units[0] * full, quarter.units[1] * full),
        item_caps={item: marks(cap) for item, cap in quarter.item_caps.items()},
        bonus_cap=marks(quarter.bonus_cap),
        deduction_cap=marks(quarter.deduction_cap),
        item_limits={item: limit(found) for item, found in quarter.item_limits.items()},
        places=quarter.places if full == 1 else random.choice((0, 1, 2, 3)),
        full_mark=full,
    )


def _facts(seed: int) -> QuarterFacts:
    """A quarter whose scores are shares of the full mark."""
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    period = random.choice(("2024Q3", "2024Q4", *PERIODS))
    days = PERIODS[period][0]
    posts = {p: _kpis(random, p) for p in ("工程师", "助理", "主管")}
    people = [_person(random, f"G{n}", posts, days) for n in range(1, random.randint(2, 5))]
    people.append(_person(random, "H", posts, days, head=True))
    ability = _decimal(random, 1, 9, 1)
    quarter = QuarterFacts(
        period=period,
        named=random.choice(("Q2,Q4", "Q2,Q4", *NAMED)),
        posts=posts,
        mixes={p: _mix(random) for p in posts},
        people=people,
        units=(_decimal(random, 5, 12, 1), _decimal(random, 50, 120, 2)),
        item_caps={name: _maybe(random, "0.03") for name, _ in LINE_ITEMS},
        bonus_cap=_maybe(random, "0.04"),
        deduction_cap=_maybe(random, "0.05"),
        places=random.choice((2, 3, 4, 4, 6)),
        behaviour_share=random.choice((Decimal("0.2"), Decimal("0.35"))),
        categories={"能力": ability, "态度": 1 - ability},
        raters=random.choice(
            (
                {"supervisor": Decimal(1)},
                {"supervisor": Decimal("0.7"), "self": Decimal("0.1"), "peers": Decimal("0.2")},
            )
        ),
        pooling=dict.fromkeys(SEVERAL, "mean"),
        calibrated=(),
        peers=random.choice((2, 3)),
        item_limits={name: _limit(random) for _, name, _ in ITEMS},
        factors=random.choice(tuple(FACTORS)),
        times=random.choice(("", "", "roster", "result")),
        department_factor=_decimal(random, 50, 150, 2),
        attendance=random.random() < 0.4,
        unpaid_days=random.choice((0, 0, 10)),
        factor_places=random.choice((2, 4)),
        by_place=random.random() < 0.3,
        among=random.choice(AMONG),
        shares=random.choice(
            (("0.2", "0.7", "0.1"), ("0.5", "0.25", "0.25"), ("0.3", "0.7", None))
        ),
        rounding=random.choice(("nearest", "up", "down")),
        fewest=random.choice((2, 2, 3, 5)),
        months=_months(random, [p.id for p in people], len(PERIODS[period][1])),
    )
    # Numbers of its own, so that the quarters stay what they were.
    _more_raters(Random(f"raters {seed}"), quarter)  # noqa: S311 - repeatable, not secret
    _projects(Random(f"projects {seed}"), quarter)  # noqa: S311 - repeatable, not secret
    _raters_of_kpis(Random(f"kpi raters {seed}"), quarter)  # noqa: S311 - repeatable, not secret
    _red_lines(Random(f"red lines {seed}"), quarter)  # noqa: S311 - repeatable, not secret
    _renamed(Random(f"names {seed}"), quarter)  # noqa: S311 - repeatable, not secret
    return quarter


SCORERS = (
    (("self", "0.2"), ("supervisor", "0.5"), ("second", "0.3")),
    (("self", "0.3"), ("supervisor", "0.7")),
    (("supervisor", "0.6"), ("second", "0.4")),
    (("self", "0.1"), ("second", "0.9")),
    (("supervisor", "1"),),
)


def _raters_of_kpis(random: Random, quarter: QuarterFacts) -> None:
    """In a third of the quarters most typed KPIs have raters, of whom now and then one is missing."""
    if random.random() < 0.67:
        return
    quarter.chief = random.random() < 0.8
    for post, kpis in quarter.posts.items():
        typed = (k for k in kpis if k.source == "typed" and not k.by_project)
        for kpi in (k for k in typed if random.random() < 0.7):
            words = ("reweight", "reweight", "zero", "zero", "hold")
            kpi.raters = tuple(
                (kind, Decimal(w), random.choice(words)) for kind, w in random.choice(SCORERS)
            )
            for person in (p for p in quarter.people if (post, kpi.name) in p.typed):
                kinds = ("self", "second") if quarter.chief and person.id != "H" else ("self",)
                _scores(random, person, (post, kpi.name), kpi, kinds)


def _scores(
    random: Random,
    person: PersonFacts,
    key: tuple[str, str],
    kpi: KpiFacts,
    kinds: tuple[str, ...],
) -> None:
    if random.random() < 0.12:
        del person.typed[key]
    for kind in kinds:
        if random.random() < 0.85:
            na = random.random() < (0.02 if kpi.na == "refuse" else 0.2)
            person.scored.setdefault(key, {})[kind] = NA if na else _decimal(random, 0, 40, 1)


def _projects(random: Random, quarter: QuarterFacts) -> None:
    """KPIs by project in a third of the quarters, and people with one project to three, or none."""
    if random.random() < 0.67:
        return
    for kpis in quarter.posts.values():
        often = random.choice((0.5, 1))
        for kpi in kpis:
            kpi.by_project = kpi.source != "led" and random.random() < often
    for person in quarter.people:
        if random.random() < 0.3:
            continue
        names = ("甲", "乙", "丙")[: random.randint(1, 3)]
        cuts = sorted(random.sample(range(1, 100), len(names) - 1))
        weights = [b - a for a, b in pairwise((0, *cuts, 100))]
        person.projects = {n: Decimal(w) / 100 for n, w in zip(names, weights, strict=True)}
        for post, first, last in person.stretches:
            for kpi in quarter.posts[post]:
                if kpi.source == "typed" and kpi.by_project:
                    _typed_of(random, person, post, kpi)
            more = (random.randint(first, last) for _ in range(random.choice((0, 3, 6))))
            person.records += [_record(random, day) for day in more]
        person.records = [replace(r, project=random.choice(names)) for r in person.records]


def _typed_of(random: Random, person: PersonFacts, post: str, kpi: KpiFacts) -> None:
    for name in person.projects:
        na = random.random() < 0.2 and kpi.na != "refuse"
        person.typed_of[post, kpi.name, name] = NA if na else _decimal(random, 0, 40, 1)


def _renamed(random: Random, quarter: QuarterFacts) -> None:
    """In the longer periods a quarter of the people had another name in one of the months."""
    if quarter.months:
        count = len(quarter.months.complete)
        those = (p.id for p in quarter.people if random.random() < 0.25)
        names = frozenset((who, random.randrange(count)) for who in those)
        quarter.months = replace(quarter.months, renamed=names)


def _red_lines(random: Random, quarter: QuarterFacts) -> None:
    """In a fifth of the quarters KPIs that weigh 0 and limit the grade; now and then all that are not by project."""
    if random.random() < 0.8:
        return
    for kpis in quarter.posts.values():
        apart = [k for k in kpis if not k.by_project]
        some = random.choice((apart, kpis[:1], [k for k in kpis if k.by_project]))
        others = [k for k in kpis if k not in some]
        if some and others:
            others[0].weight += sum((k.weight for k in some), Decimal(0))
            for kpi in some:
                kpi.weight, kpi.limit = Decimal(0), (Decimal("0.8"), "C")


def _more_raters(random: Random, quarter: QuarterFacts) -> None:
    """Other kinds of several raters, in a third of the quarters; in half of all some that are not averaged."""
    if random.random() < 0.5:
        quarter.pooling = {k: random.choice(("mean", "median", "trimmed")) for k in SEVERAL}
    if random.random() < 0.2:
        quarter.calibrated = ("supervisor", *(k for k in SEVERAL if random.random() < 0.5))
    if random.random() < 0.67:
        return
    quarter.raters = {
        "supervisor": Decimal("0.3"),
        "second": Decimal("0.1"),
        **dict.fromkeys(SEVERAL[1:], Decimal("0.15")),
    }
    for person in quarter.people:
        for given in person.ratings.values():
            given["second"] = [_level(random)] if random.random() < 0.8 else []
            for kind in SEVERAL[1:]:
                given[kind] = [_level(random) for _ in range(random.randint(0, 5))]


def _months(random: Random, people: list[str], count: int) -> MonthFacts | None:
    """Nothing of a month, and seldom of a longer period."""
    if count < 2 or random.random() < 0.6:
        return None
    cuts = [0, *sorted(random.randint(0, 100) for _ in range(count - 1)), 100]
    given = tuple(Decimal(b - a) / 100 for a, b in pairwise(cuts))
    return MonthFacts(
        share=random.choice((Decimal("0.5"), Decimal("0.7"), Decimal(1))),
        weights=random.choice(("equal", "days", given)),
        hold=random.random() < 0.5,
        complete=tuple(random.choice((True, True, True, False, None)) for _ in range(count)),
        results={who: tuple(_month(random) for _ in range(count)) for who in people},
    )


def _month(random: Random) -> Decimal | str:
    total = _decimal(random, 3000, 11000, 4)
    return random.choice((total, total, total, total, "unscored", "nothing"))


def _decimal(random: Random, low: int, high: int, places: int) -> Decimal:
    return Decimal(random.randint(low, high)).scaleb(-places)


def _maybe(random: Random, value: str) -> Decimal | None:
    return Decimal(value) if random.random() < 0.6 else None


def _mix(random: Random) -> tuple[Decimal, Decimal, Decimal]:
    shares = random.choice((("1", "0", "0"), ("0.6", "0.3", "0.1"), ("0.7", "0", "0.3")))
    own, department, company = map(Decimal, shares)
    return own, department, company


def _kpis(random: Random, post: str) -> list[KpiFacts]:
    count = random.randint(1, 5)
    cuts = sorted(random.sample(range(1, 100), count - 1))
    weights = [b - a for a, b in zip((0, *cuts), (*cuts, 100), strict=True)]
    return [_kpi(random, post, f"指标{n}", Decimal(w) / 100) for n, w in enumerate(weights)]


def _kpi(random: Random, post: str, name: str, weight: Decimal) -> KpiFacts:
    source = random.choice(("typed", "typed", "typed", *MEASURED))
    if post == "主管" and random.random() < 0.4:
        source = "led"
    records = source in MEASURED
    rule = random.choice(RULES)
    low, high = _decimal(random, 0, 20, 1), _decimal(random, 21, 90, 1)
    zero, full = random.choice(((low, high), (high, low)))
    minimum = random.choice((0, 1, 3))
    pools = ("pool",) * 4 if source in ("share", "mean") and minimum > 1 else ()
    target = Decimal(0) if rule != "share" and random.random() < 0.1 else _decimal(random, 1, 90, 1)
    return KpiFacts(
        name=name,
        weight=weight,
        source=source,
        rule=rule,
        target=target,
        zero=zero,
        full=full,
        cap=random.choice((Decimal(1), Decimal("1.2"), None if rule != "lower" else Decimal(1))),
        floor=random.choice((Decimal(0), Decimal(0), Decimal("0.2"))),
        minimum=minimum,
        few=random.choice(("score", "na", "na", "hold", *pools)),
        na=random.choice(("reweight", "reweight", "zero", "refuse")),
        by_days=source in ("sum", "count") and rule != "as_is" and random.random() < 0.8,
        line=random.randint(0, 1),
        open=(random.random() < 0.3, random.random() < 0.3),
        each=_decimal(random, 1, 9, 2),
        base=_decimal(random, 5, 12, 1) if rule == "on_top" or random.random() < 0.3 else None,
        empty=_empty(random, source),
        where=random.choice(((), (), ("yes",), ("vip",), ("yes", "vip"), ("many",), ("few", "vip")))
        if records
        else (),
        either=random.random() < 0.5,
        limit=_limit(random),
        percent=source in ("typed", "led") and weight > Decimal("0.4"),
    )


def _limit(random: Random) -> tuple[Decimal, str] | None:
    return (_decimal(random, 3, 9, 1), random.choice("BC")) if random.random() < 0.1 else None


def _empty(random: Random, source: str) -> str | None:
    if source in ("typed", "led") or random.random() < 0.5:
        return None
    zero: tuple[str, ...] = ("zero",) if source in ("sum", "count") else ()
    return random.choice(("full", "nothing", "na", "hold", *zero))


def _person(
    random: Random,
    who: str,
    posts: dict[str, list[KpiFacts]],
    days: int,
    *,
    head: bool = False,
) -> PersonFacts:
    now = "主管" if head else random.choice(("工程师", "助理"))
    stretches = [(now, 0, days - 1)]
    if not head and random.random() < 0.3:
        day = random.randint(1, days - 1)
        before = "助理" if now == "工程师" else "工程师"
        stretches = [(before, 0, day - 1), (now, day, days - 1)]
    person = PersonFacts(who, stretches)
    for post, first, last in stretches:
        for kpi in posts[post]:
            if kpi.source == "typed":
                refused = kpi.na == "refuse" and random.random() < 0.95
                na = random.random() < 0.15 and not refused
                person.typed[post, kpi.name] = NA if na else _decimal(random, 0, 40, 1)
            if kpi.source != "led" and random.random() < 0.2:
                person.targets[post, kpi.name] = _decimal(random, 1, 50, 1)
            person.points |= _own_points(random, post, kpi)
        if len(posts[post]) > 1 and random.random() < 0.15:
            person.weights |= _own_weights(random, post, posts[post])
        at = [random.randint(first, last) for _ in range(random.choice((0, 2, 4, 6)))]
        person.records += [_record(random, day) for day in at]
    for _, item, _ in ITEMS:
        person.ratings[item] = {"supervisor": [_level(random)]}
        if random.random() < 0.8:
            person.ratings[item]["self"] = [_level(random)]
        person.ratings[item]["peers"] = [_level(random) for _ in range(random.randint(0, 4))]
    for _ in range(random.choice((0, 0, 1, 4))):
        name, _ = random.choice(LINE_ITEMS)
        person.lines.append((name, _decimal(random, 1, 4, 2)))
    if random.random() < 0.15:
        person.vetoes.append(random.choice(tuple(VETOES)))
    person.leave = _leave(random)
    if random.random() < 0.15:
        person.override = (random.choice("ABC"), random.choice("ABC"))
    return person


def _own_weights(random: Random, post: str, kpis: list[KpiFacts]) -> dict[tuple[str, str], Decimal]:
    """The post's weights, in another order."""
    weights = [k.weight for k in kpis]
    random.shuffle(weights)
    return {(post, k.name): w for k, w in zip(kpis, weights, strict=True)}


def _own_points(
    random: Random, post: str, kpi: KpiFacts
) -> dict[tuple[str, str], dict[int, Decimal]]:
    """Some of the line's, or all, or none; now and then they leave their order."""
    if kpi.rule != "line" or random.random() < (0.1 if kpi.by_days else 0.6):
        return {}
    shift = Decimal(random.choice(("0.7", "0.9", "1.1")))
    kept = random.choice((0.4, 1))
    own = {n: x * shift for n, (x, _) in enumerate(LINES[kpi.line]) if random.random() < kept}
    if own and random.random() < 0.1:
        own[min(own)] += 5
    return {(post, kpi.name): own}


def _leave(random: Random) -> tuple[tuple[int, int], ...]:
    """Two stretches that overlap, or none; in a month they may be after it."""
    if random.random() < 0.7:
        return ()
    day = random.randint(0, 60)
    return (day, day + random.randint(0, 15)), (day + 9, day + random.randint(9, 28))


def _record(random: Random, day: int) -> RecordFacts:
    yes: bool | str = NA if random.random() < 0.1 else random.random() < 0.8
    amount: Decimal | str = NA if random.random() < 0.1 else _decimal(random, 0, 50, 1)
    plan: Decimal | str = NA if random.random() < 0.1 else _decimal(random, 0, 3, 0)
    return RecordFacts(day, yes, amount, plan, random.choice((*KINDS, "")))


def _level(random: Random) -> str:
    return NA if random.random() < 0.12 else random.choice(tuple(LEVELS))


def exact(value: Decimal | str) -> Fraction:
    """A number as it was written down."""
    return Fraction(value)
