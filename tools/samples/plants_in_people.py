"""Practice folders whose fault is about somebody. Data only."""

from datetime import date

from tools.samples import broken_edits as edits
from tools.samples.broken_edits import edit, put
from tools.samples.editions import Change
from tools.samples.plant import ROSTER, SURVEY, TOP, Plant, plant

PEOPLE = (
    plant(
        "P01",
        f"{TOP} › 返修检验 › A5",
        "工号打错一位，花名册上没有这个人。",
        edit(TOP, put("返修检验", "A5", "G0131")),
    ),
    plant(
        "P02",
        f"{ROSTER} › 花名册 › A9",
        "合并两份名单时，同一个人留了两行。",
        edit(ROSTER, edits.append_copy("花名册", 8)),
    ),
    plant(
        "P03",
        f"{TOP} › 返修检验 › B7",
        "向下填充时姓名错了一行。",
        edit(TOP, put("返修检验", "B7", "罗桂芳")),
    ),
    plant(
        "P04",
        f"{TOP} › 返修检验 › A3",
        "大客户代表顺手帮忙检验了一件，也记了进来。",
        edit(TOP, put("返修检验", "A3", "G0112"), put("返修检验", "B3", "冯立群")),
    ),
    plant(
        "P05",
        f"{TOP} › 填报值",
        "漏填了一个人的库存账实相符率。",
        edit(TOP, edits.drop_rows("填报值", 14)),
    ),
    plant(
        "P06",
        f"{TOP} › 填报值 › C16",
        "同一个人的同一项指标填了两遍，数值还不一样。",
        edit(TOP, edits.append_copy("填报值", 15), put("填报值", "D16", "95.5%")),
    ),
    plant(
        "P07",
        f"{ROSTER} › 花名册 › D4",
        "岗位写成了方案里没有的名称。",
        edit(ROSTER, put("花名册", "D4", "大客户经理")),
    ),
    plant(
        "P08",
        f"{ROSTER} › 花名册 › C5",
        "部门名称打错了一个字。",
        edit(ROSTER, put("花名册", "C5", "客户服务步")),
    ),
    plant(
        "P09",
        f"{ROSTER} › 花名册 › E8",
        "直接上级早已调走，花名册上查无此人。",
        edit(ROSTER, put("花名册", "E8", "G0100")),
    ),
    plant(
        "P10",
        f"{ROSTER} › 花名册 › E2",
        "把经理的上级填成了他自己的下属。",
        edit(ROSTER, put("花名册", "E2", "G0111")),
    ),
    plant(
        "P11",
        f"{TOP} › 填报值 › C5",
        "凭记忆写指标名称，与方案对不上。",
        edit(TOP, put("填报值", "C5", "维护计划完成情况")),
    ),
    plant(
        "P12",
        f"{TOP} › 备件收发",
        "一个人的备件收发一条也没有记。",
        edit(TOP, edits.drop_rows("备件收发", 8, 9, 10, 11, 12, 13, 15, 16)),
    ),
    plant(
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
    plant(
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
    plant(
        "P25",
        f"{ROSTER} › 等级调整 › C2",
        "想把等级调成方案里没有的 S。",
        edit(
            ROSTER,
            edits.append("等级调整", "G0114", "A", "S", "客户书面证明项目延期系对方原因", "总经理"),
        ),
    ),
    plant(
        "P26",
        f"{ROSTER} › 等级调整 › D2",
        "调整等级的理由只写了“表现好”。",
        edit(ROSTER, edits.append("等级调整", "G0114", "A", "B", "表现好", "总经理")),
    ),
    plant(
        "P27",
        f"{ROSTER} › 等级调整 › C2",
        "按 C 级批准的调整，数据更正后计算结果已经不是 C 级。",
        edit(
            ROSTER,
            edits.append("等级调整", "G0114", "C", "B", "客户书面证明项目延期系对方原因", "总经理"),
        ),
    ),
    plant(
        "P28",
        f"{ROSTER} › 互评 › B2",
        "互评名单里把自己排成了自己的同事。",
        edit(ROSTER, edits.append("互评", "G0114", "G0114")),
    ),
    plant(
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
    plant(
        "P18",
        f"{ROSTER} › 假勤 › C2",
        "请假的起止日期填反了。",
        edit(ROSTER, edits.append("假勤", "G0112", date(2024, 8, 12), date(2024, 8, 2), "年休假")),
    ),
    plant(
        "P19",
        f"{ROSTER} › 花名册 › D2",
        "经理的总分要用部门得分，HR 还没有填。",
        edit(ROSTER, edits.drop_rows("部门公司结果", 2)),
    ),
    plant(
        "P20",
        f"{TOP} › 封面",
        "封面上“部门”一行被删掉了。",
        edit(TOP, edits.drop_rows("封面", 4)),
    ),
    plant(
        "P21",
        f"{TOP} › 评语 › C3",
        "评语里拿同事作了比较。",
        edit(TOP, put("评语", "C3", "与贺晓棠相比，走访更勤，档案也更完整。")),
    ),
    plant(
        "P34",
        f"{TOP} › 备件收发 › A18:A20",
        "从别处复制记录时，同一批多粘贴了一次。",
        edit(TOP, *(edits.append_copy("备件收发", row) for row in (2, 3, 4))),
    ),
    plant(
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
