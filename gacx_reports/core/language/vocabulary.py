"""The fixed words of the workbooks in Chinese and English: sheets, headers, choices, answers.

Names that HR defines in the scheme have their English in its sheet 英文名.
"""

from collections.abc import Mapping
from gettext import NullTranslations
from types import MappingProxyType

from gacx_reports.core.language.period_words import LABELS, label
from gacx_reports.core.language.text import match_key
from gacx_reports.core.rules.rule import Rule
from gacx_reports.i18n import is_english

Names = Mapping[str, str]
"""Chinese → English."""

VOCABULARY: Names = MappingProxyType(
    {
        # answers
        "是": "Yes",
        "否": "No",
        "不适用": "N/A",
        "合格": "Pass",
        "不合格": "Fail",
        # every workbook
        "封面": "Cover",
        "填写说明": "How to fill in",
        "人员": "People",
        "名单": "Lists",
        "试算": "Preview",
        "试算明细": "Preview details",
        "直接上级": "Reports to",
        "项目": "Item",
        "值": "Value",
        "说明": "Remarks",
        "工号": "Employee ID",
        "姓名": "Name",
        "日期": "Date",
        "部门": "Department",
        "公司": "Company",
        "调查组": "Survey team",
        "岗位": "Post",
        "季度": "Quarter",
        "方案版本": "Scheme version",
        "填报人": "Filled in by",
        # a department's workbook
        "填报值": "Typed values",
        "指标": "KPI",
        "实际值": "Actual value",
        "行为评价": "Evaluation",
        "行为项": "Behaviour item",
        "等级": "Level",
        "个人目标": "Personal targets",
        "个人指标权重": "Personal weights",
        "目标": "Target",
        "评语": "Comments",
        "下季度目标": "Goals for next quarter",
        "加减分": "Bonus and deduction",
        "分值": "Points",
        "事由": "What happened",
        # a call sheet
        "编号": "No.",
        "单号": "Job number",
        "客户": "Customer",
        "联系电话": "Telephone",
        "作业日期": "Day of job",
        "员工": "Employee",
        "顺序": "Order",
        "首选": "First choice",
        **{f"备用{n}": f"Reserve {n}" for n in range(1, 6)},
        **{f"日期{n}": f"Day {n}" for n in range(1, 4)},
        **{f"时间{n}": f"Hour {n}" for n in range(1, 4)},
        **{f"结果{n}": f"Outcome {n}" for n in range(1, 4)},
        "提示": "Hint",
        "完成": "Completed",
        "部分完成": "Partly completed",
        "拒访": "Refused",
        "无人接听": "No answer",
        "号码错误": "Wrong number",
        "停机空号": "Out of service",
        "不符合条件": "Not eligible",
        "约定再拨": "Call back",
        # workbooks, beside those that are called like a sheet
        "考核方案": "Scheme",
        "满意度调查": "Satisfaction survey",
        "部门工作簿": "Department workbook",
        "评价": "Ratings",
        # the scheme's sheets and columns
        "校验": "Checks",
        "设置": "Settings",
        "单位": "Unit",
        "别名": "Other names",
        "行为组": "Behaviour set",
        "个人权重": "Individual share",
        "部门权重": "Department share",
        "公司权重": "Company share",
        "试用考核": "Appraised on probation",
        "各期权重": "Share of the periods",
        "权重": "Weight",
        "维度": "Dimension",
        "性质": "Nature",
        "取值": "Measured as",
        "记录表": "Record table",
        "列": "Column",
        "条件列": "Condition column",
        "条件值": "Condition value",
        "条件关系": "Conditions joined by",
        "条件列2": "Second condition column",
        "条件值2": "Second condition value",
        "且": "and",
        "或": "or",
        "参照列": "Reference column",
        "占比值": "Value counted",
        "可为负": "May be negative",
        "可改权重": "Own weights",
        "按项目": "By project",
        "量表": "Rating scale",
        "计分": "Scored by",
        "零分值": "Scores 0 at",
        "满分值": "Scores 1 at",
        "分段表": "Set of bands",
        "折线表": "Line",
        "每次分值": "Points per event",
        "基准分": "Base score",
        "无记录时": "Without records",
        "满分": "full marks",
        "零分": "no marks",
        "按零计": "as 0",
        "点": "Point",
        "以外": "Beyond",
        "不变": "stays",
        "延伸": "goes on",
        "封顶": "Cap",
        "保底": "Floor",
        "封顶/保底": "Cap / floor",
        "最少样本": "Fewest records",
        "样本不足时": "With fewer records",
        "不适用时": "Where N/A",
        "目标按天数": "Target by days",
        "小数位": "Decimals",
        "信息来源": "Information source",
        "监控岗位": "Watched by",
        "示例": "Example",
        "分段": "Step bands",
        "折线": "Piecewise linear",
        "起": "From",
        "止": "To",
        "得分": "Score",
        "评分等级": "Rating scales",
        "含义": "Meaning",
        "行为类别": "Behaviour categories",
        "类别": "Category",
        "类别权重": "Category weight",
        "项权重": "Item weight",
        "均分": "equal",
        "下限": "Lower bound",
        "上限": "Upper bound",
        "绩效系数": "Pay factor",
        "系数算法": "Factor computed",
        "名次比例": "Share of places",
        "分数": "total score",
        "名次": "place",
        "四舍五入": "nearest",
        "进一": "rounded up",
        "舍去": "rounded down",
        "低于此分": "Score below",
        "等级至多": "Grade at most",
        "上限系数": "Factor at upper bound",
        "系数": "Factor",
        "固定": "fixed",
        "区间线性": "linear in the band",
        "总分": "total",
        "不用": "none",
        "部门结果": "department result",
        "记录列": "Record columns",
        "类型": "Type",
        "必填": "Required",
        "可不适用": "N/A allowed",
        "最小": "Lowest",
        "最大": "Highest",
        "抽样": "Sampling",
        "总体": "Drawn from",
        "分层列": "Spread over",
        "比例": "Share of the jobs",
        "最少": "Fewest per person",
        "最多": "Most per person",
        "备用": "Reserves",
        "显示员工": "Employee shown",
        "加减分项": "Bonus and deduction items",
        "等级上限": "Best grade left",
        "评价人": "Raters",
        "强制分布": "Forced distribution",
        "最低比例": "At least",
        "最高比例": "At most",
        "层级": "Post level",
        "范围": "Scope",
        "部门等级": "Department's grade",
        "奖金包": "Bonus pool",
        "等级提醒": "Grade flags",
        "及以下": "Or worse",
        "期数": "Periods",
        "几期内": "Within periods",
        "后果": "Consequence",
        "英文名": "English names",
        "中文": "Chinese",
        "英文": "English",
        "岗位说明": "Job specifications",
        "部分": "Part",
        "内容": "Content",
        "衡量标准": "Measure",
        "内容英文": "Content in English",
        "衡量标准英文": "Measure in English",
        "岗位目的": "Purpose of the post",
        "岗位目标": "Goals of the post",
        "岗位基本信息": "Basic information",
        "岗位延展": "Prospects of the post",
        "工作职责及衡量标准": "Duties and how they are measured",
        "岗位联系": "Contacts",
        "工作流程": "Workflow",
        "任职资格要求": "Qualifications required",
        "工作特征": "Working conditions",
        "培训要求": "Training required",
        "对岗位设置的建议": "Suggestions on the design of the post",
        "签名确认": "Signatures",
        # the scheme's settings
        "公司名称": "Company name",
        "保密说明": "Confidentiality note",
        "行为计入季度": "Quarters with evaluation",
        "行为占比": "Share of the evaluation",
        "行为量表": "Scale of the evaluation",
        "总分小数位": "Decimals of totals",
        "得分小数位": "Decimals of scores",
        "长假天数": "Days of long leave",
        "申诉工作日": "Working days for appeals",
        "加分上限": "Cap on bonuses",
        "扣分上限": "Cap on deductions",
        "报告显示金额": "Reports print amounts",
        "强制分布人数": "People for forced distribution",
        "同事评价最少人数": "Fewest peers",
        "缺评处理": "Missing rater",
        "最迟公布月数": "Months to publish",
        "部门系数": "Department factor",
        "缺勤扣减": "Leave reduces pay",
        "缺勤起扣天数": "Days of leave before that",
        "系数小数位": "Decimals of factors",
        "复核": "Second person",
        "等级方式": "Grades decided by",
        "名次范围": "Places given within",
        "名次取整": "Rounding of places",
        "名次最少人数": "Fewest people for places",
        "各期单位": "Kind of periods",
        "各期计权": "How periods weigh",
        "缺期处理": "Missing period",
        "不满期处理": "Part of the appraisal served",
        "各期": "Periods",
        "期": "Period",
        "考核周期": "Period appraised",
        "奖金包分配": "Bonus pool shared by",
        "系数×基数": "factor × base",
        "得分×基数": "total × base",
        # the scheme's choices
        "月度": "Month",
        "半年": "Half-year",
        "年度": "Year",
        "定量": "quantitative",
        "定性": "qualitative",
        "填报": "typed in",
        "是占比": "share of yes",
        "均值": "mean",
        "合计": "sum",
        "计数": "count",
        "值占比": "share of a value",
        "合计比": "ratio of sums",
        "加权均值": "weighted mean",
        "最小值": "minimum",
        "最大值": "maximum",
        "中位数": "median",
        "下属均分": "mean of those led",
        "两级下属均分": "mean over two levels",
        **{rule.value: rule.scoring.english for rule in Rule},
        "照常计分": "score all the same",
        "暂缓": "hold back",
        "并入均值": "pool with the mean",
        "重分权重": "share out the weight",
        "公布": "publish",
        "发送": "send",
        "公布和发送": "publish and send",
        "等权": "equally",
        "按天": "by days",
        "给定": "as given",
        "不考核": "not appraised",
        "按各期": "by the periods",
        "计零分": "score 0",
        "不允许": "not allowed",
        "文本": "text",
        "数值": "number",
        "比率": "ratio",
        "是否": "yes or no",
        "加分": "bonus",
        "扣分": "deduction",
        "否决": "veto",
        "自评": "self",
        "上级": "supervisor",
        "同事": "peers",
        "间接上级": "second superior",
        "下级": "subordinates",
        "其他部门": "other departments",
        "委员会": "committee",
        "汇总": "Pooling",
        "校准": "Calibration",
        "按部门": "by department",
        "按评价人": "by rater",
        "去极值均值": "mean without extremes",
        "指标评价人": "Raters of KPIs",
        "缺评时": "If missing",
        # the roster
        "花名册": "Roster",
        "直接上级工号": "Supervisor's ID",
        "邮箱": "Mail address",
        "入职日期": "Joined on",
        "离职日期": "Left on",
        "状态": "Status",
        "在职": "employed",
        "试用": "on probation",
        "离职": "left",
        "免考核": "exempt",
        "绩效薪资基数": "Performance pay base",
        "报告密码": "Report password",
        "名称": "Department name",
        "上级部门": "Upper department",
        "负责人工号": "Head's ID",
        "调岗": "Transfers",
        "原岗位": "Old post",
        "新岗位": "New post",
        "原部门": "Old department",
        "新部门": "New department",
        "假勤": "Leave",
        "等级调整": "Changed grades",
        "分布例外": "Quotas let go",
        "计算等级": "Computed grade",
        "调整后等级": "Changed grade",
        "理由": "Reason",
        "批准人": "Approved by",
        "互评": "Peer ratings",
        "评价人工号": "Rater's ID",
        "被评人工号": "Rated person's ID",
        "评价人姓名": "Rater's name",
        "部门公司结果": "Unit results",
        "对象": "Subject",
        "本期": "This period",
        "首个工作日": "First working day",
        "填报截止": "Return by",
        "公布日": "Published on",
        "申诉截止": "Appeals until",
        "半年首个工作日": "Half-year's first working day",
        "节假日安排": "Holiday arrangement",
        "放假": "Days off",
        "上班": "Worked",
        "抽样承诺": "Sampling commitment",
        "调查员": "Caller",
        "回避工号": "Excluded IDs",
        "拒签": "Refused to sign",
        "项目分工": "Project shares",
        "所属项目": "Project",
    }
)
"""Chinese → English; within one sheet no two words have the same English."""

TABS: Mapping[str, str] = MappingProxyType(
    {
        **VOCABULARY,
        "岗位": "Posts",
        "指标": "KPIs",
        "等级": "Grades",
        "行为项": "Behaviour items",
        "记录表": "Record tables",
        "部门": "Departments",
        "调查员": "Callers",
    }
)
"""Chinese → English of sheet names; some differ from the header of the same Chinese, as a sheet takes the plural."""


class Verbatim(str):
    """A text that is never translated when its sheet is issued in English."""

    __slots__ = ()


def meanings(*known: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Reverses Chinese → English: match key of the English → the Chinese words that it may mean."""
    found: dict[str, dict[str, None]] = {}
    for words in known:
        for zh, en in words.items():
            found.setdefault(match_key(en), {})[zh] = None
    return {en: tuple(words) for en, words in found.items()}


def _labels(words: Names) -> dict[str, str]:
    return {zh: said for zh, said in words.items() if zh in VOCABULARY}


CHINESE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    meanings(
        VOCABULARY, TABS, *(_labels(words) for both in LABELS.values() for words in both.values())
    )
)
"""Match key of a word → the Chinese words that it may mean, for reading workbooks issued in English, or for months."""


def stands_for(text: str, name: str) -> bool:
    """Whether the text is that fixed word in either language; blanks, width and case are ignored."""
    said = match_key(text)
    return said == match_key(name) or name in CHINESE.get(said, ())


def word_in(text: str, start: int, found: str) -> str:
    """Returns the English of a Chinese word in a message, `found` at `start`; after `sheet ` the sheet's name."""
    return (TABS if text[:start].endswith("sheet ") else VOCABULARY).get(found, found)


def word(text: str, t: NullTranslations) -> str:
    """Returns a fixed word, or an enumeration's value, in the reader's language; an unknown one as it is."""
    name = str(text)
    return label(name, t) or (VOCABULARY.get(name, name) if is_english(t) else name)


def tab(name: str, t: NullTranslations) -> str:
    """Returns a sheet's name in the reader's language; an unknown one as it is."""
    return TABS.get(name, name) if is_english(t) else name
