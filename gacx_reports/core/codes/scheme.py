"""Family C: the scheme."""

from enum import unique

from gacx_reports.core.codes.code import Code, Entry
from gacx_reports.core.codes.severity import Severity
from gacx_reports.i18n import N_


@unique
class C(Code):
    """Codes about the scheme."""

    WEIGHTS_NOT_WHOLE = Entry(
        "C01",
        N_("Weights of {kind} {what} don't total 100%"),
        N_("exactly 100%"),
        N_("Correct the weights."),
        example="95%",
    )
    STEP_BANDS_GAP_OR_OVERLAP = Entry(
        "C02",
        N_("Step bands have a hole or an overlap"),
        N_("every number in exactly one band"),
        N_("Let each band start where the one before ends; leave the outer bounds blank."),
        example="0.9–0.92",
    )
    NAME_NOT_DEFINED = Entry(
        "C03",
        N_("Name is not defined in the scheme"),
        N_("one of: {allowed}"),
        N_("Correct it."),
        example="回访调查",
    )
    KPI_INCOMPLETE = Entry(
        "C04",
        N_("KPI lacks something that it needs"),
        N_("a value in column {column}, as {source} and {rule} ask for"),
        N_("Fill in the column."),
        example="平均备件交付时长",
    )
    COLUMN_DOES_NOT_FIT = Entry(
        "C05",
        N_("Column doesn't fit the way of measuring"),
        N_(
            "是占比: a column of 是否; 合计, 合计比 and any 参照列: numbers;"
            " 均值 and the like: numbers or levels ({source})"
        ),
        N_("Choose another column or another way of measuring."),
        example="备件收发.备件",
    )
    NUMBER_MAKES_NO_SENSE = Entry(
        "C06",
        N_("Number makes no sense here"),
        N_("a sensible {column}: target above 0 (a percentage: up to 100%), cap not below floor"),
        N_("Correct the number."),
        example="0",
    )
    GRADES_GAP_OR_OVERLAP = Entry(
        "C07",
        N_("Grade bands have a hole or an overlap"),
        N_("every total from 0 up in exactly one grade"),
        N_("Let each grade end where the better one starts; the best has no upper bound."),
        example="0.79–0.8",
    )
    DEFINED_TWICE = Entry(
        "C08",
        N_("Defined twice"),
        N_("once; the other stands in {other}"),
        N_("Delete or rename one of the two."),
        example="效率",
    )
    POST_WITHOUT_KPI = Entry(
        "C09",
        N_("Post has no KPI"),
        N_("at least one row in sheet 指标"),
        N_("Add its KPIs, or take the post out."),
        example="培训专员",
    )
    SETTING_UNKNOWN = Entry(
        "C11",
        N_("Setting is unknown"),
        N_("one of: {allowed}"),
        N_("Correct its name."),
        example="得分小数",
    )
    SETTING_IMPOSSIBLE = Entry(
        "C12",
        N_("Setting {setting} has an impossible value"),
        N_("{reason}"),
        N_("Correct the value."),
        example="8",
    )
    SETTING_MISSING = Entry(
        "C13",
        N_("Setting {setting} is missing"),
        N_("a row for {setting}"),
        N_("Add it as in the template of the scheme."),
        example="得分小数位",
    )
    CATEGORY_WITHOUT_ITEMS = Entry(
        "C14",
        N_("Category has no items"),
        N_("at least one row in sheet 行为项"),
        N_("Add items, or take the category out."),
        example="服务类 职业素养",
    )
    RESULTS_IN_CIRCLE = Entry(
        "C15",
        N_("Results depend on each other in a circle"),
        N_("a result that rests on others only: {members}"),
        N_("Take the mean of members or of those led out of one of them, or change a mix."),
        example="技术服务组",
    )
    TARGET_NOT_BY_DAYS = Entry(
        "C16",
        N_("Target can't be cut to days"),
        N_(
            "是 only for an amount of a post, in 计数, 合计 or 填报, that is scored against a target ({source})"
        ),
        N_("Write 否, or leave the cell blank."),
        example="备件收发数量",
    )
    ENGLISH_MISSING = Entry(
        "C30",
        N_("{count} names without English, shown in Chinese"),
        N_("a row with its English in sheet 英文名 for every name of the scheme"),
        N_("Add the rows that are missing; without --lang en nobody needs them."),
        example="物控助理, 技术助理",
        severity=Severity.WARNING,
        in_comparison=True,
    )
    POST_DOCUMENTS_INCOMPLETE = Entry(
        "C31",
        N_("The documents of the post lack parts"),
        N_("at least one row each for: {parts}"),
        N_(
            "Add the rows in sheet 岗位说明. Until then `posts` leaves out what prints them; nothing else needs them."
        ),
        example="技术助理",
        severity=Severity.WARNING,
    )
    ENGLISH_NAME_TAKEN = Entry(
        "C32",
        N_("The English of a name is another name of the scheme"),
        N_("an English name that nothing else is called by"),
        N_("Give one of the two another name; until then this one stays Chinese in workbooks."),
        example="Engineer",
        severity=Severity.WARNING,
    )
    SETTING_BLANK = Entry(
        "C33",
        N_("Setting {setting} is blank"),
        N_("{reason}"),
        N_("Write the value that is meant; the template of the scheme shows a usual one."),
        example='行为占比 = ""',
    )
    TABLE_NOT_FOR_SAMPLING = Entry(
        "C34",
        N_("Record table doesn't fit the sampling: {reason}"),
        N_(
            "a frame of a department or a post, with text columns that must be filled in: number, customer and"
            " telephone, as the template has them; calls also need a column of levels"
        ),
        N_("Correct the columns in sheet 记录列, or name another record table in sheet 抽样."),
        example="抽查记录",
    )
    SAMPLING_MAKES_NO_SENSE = Entry(
        "C35",
        N_("Sampling makes no sense: {reason}"),
        N_(
            "最多 not below 最少, a post that the record table measures, 并入均值 only where there is a mean"
        ),
        N_("Correct the row."),
        example="3",
    )
    TABLE_NAME_NO_SHEET = Entry(
        "C36",
        N_("Record table can't be called so, because its sheet can't"),
        N_(
            "31 characters at most, without / \\ : * ? [ ] ' and other than the sheets that every workbook has"
        ),
        N_("Give the record table another name."),
        example="培训/考核",
    )
    LINE_MAKES_NO_SENSE = Entry(
        "C37",
        N_("Line makes no sense: {reason}"),
        N_("two points or more; 延伸 in the row of the lowest or highest value only"),
        N_("Correct the rows of the line in sheet 折线."),
        example="销售额",
    )
    NO_RECORDS_MAKES_NO_SENSE = Entry(
        "C38",
        N_("无记录时 makes no sense: {reason}"),
        N_("for 是占比, 均值, 合计 and 计数; 按零计 for 合计 and 计数 only"),
        N_("Choose another word, or leave the cell blank."),
        example="按零计",
    )
    FACTOR_MAKES_NO_SENSE = Entry(
        "C39",
        N_("Pay factor makes no sense: {reason}"),
        N_("区间线性 with 上限 and 上限系数; 上限系数 for 区间线性 only"),
        N_("Correct the row of the grade."),
        example="A",
    )
    GRADE_LIMIT_INCOMPLETE = Entry(
        "C40",
        N_("Limit of the grade is incomplete"),
        N_("both 低于此分 and 等级至多, or neither"),
        N_("Fill in the other cell, or empty both."),
        example="投诉报告客观完整",
    )
    PLACES_MAKE_NO_SENSE = Entry(
        "C41",
        N_("Shares of places make no sense: {reason}"),
        N_("shares that total 100% where grades are decided by place, else none"),
        N_("Correct column 名次比例 of sheet 等级, or setting 等级方式."),
        example="20%",
    )
    QUOTA_MAKES_NO_SENSE = Entry(
        "C42",
        N_("Row of quotas makes no sense: {reason}"),
        N_("公司 without 对象; 部门等级 with 部门 only; 层级 where posts have levels"),
        N_("Correct the row, or column 层级 of sheet 岗位."),
        example="A",
    )
    FLAG_MAKES_NO_SENSE = Entry(
        "C43",
        N_("Fewer periods are looked at than must have the grade"),
        N_("几期内 of {count} or more, or a blank for periods in a row"),
        N_("Correct 期数 or 几期内."),
        example="1",
    )
    OTHER_PERIOD = Entry(
        "C44",
        N_("Scheme appraises another kind of period than {period}: {own}"),
        N_("{wanted} as {setting}"),
        N_(
            "Write {wanted} as {setting} in sheet 设置, or run the command for a period of the scheme's kind."
        ),
        example="半年",
    )
    PERIODS_MAKE_NO_SENSE = Entry(
        "C45",
        N_("The periods make no sense: {reason}"),
        N_(
            "of a year its quarters, months or half-years; with weights in sheet 各期 if, and only if, 各期计权 is 给定"
        ),
        N_("Correct it, or take 各期权重 out: then no period counts."),
        example="Q1",
    )
    POOLING_OF_ONE = Entry(
        "C46",
        N_("Ratings of {rater} are one person's: there is nothing to be made one"),
        N_("a blank; other words for kinds of several raters only"),
        N_("Leave column 汇总 of sheet 评价人 blank."),
        example="中位数",
    )
    CALIBRATION_OF_SELF = Entry(
        "C47",
        N_("Nobody rates more than themselves here: there is nothing to be aligned by rater"),
        N_("a blank, or 按部门"),
        N_("Write 按部门 in column 校准 of sheet 评价人, or leave it blank."),
        example="按评价人",
    )
    KPI_RATERS_MAKE_NO_SENSE = Entry(
        "C48",
        N_("Raters of this KPI make no sense: {reason}"),
        N_("KPIs of posts with 取值 填报 in sheet 指标评价人"),
        N_("Delete the KPI's rows in sheet 指标评价人, or set 取值 to 填报."),
        example="备件收发数量",
    )
    SCORED_BY_SELF_ALONE = Entry(
        "C49",
        N_("Nobody but the person scores this KPI"),
        N_("a weight for 上级 or 间接上级"),
        N_("Give 上级 or 间接上级 a weight in sheet 指标评价人."),
        example="库存账实相符率",
    )
    PROJECTS_MAKE_NO_SENSE = Entry(
        "C50",
        N_("KPI can't be scored by project: {reason}"),
        N_("a KPI of a post that is typed in, or computed from records that name their project"),
        N_("Leave column 按项目 of the KPI blank, or correct the reason."),
        example="是",
    )
    VALUE_NEVER_HELD = Entry(
        "C51",
        N_("No cell of {column} ever holds this, so that no record would count"),
        N_("{reason}"),
        N_(
            "Write a value as it may stand in the column, or choose another. Numbers may be compared, as in ≥10; a "
            "range is two conditions."
        ),
        example="多",
    )
    COMPARES_NO_NUMBERS = Entry(
        "C52",
        N_("A comparison needs numbers, and {column} has none or not what stands beside the sign"),
        N_("a sign and a number, such as ≥10, or <95% of a column of ratios; or a plain value"),
        N_(
            "Choose a column of numbers, write a number as it has beside the sign, or leave it out."
        ),
        example="≥十",
    )
