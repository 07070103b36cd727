"""The invented people of the samples, and what befalls them from 2023Q4 to 2024Q4. Data only."""

from datetime import date
from decimal import Decimal

from gacx_reports.core.calendar.quarter import Quarter
from gacx_reports.core.issues.cell_ref import Place
from gacx_reports.core.roster.roster import Department
from gacx_reports.core.sheets.raw_values import NA
from tools.samples.company import (
    Absence,
    Company,
    GradeChange,
    LetGo,
    Member,
    Move,
    Occasions,
    PointLine,
)

TOP, DESK, TECHNICAL = "客户服务部", "受理服务组", "技术服务组"
NOWHERE = Place("")
DEPARTMENTS = (
    Department(TOP, "", "G0101", NOWHERE),
    Department(DESK, TOP, "G0201", NOWHERE),
    Department(TECHNICAL, TOP, "G0301", NOWHERE),
)


def _joined(text: str) -> date:
    return date.fromisoformat(text)


_TOP = (
    ("G0101", "梁文博", "经理", "2012-03-05", 12000),
    ("G0111", "邵雨桐", "大客户代表", "2016-06-20", 6600),
    ("G0112", "冯立群", "大客户代表", "2018-09-03", 6200),
    ("G0113", "贺晓棠", "大客户代表", "2019-04-15", 6200),
    ("G0114", "顾承宇", "大客户代表", "2021-03-08", 5800),
    ("G0121", "罗桂芳", "物控助理", "2015-07-13", 3900),
)
_DESK = (
    ("G0201", "沈静宜", "受理服务组主管", "2014-02-17", 8000),
    ("G0202", "禤嘉怡", "受理服务代表", "2017-05-08", 4200),
    ("G0203", "陈思琪", "受理岗位", "2018-03-12", 4200),
    ("G0204", "王晓燕", "受理服务代表", "2018-10-22", 4100),
    ("G0205", "刘佳", "受理服务代表", "2019-07-01", 4000),
    ("G0206", "赵婷婷", "受理服务代表", "2020-01-06", None),
    ("G0208", "黄梦洁", "受理服务代表", "2020-05-18", 3900),
    ("G0210", "周倩", "受理服务代表", "2020-09-14", 3900),
    ("G0211", "吴海燕", "受理服务代表", "2021-02-22", 3800),
    ("G0212", "徐子涵", "受理服务代表", "2021-06-07", 3800),
    ("G0214", "马晨曦", "受理服务代表", "2022-04-11", 3600),
    ("G0215", "朱雅文", "受理服务代表", "2022-08-29", 3600),
    ("G0216", "林可昕", "受理服务代表", "2024-07-08", 3300),
    ("G0217", "何芷若", "受理服务代表", "2023-02-20", 3500),
)
_TECHNICAL = (
    ("G0301", "郭建平", "技术服务组主管", "2013-08-19", 8800),
    ("G0302", "李志强", "技术工程师", "2015-03-16", 6000),
    ("G0303", "王浩然", "售后工程师", "2016-11-07", 5800),
    ("G0304", "张伟", "技术工程师", "2017-04-10", 5600),
    ("G0305", "杨帆", "技术工程师", "2018-02-26", 5600),
    ("G0306", "苏㛃", "技术工程师", "2018-07-16", 5400),
    ("G0307", "谢俊杰", "技术工程师", "2019-03-04", 5400),
    ("G0308", "邓超群", "技术工程师", "2019-09-23", 5200),
    ("G0309", "曹永康", "技术工程师", "2020-03-30", 5200),
    ("G0310", "许文涛", "技术工程师", "2020-10-12", 5000),
    ("G0311", "张伟", "技术工程师", "2021-05-24", 4800),
    ("G0312", "唐海波", "技术工程师", "2021-09-06", None),
    ("G0313", "韩磊", "技术工程师", "2022-03-14", 4600),
    ("G0314", "董一鸣", "技术工程师", "2022-07-04", 4600),
    ("G0315", "程亮", "技术工程师", "2023-03-06", 4400),
    ("G0316", "袁野", "技术工程师", "2024-10-08", 4200),
    ("G0321", "田雨薇", "技术助理", "2018-06-11", 3800),
    ("G0322", "余晓峰", "技术助理", "2022-11-21", 3500),
)
_EVENTFUL = (
    Member("G0122", "彭志远", TOP, "物控助理", date(2021, 11, 1), None, 3600, ("2024Q4",)),
    Member("G0213", "孙悦", DESK, "受理服务代表", date(2021, 12, 13), date(2024, 11, 29), 3700),
    Member(
        "G0218",
        "罗一凡",
        DESK,
        "受理服务代表",
        date(2024, 9, 9),
        base=3200,
        probation_until=date(2025, 3, 8),
    ),
    Member("G0219", "蒋欣瑶", DESK, "受理服务代表", date(2024, 11, 18), base=3200),
    Member("G0207", "高欣然", DESK, "受理服务代表", date(2020, 4, 7), None, 4000, ("2024Q1",)),
    Member("G0209", "胡玉洁", DESK, "受理服务代表", date(2020, 7, 20), date(2024, 5, 17), 3900),
)
ABSENCES = (
    Absence("G0309", date(2024, 7, 15), date(2024, 8, 20), "病假"),
    Absence("G0205", date(2024, 2, 5), date(2024, 2, 19), "婚假"),
    Absence("G0204", date(2024, 10, 21), date(2025, 1, 26), "产假"),
    Absence("G0302", date(2024, 11, 11), date(2024, 11, 18), "年休假"),
)
MOVES = (
    Move("G0215", date(2024, 10, 21), TECHNICAL, "技术助理"),
    Move("G0322", date(2024, 11, 11), TECHNICAL, "技术工程师"),
)
Q4 = "2024Q4"
ONE_POINT = Decimal("0.01")
PRAISE, ADVICE, LATE, COMPLAINT = "客户书面表扬", "合理化建议被采纳", "资料迟报漏报", "有效投诉"
LINES = (
    # .7800 before them: two letters of praise reach A's bound exactly.
    PointLine(Q4, "G0202", PRAISE, ONE_POINT, date(2024, 10, 24), "东湖银行信用卡中心来信表扬。"),
    PointLine(Q4, "G0202", PRAISE, ONE_POINT, date(2024, 12, 5), "滨海市政务热线来信表扬。"),
    PointLine(
        Q4, "G0208", COMPLAINT, 2 * ONE_POINT, date(2024, 11, 20), "转接错误，客户等候过久。"
    ),
    # Each item within its cap, both together above the cap of all bonuses.
    PointLine(Q4, "G0302", PRAISE, ONE_POINT, date(2024, 10, 18), "江城供电公司来信表扬。"),
    PointLine(Q4, "G0302", PRAISE, ONE_POINT, date(2024, 11, 6), "北辰证券营业部来信表扬。"),
    PointLine(Q4, "G0302", PRAISE, ONE_POINT, date(2024, 12, 12), "南岭燃气集团来信表扬。"),
    PointLine(Q4, "G0302", ADVICE, ONE_POINT, date(2024, 11, 25), "备用板卡预配置的建议已实施。"),
    PointLine(Q4, "G0302", ADVICE, ONE_POINT, date(2024, 12, 20), "接地检查清单的建议已实施。"),
    # Four times .01 where the item takes .03 at most.
    PointLine(Q4, "G0307", LATE, ONE_POINT, date(2024, 10, 28), "第43周周报迟交两天。"),
    PointLine(Q4, "G0307", LATE, ONE_POINT, date(2024, 11, 4), "10月月报迟交三天。"),
    PointLine(Q4, "G0307", LATE, ONE_POINT, date(2024, 11, 25), "第47周周报漏交。"),
    PointLine(Q4, "G0307", LATE, ONE_POINT, date(2024, 12, 16), "反馈卡迟交五天。"),
    PointLine(
        Q4, "G0322", "虚报记录", None, date(2024, 12, 9), "补填作业记录一条，客户确认当日无人到场。"
    ),
)
CHANGES = (
    GradeChange(
        Q4,
        "G0308",
        "B",
        "A",
        "两次返工经查系备件批次缺陷所致，并非安装不当，经总经理办公会讨论同意调整。",
        "总经理",
    ),
)
ACCEPTED = (
    LetGo(
        Q4,
        "受理服务组",
        "A",
        "本季度系统切换期间全组加班，投诉率为近四个季度最低，同意超出比例一人。",
        "总经理",
    ),
)
RING = (*(f"G03{n:02}" for n in range(2, 16)), "G0322")
OCCASIONS = Occasions(
    tendencies={
        "G0101": 0.92,
        "G0111": 0.9,
        "G0112": 0.83,
        "G0113": 0.75,
        "G0201": 0.9,
        "G0214": 0.6,
        "G0301": 0.88,
        "G0302": 0.96,
        "G0313": 0.5,
        "G0321": 0.92,
    },
    counts={
        ("2024Q3", "G0302", "作业记录"): 51,
        ("2024Q3", "G0307", "抽查记录"): 4,
        ("2024Q3", "G0211", "调查回访"): 3,
        ("2024Q1", "G0306", "质量反馈卡"): 2,
        (Q4, "G0322", "资料整理"): 20,
        (Q4, "G0322", "作业记录"): 24,
    },
    # .4 × .95 + .3 × .7 + .2 × .7 + .1 × .7 is exactly .8; binary floats stop short of it.
    # In 2024Q4 .98/.94 and .95/.98 come to the same .674, and to the best total of their department.
    levels={
        ("2024Q3", "G0112", "调查回访"): {"5": 15, "4": 5},
        (Q4, "G0111", "调查回访"): {"5": 18, "4": 2},
        (Q4, "G0114", "调查回访"): {"5": 15, "4": 5},
    },
    typed={
        ("2024Q3", "G0112", "维护计划按时完成率"): Decimal("0.85"),
        ("2024Q3", "G0112", "客户档案完整准确"): "中",
        ("2024Q3", "G0112", "投诉处理及时到位"): "中",
        ("2024Q3", "G0113", "投诉处理及时到位"): NA,
        ("2024Q3", "G0301", "返修产品合格率"): NA,
        ("2024Q1", "G0201", "投诉报告客观完整"): NA,
        (Q4, "G0111", "维护计划按时完成率"): Decimal("0.97"),
        (Q4, "G0111", "客户档案完整准确"): "优",
        (Q4, "G0111", "投诉处理及时到位"): "优",
        (Q4, "G0114", "维护计划按时完成率"): Decimal("0.99"),
        (Q4, "G0114", "客户档案完整准确"): "优",
        (Q4, "G0114", "投诉处理及时到位"): "优",
        (Q4, "G0201", "投诉报告客观完整"): NA,
        (Q4, "G0301", "疑难问题总结报送"): NA,
        (Q4, "G0322", "周报月报编写质量"): NA,
    },
    targets={
        ("G0305", "安装实施、维修、维护数量"): (Quarter(2024, 2), Decimal(32)),
        # 45 jobs a quarter, for 51 of its 92 days.
        ("G0322", "安装实施、维修、维护数量"): (Quarter(2024, 4), Decimal(25)),
    },
    ratings={
        (Q4, "G0111"): (5, 5, 5, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5),
        (Q4, "G0114"): (5, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5),
    },
    lines=LINES,
    changes=CHANGES,
    accepted=ACCEPTED,
    peers={Q4: RING},
    # Two of three peers are too few to stay anonymous.
    silent=frozenset({(Q4, "G0313", "G0314")}),
)


def _members() -> tuple[Member, ...]:
    rows = [
        (department, *row)
        for department, people in ((TOP, _TOP), (DESK, _DESK), (TECHNICAL, _TECHNICAL))
        for row in people
    ]
    members = [
        Member(id_, name, department, post, _joined(day), base=base)
        for department, id_, name, post, day, base in rows
    ]
    return tuple(sorted((*members, *_EVENTFUL), key=lambda m: m.id))


GACX = Company(_members(), DEPARTMENTS, ABSENCES, OCCASIONS, MOVES)
