"""Which fault stands in which practice folder, where, and the story behind it. Data only."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from gacx_reports.core.forms import SCHEME_WORKBOOK, SURVEY_WORKBOOK
from gacx_reports.core.roster import ROSTER_WORKBOOK
from gacx_reports.core.stamps import Stamp
from gacx_reports.samples import broken_edits as edits
from gacx_reports.samples import broken_files as files
from gacx_reports.samples.broken_edits import Damage, edit, formula, put, raw, typed
from gacx_reports.samples.editions import Change

SCHEME, ROSTER, SURVEY = SCHEME_WORKBOOK, ROSTER_WORKBOOK, SURVEY_WORKBOOK
TOP, HEAD = "客户服务部.xlsx", "经理评价.xlsx"
OWNER_FILE = f"~${TOP}"
LOOKUP = "_xlfn.XLOOKUP(A2,返修检验!A2:A9,返修检验!E2:E9)"
"""A formula that is not recalculated."""
ISSUED = Stamp("department", TOP, "2024Q3", "2024.1")
EARLIER_ISSUE = replace(ISSUED, quarter="2024Q2")
EARLIER = "../2024Q2/"
"""Below the quarter's folder, that of the quarter before."""


@dataclass(frozen=True, slots=True)
class Plant:
    """A sound quarter with one fault in it."""

    code: str
    workbook: str
    sheet: str
    cell: str
    """The place that `check` is to name; empty strings where it is not narrower."""
    story: str
    damages: tuple[Damage, ...]
    edition: tuple[Change, ...] = ()
    """How the scheme differs that the quarter is filled in under, where the usual one can't show the fault."""


def _plant(code: str, where: str, story: str, *damages: Damage) -> Plant:
    """A fault at `workbook`, `workbook › sheet` or `workbook › sheet › cell`."""
    workbook, sheet, cell = (*where.split(" › "), "", "")[:3]
    return Plant(code, workbook, sheet, cell, story, damages)


FILES = (
    _plant("F01", SURVEY, "调查组忘了交回满意度调查。", files.without(SURVEY)),
    _plant("F02", TOP, "从聊天软件下载到一半断了网，文件只有前面一截。", files.cut_off(TOP)),
    _plant("F03", TOP, "网盘只同步了文件名，文件是 0 字节。", files.replaced(TOP, b"")),
    _plant(
        "F04",
        TOP,
        "从办公系统导出的网页，被直接改名成了 .xlsx。",
        files.replaced(TOP, files.EXPORT.encode()),
    ),
    _plant("F05", TOP, "主管怕别人看到评语，给工作簿加了打开密码。", files.encrypted(TOP)),
    _plant(
        "F06",
        "绩效通讯录.xlsx",
        "有人把通讯录也放进了本季度的文件夹。",
        files.copied(SURVEY, "绩效通讯录.xlsx"),
    ),
    _plant(
        "F07",
        TOP,
        "主管的电脑上还开着这个工作簿，文件夹里留有 Excel 的占用标记（~$ 开头的文件）。",
        files.replaced(OWNER_FILE, files.owner_file("梁文博")),
    ),
    _plant(
        "F08",
        "2024Q2",
        "上季度的考核方案没有同步下来，只剩一个空文件。",
        files.replaced(EARLIER + SCHEME, b""),
    ),
    _plant("F11", TOP, "合并工具把同一张工作表往文件里写了两遍。", files.part_twice(TOP)),
    _plant("F12", TOP, "来历不明的转换工具在文件里加了文档类型定义。", files.with_dtd(TOP)),
    _plant("F13", SURVEY, "另存时选了“Strict Open XML 电子表格”。", files.strict(SURVEY)),
    _plant("F14", TOP, "发来的文件里只有一张图表，没有数据表。", files.only_a_chart(TOP)),
    _plant(
        "F15",
        TOP,
        "给整行整行的空格子画上了边框，一百多行、每行一万六千多列。",
        files.framed_all_over(TOP),
    ),
    _plant(
        "F18",
        HEAD,
        "改过的另存了一份“副本”，两份都交了上来。",
        files.copied(HEAD, "经理评价 - 副本.xlsx"),
    ),
    _plant("F20", SURVEY, "压缩工具把文件内部的路径写成了反斜杠。", files.backslashed(SURVEY)),
    _plant("F21", TOP, "把程序退回的标注件直接改完交了上来。", edit(TOP, edits.returned())),
)
SHEETS = (
    _plant(
        "S01",
        f"{TOP} › 返修检验",
        "主管给工作表改了名。",
        edit(TOP, edits.rename("返修检验", "返修检验三季度")),
    ),
    _plant(
        "S02",
        f"{TOP} › 备件收发 › A1",
        "表头“数量”被改成了“发放件数”。",
        edit(TOP, put("备件收发", "E1", "发放件数")),
    ),
    _plant(
        "S03",
        f"{TOP} › 填报值 › E1",
        "想把旧值留着对照，于是有了两列“实际值”。",
        edit(TOP, put("填报值", "E1", "实际值")),
    ),
    _plant(
        "S04",
        f"{TOP} › 返修检验",
        "粘贴时连表头一起盖掉了。",
        edit(TOP, edits.drop_rows("返修检验", 1)),
    ),
    _plant(
        "S05",
        f"{TOP} › 封面 › B2",
        "沿用了上季度的文件，封面没有改。",
        edit(TOP, put("封面", "B2", "2024Q2")),
    ),
    _plant(
        "S06",
        f"{TOP} › 封面 › B4",
        "拿错了别的部门的模板来填。",
        edit(TOP, put("封面", "B4", "技术服务组")),
    ),
    _plant(
        "S07",
        f"{SURVEY} › 封面 › B3",
        "调查组用的是去年方案的模板。",
        edit(SURVEY, put("封面", "B3", "2023.2")),
    ),
    _plant(
        "S10",
        f"{TOP} › 备件收发 › ZZ3",
        "在很远的右边随手记了一笔合计。",
        edit(TOP, put("备件收发", "ZZ3", 1209)),
    ),
    _plant(
        "S12",
        f"{SURVEY} › 调查回访 › A91",
        "补记的一条回访隔了六十多行空行。",
        edit(
            SURVEY,
            edits.append_copy("调查回访", 25, 91),
            put("调查回访", "D91", "华岳物流"),
        ),
    ),
    _plant(
        "S13",
        f"{TOP} › 返修检验",
        "复制了一张工作表来试算，忘了删除。",
        edit(TOP, edits.double("返修检验", "返修检验 (2)")),
    ),
    _plant(
        "S14",
        f"{TOP} › 返修检验",
        "筛选后没有恢复，两行被隐藏了。",
        edit(TOP, edits.hide("返修检验", 5, 6)),
    ),
    _plant(
        "S15",
        f"{TOP} › 备件收发",
        "为了打印，把一张工作表隐藏了起来。",
        edit(TOP, edits.hide("备件收发")),
    ),
    _plant(
        "S16",
        f"{TOP} › 备件收发 › E2",
        "三批合并写了一个数量。",
        edit(TOP, edits.merge("备件收发", "E2:E4")),
    ),
    _plant(
        "S17",
        f"{TOP} › 备件收发 › A3",
        "用格式刷合并了工号，下面的值还藏在里面。",
        edit(TOP, edits.merge_over("备件收发", "A2:A3")),
    ),
    _plant(
        "S18",
        TOP,
        "拿上季度的模板来填，只把封面上的季度改了。",
        edit(TOP, edits.stamped(EARLIER_ISSUE, EARLIER_ISSUE, EARLIER_ISSUE)),
    ),
    _plant(
        "S19",
        TOP,
        "用两个季度的模板拼成了一个工作簿。",
        edit(TOP, edits.stamped(ISSUED, EARLIER_ISSUE, replace(ISSUED, scheme="2023.2"))),
    ),
    _plant(
        "S20",
        TOP,
        "别的软件保存时，把三处标记里的一处改成了旧的。",
        edit(TOP, edits.stamped(ISSUED, ISSUED, EARLIER_ISSUE)),
    ),
    _plant(
        "S21",
        f"{TOP} › 填报值 › A2",
        "撤销保护以后，误删了一个锁定的姓名。",
        edit(TOP, edits.stamped(ISSUED, ISSUED, ISSUED, "填报值"), put("填报值", "B2", None)),
    ),
)
VALUES = (
    _plant(
        "V01",
        f"{SURVEY} › 调查回访 › E10",
        "电话没有打通，满意度空着。",
        edit(SURVEY, put("调查回访", "E10", None)),
    ),
    _plant(
        "V02",
        f"{TOP} › 备件收发 › F6",
        "交付时长连单位一起写了进去。",
        edit(TOP, put("备件收发", "F6", "约6小时")),
    ),
    _plant(
        "V03",
        f"{TOP} › 备件收发 › E9",
        "数量多按了一个 9。",
        edit(TOP, put("备件收发", "E9", 999)),
    ),
    _plant(
        "V04",
        f"{TOP} › 返修检验 › C8",
        "日期记不清了，写了“8月中旬”。",
        edit(TOP, put("返修检验", "C8", "8月中旬")),
    ),
    _plant(
        "V05",
        f"{TOP} › 返修检验 › C2",
        "把上季度末的一条检验补记到了这里。",
        edit(TOP, put("返修检验", "C2", date(2024, 6, 28))),
    ),
    _plant(
        "V06",
        f"{TOP} › 返修检验 › E13",
        "不忍心写“否”，写成了“基本合格”。",
        edit(TOP, put("返修检验", "E13", "基本合格")),
    ),
    _plant(
        "V07",
        f"{TOP} › 填报值 › D14",
        "比率写成了 93.8，没有百分号。",
        edit(TOP, put("填报值", "D14", 93.8)),
    ),
    _plant(
        "V08",
        f"{TOP} › 填报值 › D15",
        "公式由脚本写入，没有用 Excel 打开计算过，用的函数这里也算不了。",
        raw(TOP, "填报值", "D15", formula(LOOKUP)),
    ),
    _plant(
        "V09",
        f"{TOP} › 填报值 › D5",
        "完成数除以计划数，计划数那格空着。",
        raw(TOP, "填报值", "D5", formula("12/0", "#DIV/0!"), "e"),
    ),
    _plant(
        "V10",
        f"{SURVEY} › 调查回访 › F4",
        "把整段通话记录粘进了“客户意见”。",
        edit(
            SURVEY, put("调查回访", "F4", "客户：问题修好后第二天又出现了。我们：马上安排。" * 10)
        ),
    ),
    _plant(
        "V11",
        f"{TOP} › 备件收发 › E12",
        "数量一格成了勾选框留下的 TRUE。",
        edit(TOP, put("备件收发", "E12", True)),
    ),
    _plant(
        "V12",
        f"{TOP} › 备件收发 › F2",
        "用全角数字写了交付时长。",
        edit(TOP, put("备件收发", "F2", "４．３")),
    ),
    _plant(
        "V13",
        f"{TOP} › 填报值 › D14",
        "觉得盘点与她无关，填了方案不允许的“不适用”。",
        edit(TOP, put("填报值", "D14", "不适用")),
    ),
    _plant(
        "V14",
        f"{TOP} › 返修检验 › A3",
        "工号一格里连姓名一起写了。",
        edit(TOP, put("返修检验", "A3", "G0121 罗桂芳")),
    ),
    _plant(
        "V15",
        f"{TOP} › 评语 › C3",
        "评语里用了表情符号，报告的字体印不出来。",
        edit(TOP, put("评语", "C3", "本季度表现优秀👍")),
    ),
    _plant(
        "V16",
        f"{TOP} › 备件收发 › E5",
        "在 WPS 里把签收单的照片嵌进了单元格。",
        raw(
            TOP,
            "备件收发",
            "E5",
            formula('_xlfn.DISPIMG("ID_5F2C",1)', '=DISPIMG("ID_5F2C",1)'),
            "str",
        ),
    ),
    _plant(
        "V17",
        f"{TOP} › 备件收发 › F7",
        "导出程序把文字写进了标为数字的单元格。",
        raw(TOP, "备件收发", "F7", "<v>五小时</v>"),
    ),
    _plant(
        "V18",
        f"{TOP} › 备件收发 › E7",
        "数量引用了自己电脑上的另一个工作簿。",
        raw(TOP, "备件收发", "E7", formula("[1]台账!$E$7", "84")),
    ),
    _plant(
        "V19",
        f"{TOP} › 返修检验 › A5",
        "工号一列粘成了身份证号，后三位已经丢失。",
        edit(TOP, put("返修检验", "A5", 110101198507130000)),
    ),
    _plant(
        "V20",
        f"{TOP} › 填报值 › D11",
        "比率用 XLOOKUP 从别处取来，程序只好采用文件里存着的结果。",
        raw(TOP, "填报值", "D11", formula(LOOKUP, "0.982")),
    ),
    _plant(
        "V21",
        f"{TOP} › 填报值 › D14",
        "导出工具把公式的结果一律存成 0，没有用 Excel 打开计算过。",
        raw(TOP, "填报值", "D14", formula("ROUND(122/130,3)", "0")),
    ),
    _plant(
        "V22",
        f"{TOP} › 填报值 › D15",
        "公式由脚本写入，没有存结果；程序自己算了一遍。",
        raw(TOP, "填报值", "D15", formula("ROUND(118/127,3)")),
    ),
    _plant(
        "V23",
        f"{TOP} › 填报值 › D11",
        "比率是用公式算的，重算结果与存着的一致。",
        raw(TOP, "填报值", "D11", formula("ROUND(54/55,3)", "0.982")),
    ),
    _plant(
        "V24",
        f"{TOP} › 填报值 › D14",
        "用 XLOOKUP 取数，存着的结果是 0，分不清是真的 0 还是没有算过。",
        raw(TOP, "填报值", "D14", formula(LOOKUP, "0")),
    ),
)
PEOPLE = (
    _plant(
        "P01",
        f"{TOP} › 返修检验 › A5",
        "工号打错一位，花名册上没有这个人。",
        edit(TOP, put("返修检验", "A5", "G0131")),
    ),
    _plant(
        "P02",
        f"{ROSTER} › 花名册 › A9",
        "合并两份名单时，同一个人留了两行。",
        edit(ROSTER, edits.append_copy("花名册", 8)),
    ),
    _plant(
        "P03",
        f"{TOP} › 返修检验 › B7",
        "向下填充时姓名错了一行。",
        edit(TOP, put("返修检验", "B7", "罗桂芳")),
    ),
    _plant(
        "P04",
        f"{TOP} › 返修检验 › A3",
        "大客户代表顺手帮忙检验了一件，也记了进来。",
        edit(TOP, put("返修检验", "A3", "G0112"), put("返修检验", "B3", "冯立群")),
    ),
    _plant(
        "P05",
        f"{TOP} › 填报值",
        "漏填了一个人的库存账实相符率。",
        edit(TOP, edits.drop_rows("填报值", 14)),
    ),
    _plant(
        "P06",
        f"{TOP} › 填报值 › C16",
        "同一个人的同一项指标填了两遍，数值还不一样。",
        edit(TOP, edits.append_copy("填报值", 15), put("填报值", "D16", "95.5%")),
    ),
    _plant(
        "P07",
        f"{ROSTER} › 花名册 › D4",
        "岗位写成了方案里没有的名称。",
        edit(ROSTER, put("花名册", "D4", "大客户经理")),
    ),
    _plant(
        "P08",
        f"{ROSTER} › 花名册 › C5",
        "部门名称打错了一个字。",
        edit(ROSTER, put("花名册", "C5", "客户服务步")),
    ),
    _plant(
        "P09",
        f"{ROSTER} › 花名册 › E8",
        "直接上级早已调走，花名册上查无此人。",
        edit(ROSTER, put("花名册", "E8", "G0100")),
    ),
    _plant(
        "P10",
        f"{ROSTER} › 花名册 › E2",
        "把经理的上级填成了他自己的下属。",
        edit(ROSTER, put("花名册", "E2", "G0111")),
    ),
    _plant(
        "P11",
        f"{TOP} › 填报值 › C5",
        "凭记忆写指标名称，与方案对不上。",
        edit(TOP, put("填报值", "C5", "维护计划完成情况")),
    ),
    _plant(
        "P12",
        f"{TOP} › 备件收发",
        "一个人的备件收发一条也没有记。",
        edit(TOP, edits.drop_rows("备件收发", 8, 9, 10, 11, 12, 13, 15, 16)),
    ),
    _plant(
        "P13",
        f"{TOP} › 备件收发",
        "只记了三批备件，方案要求至少五批才能评价。",
        edit(TOP, edits.drop_rows("备件收发", 8, 9, 10, 11, 12)),
    ),
    Plant(
        "P15",
        TOP,
        "行为评价",
        "",
        "行为评价少打了一项。",
        (edit(TOP, edits.drop_rows("行为评价", 4)),),
        (Change("设置", {"项目": "行为计入季度"}, "值", "Q2,Q3,Q4"),),
    ),
    Plant(
        "P16",
        ROSTER,
        "花名册",
        "A5",
        "所有指标都填了“不适用”，没有一项可以计分。",
        (
            edit(TOP, *(put("填报值", f"D{n}", "不适用") for n in (8, 9, 10))),
            edit(SURVEY, *(put("调查回访", f"E{n}", "不适用") for n in (5, 10, 14, 15, 18, 21))),
        ),
        (
            Change("指标", {"岗位": "大客户代表", "指标": "大客户满意度"}, "样本不足时", "不适用"),
            Change(
                "指标", {"岗位": "大客户代表", "指标": "客户档案完整准确"}, "不适用时", "重分权重"
            ),
        ),
    ),
    _plant(
        "P17",
        f"{ROSTER} › 调岗 › D2",
        "调岗记录写的新岗位，与花名册上现在的岗位对不上。",
        edit(
            ROSTER,
            edits.append(
                "调岗",
                "G0114",
                date(2024, 8, 1),
                "大客户代表",
                "物控助理",
                "客户服务部",
                "客户服务部",
            ),
        ),
    ),
    _plant(
        "P25",
        f"{ROSTER} › 等级调整 › C2",
        "想把等级调成方案里没有的 S。",
        edit(
            ROSTER,
            edits.append("等级调整", "G0114", "A", "S", "客户书面证明项目延期系对方原因", "总经理"),
        ),
    ),
    _plant(
        "P26",
        f"{ROSTER} › 等级调整 › D2",
        "调整等级的理由只写了“表现好”。",
        edit(ROSTER, edits.append("等级调整", "G0114", "A", "B", "表现好", "总经理")),
    ),
    _plant(
        "P27",
        f"{ROSTER} › 等级调整 › C2",
        "按 C 级批准的调整，数据更正后计算结果已经不是 C 级。",
        edit(
            ROSTER,
            edits.append("等级调整", "G0114", "C", "B", "客户书面证明项目延期系对方原因", "总经理"),
        ),
    ),
    _plant(
        "P28",
        f"{ROSTER} › 互评 › B2",
        "互评名单里把自己排成了自己的同事。",
        edit(ROSTER, edits.append("互评", "G0114", "G0114")),
    ),
    _plant(
        "P31",
        f"{ROSTER} › 分布例外 › C2",
        "全组才七人，不检查等级比例，却写了一条例外。",
        edit(
            ROSTER,
            edits.append(
                "分布例外", "客户服务部", "A", "本季度业绩突出，同意多给一个名额。", "总经理"
            ),
        ),
    ),
    _plant(
        "P18",
        f"{ROSTER} › 假勤 › C2",
        "请假的起止日期填反了。",
        edit(ROSTER, edits.append("假勤", "G0112", date(2024, 8, 12), date(2024, 8, 2), "年休假")),
    ),
    _plant(
        "P19",
        f"{ROSTER} › 花名册 › D2",
        "经理的总分要用部门得分，HR 还没有填。",
        edit(ROSTER, edits.drop_rows("部门公司结果", 2)),
    ),
    _plant(
        "P20",
        f"{TOP} › 封面",
        "封面上“部门”一行被删掉了。",
        edit(TOP, edits.drop_rows("封面", 4)),
    ),
    _plant(
        "P21",
        f"{TOP} › 评语 › C3",
        "评语里拿同事作了比较。",
        edit(TOP, put("评语", "C3", "与贺晓棠相比，走访更勤，档案也更完整。")),
    ),
    _plant(
        "P34",
        f"{TOP} › 备件收发 › A18:A20",
        "从别处复制记录时，同一批多粘贴了一次。",
        edit(TOP, *(edits.append_copy("备件收发", row) for row in (2, 3, 4))),
    ),
    _plant(
        "P22",
        f"{TOP} › 备件收发 › C17",
        "离职之后还有一条收发记录，多半是工号填错了。",
        edit(
            ROSTER,
            put("花名册", "H8", date(2024, 9, 20)),
            put("花名册", "I8", "离职"),
        ),
    ),
)
RULES = (
    _plant(
        "C01",
        f"{SCHEME} › 指标 › C14:C17",
        "调低了一项权重，忘了把差额加到别处。",
        typed(SCHEME, "指标", "C14", Decimal("0.35")),
    ),
    _plant(
        "C02",
        f"{SCHEME} › 分段 › B8",
        "分段改了一头没改另一头，0.90 到 0.92 没有得分。",
        typed(SCHEME, "分段", "B8", Decimal("0.92")),
    ),
    _plant(
        "C03",
        f"{SCHEME} › 指标 › F14",
        "记录表的名称前后颠倒了。",
        typed(SCHEME, "指标", "F14", "回访调查"),
    ),
    _plant(
        "C04",
        f"{SCHEME} › 指标 › L28",
        "“越低越好”的指标删掉了目标。",
        edit(SCHEME, put("指标", "L28", None)),
    ),
    _plant(
        "C05",
        f"{SCHEME} › 指标 › G29",
        "想合计件数，却选了“备件”名称那一列。",
        typed(SCHEME, "指标", "G29", "备件"),
    ),
    _plant(
        "C06",
        f"{SCHEME} › 指标 › L29",
        "达成率的目标写成了 0。",
        typed(SCHEME, "指标", "L29", Decimal("0")),
    ),
    _plant(
        "C07",
        f"{SCHEME} › 等级 › B3",
        "B 等的上限改成 0.79，0.79 到 0.8 不属于任何等级。",
        typed(SCHEME, "等级", "C3", Decimal("0.79")),
    ),
    _plant(
        "C08",
        f"{SCHEME} › 行为项 › C39",
        "同一个行为项在同一组里列了两次。",
        edit(SCHEME, edits.append_copy("行为项", 20)),
    ),
    _plant(
        "C09",
        f"{SCHEME} › 岗位 › A10",
        "新设了岗位，还没有定指标。",
        edit(SCHEME, edits.append("岗位", "培训专员", "客户服务部", None, None, 1, 0, 0)),
    ),
    _plant(
        "C11",
        f"{SCHEME} › 设置 › A9",
        "设置项的名称少了两个字。",
        typed(SCHEME, "设置", "A9", "得分小数"),
    ),
    _plant(
        "C12",
        f"{SCHEME} › 设置 › B8",
        "总分要保留 8 位小数，超出了允许的范围。",
        typed(SCHEME, "设置", "B8", Decimal("8")),
    ),
    _plant(
        "C13",
        f"{SCHEME} › 设置",
        "以为用不着，删掉了一行设置。",
        edit(SCHEME, edits.drop_rows("设置", 9)),
    ),
    _plant(
        "C14",
        f"{SCHEME} › 行为类别",
        "加了一个类别，还没有列出行为项。",
        edit(SCHEME, edits.append("行为类别", "服务类", "职业素养", Decimal(0))),
    ),
    _plant(
        "C16",
        f"{SCHEME} › 指标 › V29",
        "计分改成了原值，目标不再参与计分，却仍填着按天数折算。",
        typed(SCHEME, "指标", "K29", "原值"),
    ),
)
PLANTS = (*FILES, *SHEETS, *VALUES, *PEOPLE, *RULES)
