"""Schemes at random, with every rule, source and policy that a scheme can state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random

from gacx_reports.core.scheme.sheets import SCHEME_SHEETS
from gacx_reports.core.sheets.columns import SheetForm
from gacx_reports.core.sheets.raw_values import Raw
from gacx_reports.core.sheets.workbook import Sheet, Workbook

Cells = Mapping[str, Raw]
VERSION = "测试"
ONE = Decimal(1)
POSTS = ("工程师", "助理", "组长", "主管")
KPI_NAMES = ("产出", "合格率", "满意", "数量", "时长", "协作", "费用")
MEASURED = (
    "是占比", "均值", "合计", "计数", "值占比", "合计比", "加权均值", "最小值", "最大值", "中位数",
)  # fmt: skip
NUMBERS = ("评级", "分值", "比率")
RULES = (
    "达成率",
    "越低越好",
    "分段",
    "线性",
    "折线",
    "按次扣分",
    "按次加分",
    "达标",
    "不超标",
    "原值",
)
SCALE = (
    ("5", "优秀", 1),
    ("4", "良好", 0.8),
    ("3", "称职", 0.6),
    ("2", "待改进", 0.4),
    ("1", "差", 0.15),
)
COLUMNS = (
    ("合格", "是否", ""),
    ("评级", "等级", "五级"),
    ("分值", "数值", ""),
    ("计划", "数值", ""),
    ("比率", "比率", ""),
    ("类别", "文本", ""),
)
TABLES = ("抽查", "作业")
POINT_NAMES = ("门槛值", "目标值", "挑战值")


def table(workbook: str, name: str, headers: Sequence[str], rows: Sequence[Cells]) -> Sheet:
    """A sheet with its header in row 1."""
    body = [(n, tuple(row.get(h) for h in headers)) for n, row in enumerate(rows, start=2)]
    filled = [(n, cells) for n, cells in body if any(c is not None for c in cells)]
    return Sheet(workbook, name, ((1, tuple(headers)), *filled))


def form_sheet(workbook: str, form: SheetForm, rows: Sequence[Cells], full: Decimal = ONE) -> Sheet:
    """A sheet of ours; scores in `rows` are shares of the full mark, and marks on the sheet."""
    scores = {c.name for c in form.columns if c.marks}
    counted = [{h: _marks(v, full) if h in scores else v for h, v in r.items()} for r in rows]
    return table(workbook, form.name, form.names, counted)


def _marks(share: Raw, full: Decimal) -> Raw:
    typed = isinstance(share, int | float) and full != ONE
    return float(Decimal(str(share)) * full) if typed else share


def shares(random: Random, count: int) -> list[float]:
    """Weights that total 1: round ones, thirds, or crooked ones."""
    if count == 3 and random.random() < 0.2:
        return [0.333, 0.333, 0.334]
    step = random.choice((0.05, 0.05, 0.1, 0.01))
    units = round(1 / step)
    cuts = sorted(random.sample(range(1, units), count - 1)) if count > 1 else []
    bounds = [0, *cuts, units]
    return [round((b - a) * step, 2) for a, b in pairwise(bounds)]


@dataclass(frozen=True)
class SchemeMaker:
    """One random scheme."""

    random: Random

    def workbook(self) -> Workbook:
        """Its workbook; valid by construction."""
        rows: dict[str, Sequence[Cells]] = {
            "设置": self._settings(),
            "岗位": [self._post(p) for p in POSTS],
            "指标": [*(k for p in POSTS for k in self._kpis(p)), *self._unit()],
            "分段": _bands(),
            "折线": _lines(),
            "评分等级": [_level("五级", *x) for x in SCALE],
            "行为类别": self._categories(),
            "行为项": self._items(),
            "等级": self._grades(),
            "记录表": [{"记录表": t, "填报人": self._owner()} for t in TABLES],
            "记录列": [self._column(t, c) for t in TABLES for c in COLUMNS],
            "加减分项": self._lines(),
            "评价人": self._raters(),
        }
        rows["指标评价人"] = _kpi_raters(rows["指标"])
        self._by_project(rows)
        rows["指标"] = [r for p in (*POSTS, "") for r in _weightless(p, rows["指标"])]
        full = self._full_mark(rows)
        sheets = [form_sheet("考核方案.xlsx", f, rows.get(f.name, []), full) for f in SCHEME_SHEETS]
        return Workbook("考核方案.xlsx", tuple(sheets))

    @staticmethod
    def _by_project(rows: dict[str, Sequence[Cells]]) -> None:
        """A third of the schemes have KPIs by project, of which none has raters."""
        random = Random(f"projects {rows['指标']!r}")  # noqa: S311 - repeatable, and draws nothing from the scheme's own
        if random.random() < 0.67:
            return
        rated = {(r["岗位"], r["指标"]) for r in rows["指标评价人"]}
        rows["指标"] = [
            {**r, "按项目": "是"}
            if r["岗位"] in POSTS
            and "下属" not in str(r["取值"])
            and (r["岗位"], r["指标"]) not in rated
            and random.random() < 0.6
            else r
            for r in rows["指标"]
        ]

    @staticmethod
    def _full_mark(rows: dict[str, Sequence[Cells]]) -> Decimal:
        """1 for half of the schemes; of the others it joins the settings, and levels may be ratios."""
        random = Random(repr(rows["指标"]))  # noqa: S311 - repeatable, and draws nothing from the scheme's own
        full = Decimal(random.choice(("1", "1", "100", "120")))
        if full == ONE:
            return full
        places = {"总分小数位": random.choice((0, 1, 2)), "得分小数位": 2}
        caps = {"加分上限", "扣分上限"}
        rows["设置"] = [
            {"项目": r["项目"], "值": _marks(r["值"], full) if r["项目"] in caps else r["值"]}
            | ({"值": places[str(r["项目"])]} if r["项目"] in places else {})
            for r in rows["设置"]
        ] + [{"项目": "满分", "值": float(full)}]
        rows["指标"] = [
            {**r, "单位": "%"} if _of_scores(r) and random.random() < 0.5 else r
            for r in rows["指标"]
        ]
        return full

    def _settings(self) -> Sequence[Cells]:
        pick = self.random.choice
        values: dict[str, Raw] = {
            "方案版本": VERSION, "公司名称": "公司", "保密说明": "保密", "行为计入季度": "Q2,Q4",
            "行为占比": pick((0.1, 0.2, 0.3, 0.5)), "行为量表": "五级", "总分小数位": pick((2, 3, 4, 4, 4, 5)),
            "得分小数位": 4, "长假天数": 30, "申诉工作日": 5,
        }  # fmt: skip
        if pick((True, False)):
            values |= {"加分上限": pick((0.03, 0.05)), "扣分上限": pick((0.05, 0.1))}
        return [{"项目": k, "值": v} for k, v in values.items()]

    def _post(self, name: str) -> Cells:
        own, department, company = self.random.choice(
            ((1, 0, 0), (1, 0, 0), (0.6, 0.3, 0.1), (0.7, 0, 0.3))
        )
        group = "" if name == "主管" else self.random.choice(("通用", "通用", None))
        return {
            "岗位": name, "单位": "甲部", "行为组": group or None,
            "个人权重": own, "部门权重": department, "公司权重": company,
        }  # fmt: skip

    def _kpis(self, post: str) -> Sequence[Cells]:
        count = self.random.randint(1, 5)
        names = self.random.sample(KPI_NAMES, count)
        found: list[Cells] = []
        weights: list[Raw] = list(shares(self.random, count))
        if self.random.random() < 0.3:
            # Those after it share what is left, in thirds perhaps.
            weights[self.random.randrange(count) :] = ["均分"] * count
        for name, weight in zip(names, weights[:count], strict=True):
            source = self._source(post)
            head: dict[str, Raw] = {"岗位": post, "指标": name, "权重": weight}
            found.append(head | self._kpi(source))
        return found

    def _source(self, post: str) -> str:
        if self.random.random() < 0.03:
            return "中位数"  # of which the preview shows nothing but a word
        usual = ("填报", "填报", "填报", *(source for source in MEASURED if source != "中位数"))
        if post in ("组长", "主管") and self.random.random() < 0.4:
            return self.random.choice(("下属均分", "两级下属均分"))
        return self.random.choice(usual)

    def _kpi(self, source: str) -> dict[str, Raw]:
        random, records = self.random, source in MEASURED
        column = self._measured(source)
        percent = (
            source in ("是占比", "值占比")
            or column == "比率"
            or (source == "填报" and random.random() < 0.4)
        )
        typed_level = source == "填报" and not percent and random.random() < 0.3
        limit = random.choice((0.5, 0.8)) if random.random() < 0.1 else None
        kpi: dict[str, Raw] = {
            "性质": "定量", "取值": source, "记录表": random.choice(TABLES) if records else None,
            "列": column, "量表": "五级" if typed_level else None, "单位": "%" if percent else None,
            "小数位": random.choice((0, 1, 2)), "不适用时": random.choice(("重分权重", "计零分", "不允许")),
            "最少样本": random.choice((None, 1, 3)), "示例": "否",
            "样本不足时": random.choice((None, "照常计分", "不适用", "不适用", "暂缓")),
            "无记录时": self._empty(source) if records and random.random() < 0.4 else None,
            "低于此分": limit, "等级至多": None if limit is None else random.choice(("B", "C")),
            "个人目标": "是" if random.random() < 0.3 and "均分" not in source else "否",
            "可改权重": random.choice((None, None, "是")),
        }  # fmt: skip
        if source in ("是占比", "均值") and kpi["最少样本"] == 3 and random.random() < 0.25:
            kpi["样本不足时"] = "并入均值"
        if records and random.random() < 0.4:
            where = random.choice(
                (
                    *(("合格", "是"), ("评级", "优秀"), ("类别", "VIP客户"), ("合格", "不合格")),
                    *(("分值", "≥20"), ("分值", "<12.5"), ("比率", "> 60%"), ("计划", "<=10")),
                )
            )
            kpi |= {"条件列": where[0], "条件值": where[1]}
            if random.random() < 0.4:
                kpi |= {
                    "条件列2": "类别",
                    "条件值2": "普通",
                    "条件关系": random.choice((None, "且", "或")),
                }
        if source == "值占比":
            wanted = {"评级": "4", "类别": "VIP客户", "合格": "否", "分值": "≤ 20", "比率": "≥80%"}
            kpi["占比值"] = wanted[str(column)]
        if source in ("合计比", "加权均值"):
            kpi["参照列"] = "计划"
        return kpi | self._rule(
            ratio=percent or typed_level or "均分" in source or column == "评级"
        )

    def _empty(self, source: str) -> str:
        zero: tuple[str, ...] = ("按零计",) if source in ("合计", "计数") else ()
        words: tuple[str, ...] = ("满分", "零分", "不适用", "暂缓", *zero)
        return self.random.choice(words)

    def _measured(self, source: str) -> str | None:
        columns = {
            "是占比": ("合格",), "均值": NUMBERS, "合计": ("分值",), "加权均值": NUMBERS,
            "最小值": NUMBERS, "最大值": NUMBERS, "中位数": NUMBERS, "合计比": ("分值",),
            "值占比": ("评级", "类别", "合格", "分值", "比率"),
        }  # fmt: skip
        return self.random.choice(columns[source]) if source in columns else None

    def _rule(self, *, ratio: bool) -> dict[str, Raw]:
        random = self.random
        rule = random.choice(RULES)
        scale = 1 if ratio else random.choice((5, 40))
        target = round(random.choice((0.9, 0.8, 0.66, 0.5, 1)) * scale, 4)
        if rule in ("越低越好", "达标", "不超标") and random.random() < 0.15:
            target = 0
        made: dict[str, Raw] = {
            "计分": rule,
            "封顶": random.choice((None, 1, 1, 1.2)),
            "目标": target,
        }
        if rule == "越低越好":
            made["封顶"] = random.choice((1, 1.1))
        if rule == "线性":
            low, high = sorted((round(0.5 * scale, 4), round(0.95 * scale, 4)))
            made |= dict(
                zip(("零分值", "满分值"), random.choice(((low, high), (high, low))), strict=True)
            )
        if rule == "折线":
            made["折线表"] = random.choice(("升", "降")) + ("率" if ratio else "数")
            made["个人目标"] = random.choice("是否")
        if rule in ("按次扣分", "按次加分"):
            made |= {"每次分值": random.choice((0.05, 0.3)), "基准分": random.choice((1, 0.8, 0))}
        if rule == "按次加分":
            made["封顶"] = random.choice((1, 1.2))
        if rule == "分段":
            made["分段表"] = "比率段" if ratio else "数值段"
        if random.random() < 0.3:
            made["保底"] = random.choice((0.2, 0.4))
        return made

    def _unit(self) -> Sequence[Cells]:
        if self.random.random() < 0.85:
            return []
        kpi: dict[str, Raw] = {"岗位": "部门", "指标": "成员均分", "权重": 1, "性质": "定量"}
        more: dict[str, Raw] = {
            "取值": "下属均分",
            "计分": "原值",
            "不适用时": "不允许",
            "个人目标": "否",
            "小数位": 4,
        }
        return [kpi | more | {"示例": "否"}]

    def _owner(self) -> str:
        return self.random.choice(("部门",) * 6 + ("调查组", "助理"))

    def _column(self, name: str, column: tuple[str, str, str]) -> Cells:
        header, kind, scale = column
        number = kind == "数值"
        return {
            "记录表": name, "列": header, "类型": kind, "量表": scale or None,
            "必填": "是" if header == "合格" and self.random.random() < 0.5 else "否",
            "可不适用": "否" if kind == "文本" else self.random.choice("是否"),
            "最小": 0 if number else None, "最大": 100 if number else None,
        }  # fmt: skip

    def _categories(self) -> Sequence[Cells]:
        first, second = shares(self.random, 2)
        pairs = (("能力", first), ("态度", second))
        return [{"行为组": "通用", "类别": c, "权重": w} for c, w in pairs]

    def _items(self) -> Sequence[Cells]:
        ability = shares(self.random, 3) if self.random.random() < 0.5 else [None] * 3
        weights = [*ability, None, None]
        names = (
            ("能力", "准确性"),
            ("能力", "效率"),
            ("能力", "沟通"),
            ("态度", "认真"),
            ("态度", "出勤率"),
        )
        pairs = zip(names, weights, strict=True)
        return [{"行为组": "通用", "类别": c, "行为项": i, "权重": w} for (c, i), w in pairs]

    def _raters(self) -> Sequence[Cells]:
        if self.random.random() < 0.85:
            return []
        pairs = (("上级", 0.8), ("自评", 0.2))
        return [{"行为组": "通用", "评价人": r, "权重": w} for r, w in pairs]

    def _grades(self) -> Sequence[Cells]:
        bounds = self.random.choice(
            ((("A", 0.8), ("B", 0.6), ("C", 0)), (("A", 0.9), ("B", 0.75), ("C", 0.6), ("D", 0)))
        )
        high = None
        rows = []
        for name, low in bounds:
            rows.append({"等级": name, "下限": low, "上限": high, "绩效系数": 0.5, "含义": name})
            high = low
        return rows

    def _lines(self) -> Sequence[Cells]:
        caps = self.random.choice((None, 0.03)), self.random.choice((None, 0.05))
        return [
            {"项目": "表扬", "类型": "加分", "上限": caps[0]},
            {"项目": "创新", "类型": "加分"},
            {"项目": "投诉", "类型": "扣分", "上限": caps[1]},
            {"项目": "事故", "类型": "否决", "等级上限": "C"},
            {"项目": "迟报", "类型": "否决", "等级上限": "B"},
        ]


def _of_scores(kpi: Cells) -> bool:
    """Whether the KPI's value is made of levels or totals."""
    records = kpi["取值"] in ("均值", "加权均值", "最小值", "最大值") and kpi["列"] == "评级"
    return records or bool(kpi.get("量表")) or "均分" in str(kpi["取值"])


def _level(scale: str, name: str, meaning: str, points: float) -> Cells:
    return {"量表": scale, "等级": name, "含义": meaning, "得分": points}


def _lines() -> Sequence[Cells]:
    """Of ratios and of numbers, rising and falling, some of which go on."""
    points = {
        "升率": ((0.5, 0.2, "延伸"), (0.8, 0.6, None), (0.95, 1, "不变")),
        "降率": ((0.4, 1, None), (0.9, 0.3, "延伸")),
        "升数": ((3, 0, None), (10, 0.8, None), (40, 1.3, "延伸")),
        "降数": ((1, 1.2, None), (4, 1, None), (30, 0, None)),
    }
    return [
        {"折线表": name, "点": called, "值": value, "得分": points, "以外": beyond}
        for name, line in points.items()
        for called, (value, points, beyond) in zip(POINT_NAMES, line, strict=False)
    ]


def _weightless(post: str, kpis: Sequence[Cells]) -> list[Cells]:
    """A post's KPIs, or those of units; in a fifth of the posts those by project, or all others, weigh nothing."""
    own = [r for r in kpis if (r["岗位"] if r["岗位"] in POSTS else "") == post]
    random = Random(f"red lines {own!r}")  # noqa: S311 - repeatable, and draws nothing from the scheme's own
    some = random.choice(([r for r in own if "按项目" in r], [r for r in own if "按项目" not in r]))
    others = [r for r in own if r not in some]
    if not post or not some or not others or random.random() < 0.8:
        return own
    left = round(1 - sum(float(str(r["权重"])) for r in others[1:] if r["权重"] != "均分"), 6)
    if any(r["权重"] == "均分" for r in others):
        return [{**r, "权重": 0} if r in some else r for r in own]
    return [
        {**r, "权重": 0} if r in some else {**r, "权重": left} if r is others[0] else r for r in own
    ]


def _kpi_raters(kpis: Sequence[Cells]) -> Sequence[Cells]:
    """In a fifth of the schemes half of the typed KPIs have raters."""
    random = Random(f"raters {kpis!r}")  # noqa: S311 - repeatable, and draws nothing from the scheme's own
    if random.random() < 0.8:
        return []
    kinds = (
        (("自评", 0.2), ("上级", 0.5), ("间接上级", 0.3)),
        (("上级", 1),),
        (("自评", 0.1), ("间接上级", 0.9)),
    )
    words = (None, None, "重分权重", "计零分", "暂缓")
    return [
        {
            "岗位": k["岗位"],
            "指标": k["指标"],
            "评价人": r,
            "权重": w,
            "缺评时": random.choice(words),
        }
        for k in kpis
        if k["取值"] == "填报" and random.random() < 0.5
        for r, w in random.choice(kinds)
    ]


def _bands() -> Sequence[Cells]:
    sets = {
        "比率段": ((None, 0.6, 0.3), (0.6, 0.88, 0.65), (0.88, 0.94, 0.85), (0.94, None, 1)),
        "数值段": ((None, 3, 1), (3, 20, 0.9), (20, 40.5, 0.7), (40.5, None, 0.35)),
    }
    return [
        {"分段表": name, "起": low, "止": high, "得分": points}
        for name, steps in sets.items()
        for low, high, points in steps
    ]
