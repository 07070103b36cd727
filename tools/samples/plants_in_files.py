"""Practice folders whose fault is of a file or a sheet. Data only."""

from dataclasses import replace

from tools.samples import broken_edits as edits
from tools.samples import broken_files as files
from tools.samples.broken_edits import edit, put
from tools.samples.plant import (
    EARLIER,
    EARLIER_ISSUE,
    HEAD,
    ISSUED,
    OWNER_FILE,
    SCHEME,
    SURVEY,
    TOP,
    plant,
)

FILES = (
    plant("F01", SURVEY, "调查组忘了交回满意度调查。", files.without(SURVEY)),
    plant("F02", TOP, "从聊天软件下载到一半断了网，文件只有前面一截。", files.cut_off(TOP)),
    plant("F03", TOP, "网盘只同步了文件名，文件是 0 字节。", files.replaced(TOP, b"")),
    plant(
        "F04",
        TOP,
        "从办公系统导出的网页，被直接改名成了 .xlsx。",
        files.replaced(TOP, files.EXPORT.encode()),
    ),
    plant("F05", TOP, "主管怕别人看到评语，给工作簿加了打开密码。", files.encrypted(TOP)),
    plant(
        "F06",
        "绩效通讯录.xlsx",
        "有人把通讯录也放进了本季度的文件夹。",
        files.copied(SURVEY, "绩效通讯录.xlsx"),
    ),
    plant(
        "F07",
        TOP,
        "主管的电脑上还开着这个工作簿，文件夹里留有 Excel 的占用标记（~$ 开头的文件）。",
        files.replaced(OWNER_FILE, files.owner_file("梁文博")),
    ),
    plant(
        "F08",
        "2024Q2",
        "上季度的考核方案没有同步下来，只剩一个空文件。",
        files.replaced(EARLIER + SCHEME, b""),
    ),
    plant("F11", TOP, "合并工具把同一张工作表往文件里写了两遍。", files.part_twice(TOP)),
    plant("F12", TOP, "来历不明的转换工具在文件里加了文档类型定义。", files.with_dtd(TOP)),
    plant("F13", SURVEY, "另存时选了“Strict Open XML 电子表格”。", files.strict(SURVEY)),
    plant("F14", TOP, "发来的文件里只有一张图表，没有数据表。", files.only_a_chart(TOP)),
    plant(
        "F15",
        TOP,
        "给整行整行的空格子画上了边框，一百多行、每行一万六千多列。",
        files.framed_all_over(TOP),
    ),
    plant(
        "F18",
        HEAD,
        "改过的另存了一份“副本”，两份都交了上来。",
        files.copied(HEAD, "经理评价 - 副本.xlsx"),
    ),
    plant("F20", SURVEY, "压缩工具把文件内部的路径写成了反斜杠。", files.backslashed(SURVEY)),
    plant("F21", TOP, "把程序退回的标注件直接改完交了上来。", edit(TOP, edits.returned())),
)
SHEETS = (
    plant(
        "S01",
        f"{TOP} › 返修检验",
        "主管给工作表改了名。",
        edit(TOP, edits.rename("返修检验", "返修检验三季度")),
    ),
    plant(
        "S02",
        f"{TOP} › 备件收发 › A1",
        "表头“数量”被改成了“发放件数”。",
        edit(TOP, put("备件收发", "E1", "发放件数")),
    ),
    plant(
        "S03",
        f"{TOP} › 填报值 › E1",
        "想把旧值留着对照，于是有了两列“实际值”。",
        edit(TOP, put("填报值", "E1", "实际值")),
    ),
    plant(
        "S04",
        f"{TOP} › 返修检验",
        "粘贴时连表头一起盖掉了。",
        edit(TOP, edits.drop_rows("返修检验", 1)),
    ),
    plant(
        "S05",
        f"{TOP} › 封面 › B2",
        "沿用了上季度的文件，封面没有改。",
        edit(TOP, put("封面", "B2", "2024Q2")),
    ),
    plant(
        "S06",
        f"{TOP} › 封面 › B4",
        "拿错了别的部门的模板来填。",
        edit(TOP, put("封面", "B4", "技术服务组")),
    ),
    plant(
        "S07",
        f"{SURVEY} › 封面 › B3",
        "调查组用的是去年方案的模板。",
        edit(SURVEY, put("封面", "B3", "2023.2")),
    ),
    plant(
        "S10",
        f"{TOP} › 备件收发 › ZZ3",
        "在很远的右边随手记了一笔合计。",
        edit(TOP, put("备件收发", "ZZ3", 1209)),
    ),
    plant(
        "S12",
        f"{SURVEY} › 调查回访 › A91",
        "补记的一条回访隔了六十多行空行。",
        edit(
            SURVEY,
            edits.append_copy("调查回访", 25, 91),
            put("调查回访", "D91", "华岳物流"),
        ),
    ),
    plant(
        "S13",
        f"{TOP} › 返修检验",
        "复制了一张工作表来试算，忘了删除。",
        edit(TOP, edits.double("返修检验", "返修检验 (2)")),
    ),
    plant(
        "S14",
        f"{TOP} › 返修检验",
        "筛选后没有恢复，两行被隐藏了。",
        edit(TOP, edits.hide("返修检验", 5, 6)),
    ),
    plant(
        "S15",
        f"{TOP} › 备件收发",
        "为了打印，把一张工作表隐藏了起来。",
        edit(TOP, edits.hide("备件收发")),
    ),
    plant(
        "S16",
        f"{TOP} › 备件收发 › E2",
        "三批合并写了一个数量。",
        edit(TOP, edits.merge("备件收发", "E2:E4")),
    ),
    plant(
        "S17",
        f"{TOP} › 备件收发 › A3",
        "用格式刷合并了工号，下面的值还藏在里面。",
        edit(TOP, edits.merge_over("备件收发", "A2:A3")),
    ),
    plant(
        "S18",
        TOP,
        "拿上季度的模板来填，只把封面上的季度改了。",
        edit(TOP, edits.stamped(EARLIER_ISSUE, EARLIER_ISSUE, EARLIER_ISSUE)),
    ),
    plant(
        "S19",
        TOP,
        "用两个季度的模板拼成了一个工作簿。",
        edit(TOP, edits.stamped(ISSUED, EARLIER_ISSUE, replace(ISSUED, scheme="2023.2"))),
    ),
    plant(
        "S20",
        TOP,
        "别的软件保存时，把三处标记里的一处改成了旧的。",
        edit(TOP, edits.stamped(ISSUED, ISSUED, EARLIER_ISSUE)),
    ),
    plant(
        "S21",
        f"{TOP} › 填报值 › A2",
        "撤销保护以后，误删了一个锁定的姓名。",
        edit(TOP, edits.stamped(ISSUED, ISSUED, ISSUED, "填报值"), put("填报值", "B2", None)),
    ),
)
