"""Practice folders whose fault is of a cell's value. Data only."""

from datetime import date

from tools.samples.broken_edits import edit, formula, put, raw
from tools.samples.plant import LOOKUP, SURVEY, TOP, plant

VALUES = (
    plant(
        "V01",
        f"{SURVEY} › 调查回访 › E10",
        "电话没有打通，满意度空着。",
        edit(SURVEY, put("调查回访", "E10", None)),
    ),
    plant(
        "V02",
        f"{TOP} › 备件收发 › F6",
        "交付时长连单位一起写了进去。",
        edit(TOP, put("备件收发", "F6", "约6小时")),
    ),
    plant(
        "V03",
        f"{TOP} › 备件收发 › E9",
        "数量多按了一个 9。",
        edit(TOP, put("备件收发", "E9", 999)),
    ),
    plant(
        "V04",
        f"{TOP} › 返修检验 › C8",
        "日期记不清了，写了“8月中旬”。",
        edit(TOP, put("返修检验", "C8", "8月中旬")),
    ),
    plant(
        "V05",
        f"{TOP} › 返修检验 › C2",
        "把上季度末的一条检验补记到了这里。",
        edit(TOP, put("返修检验", "C2", date(2024, 6, 28))),
    ),
    plant(
        "V06",
        f"{TOP} › 返修检验 › E13",
        "不忍心写“否”，写成了“基本合格”。",
        edit(TOP, put("返修检验", "E13", "基本合格")),
    ),
    plant(
        "V07",
        f"{TOP} › 填报值 › D14",
        "比率写成了 93.8，没有百分号。",
        edit(TOP, put("填报值", "D14", 93.8)),
    ),
    plant(
        "V08",
        f"{TOP} › 填报值 › D15",
        "公式由脚本写入，没有用 Excel 打开计算过，用的函数这里也算不了。",
        raw(TOP, "填报值", "D15", formula(LOOKUP)),
    ),
    plant(
        "V09",
        f"{TOP} › 填报值 › D5",
        "完成数除以计划数，计划数那格空着。",
        raw(TOP, "填报值", "D5", formula("12/0", "#DIV/0!"), "e"),
    ),
    plant(
        "V10",
        f"{SURVEY} › 调查回访 › F4",
        "把整段通话记录粘进了“客户意见”。",
        edit(
            SURVEY, put("调查回访", "F4", "客户：问题修好后第二天又出现了。我们：马上安排。" * 10)
        ),
    ),
    plant(
        "V11",
        f"{TOP} › 备件收发 › E12",
        "数量一格成了勾选框留下的 TRUE。",
        edit(TOP, put("备件收发", "E12", True)),
    ),
    plant(
        "V12",
        f"{TOP} › 备件收发 › F2",
        "用全角数字写了交付时长。",
        edit(TOP, put("备件收发", "F2", "４．３")),
    ),
    plant(
        "V13",
        f"{TOP} › 填报值 › D14",
        "觉得盘点与她无关，填了方案不允许的“不适用”。",
        edit(TOP, put("填报值", "D14", "不适用")),
    ),
    plant(
        "V14",
        f"{TOP} › 返修检验 › A3",
        "工号一格里连姓名一起写了。",
        edit(TOP, put("返修检验", "A3", "G0121 罗桂芳")),
    ),
    plant(
        "V15",
        f"{TOP} › 评语 › C3",
        "评语里用了表情符号，报告的字体印不出来。",
        edit(TOP, put("评语", "C3", "本季度表现优秀👍")),
    ),
    plant(
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
    plant(
        "V17",
        f"{TOP} › 备件收发 › F7",
        "导出程序把文字写进了标为数字的单元格。",
        raw(TOP, "备件收发", "F7", "<v>五小时</v>"),
    ),
    plant(
        "V18",
        f"{TOP} › 备件收发 › E7",
        "数量引用了自己电脑上的另一个工作簿。",
        raw(TOP, "备件收发", "E7", formula("[1]台账!$E$7", "84")),
    ),
    plant(
        "V19",
        f"{TOP} › 返修检验 › A5",
        "工号一列粘成了身份证号，后三位已经丢失。",
        edit(TOP, put("返修检验", "A5", 110101198507130000)),
    ),
    plant(
        "V20",
        f"{TOP} › 填报值 › D11",
        "比率用 XLOOKUP 从别处取来，程序只好采用文件里存着的结果。",
        raw(TOP, "填报值", "D11", formula(LOOKUP, "0.982")),
    ),
    plant(
        "V21",
        f"{TOP} › 填报值 › D14",
        "导出工具把公式的结果一律存成 0，没有用 Excel 打开计算过。",
        raw(TOP, "填报值", "D14", formula("ROUND(122/130,3)", "0")),
    ),
    plant(
        "V22",
        f"{TOP} › 填报值 › D15",
        "公式由脚本写入，没有存结果；程序自己算了一遍。",
        raw(TOP, "填报值", "D15", formula("ROUND(118/127,3)")),
    ),
    plant(
        "V23",
        f"{TOP} › 填报值 › D11",
        "比率是用公式算的，重算结果与存着的一致。",
        raw(TOP, "填报值", "D11", formula("ROUND(54/55,3)", "0.982")),
    ),
    plant(
        "V24",
        f"{TOP} › 填报值 › D14",
        "用 XLOOKUP 取数，存着的结果是 0，分不清是真的 0 还是没有算过。",
        raw(TOP, "填报值", "D14", formula(LOOKUP, "0")),
    ),
)
