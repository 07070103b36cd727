"""Family P: people, and what is filled in about them."""

from enum import unique

from gacx_reports.core.codes.code import Cause, Code, Entry
from gacx_reports.core.codes.severity import Severity
from gacx_reports.i18n import N_

_OTHER_YEAR = Entry(
    "P37",
    N_("Year in column {header} is not the quarter's"),
    N_("{day}, if it is about this quarter"),
    N_(
        "Correct the year. If it is right, take out a row that is not about this quarter; a last day in a later"
        " year may stay. Entries that don't fit the person are listed once the year is right."
    ),
    example="2023-08-12",
    severity=Severity.WARNING,
)
"""Above the class, because entries of its family name it as their cause."""


@unique
class P(Code):
    """Codes about people and what is filled in about them."""

    ID_UNKNOWN = Entry(
        "P01",
        N_("Employee ID is not on the roster"),
        N_("an ID of the roster"),
        N_(
            "Correct the ID, or delete a row of totals or remarks. If the person is new, HR adds them to the roster."
        ),
        example="G0131",
    )
    TWICE_ON_ROSTER = Entry(
        "P02",
        N_("Stands twice on the roster"),
        N_("each once; the other stands in {other}"),
        N_("Delete the row that is wrong."),
        example="G0122",
    )
    NAME_AND_ID_DISAGREE = Entry(
        "P03",
        N_("Name and employee ID disagree"),
        N_("{id} is {name} on the roster"),
        N_("Correct the name or the ID."),
        example="罗桂芳",
    )
    PERSON_NOT_MEASURED = Entry(
        "P04",
        N_("Row is about somebody whom this sheet doesn't measure; it is not used"),
        N_("people of this department whose post uses this sheet; this person is in {department}"),
        N_("Check the ID; move the row to the right workbook if need be."),
        example="G0112",
        severity=Severity.WARNING,
        caused_by=(
            Cause.SCHEME,
            Cause.ROSTER,
            _OTHER_YEAR,
        ),
    )
    VALUE_MISSING = Entry(
        "P05",
        N_("Value is missing"),
        N_("a row for {kpi}"),
        N_("Add a row with ID, KPI and value; {reason}."),
        example="罗桂芳",
        caused_by=(Cause.SHEET,),
    )
    FILLED_IN_TWICE = Entry(
        "P06",
        N_("Filled in twice"),
        N_("once; the other stands in {other}"),
        N_("Delete the row that is wrong."),
        example="库存账实相符率",
    )
    POST_UNKNOWN = Entry(
        "P07",
        N_("Post is not in the scheme"),
        N_("one of: {allowed}"),
        N_("Correct the post."),
        example="大客户经理",
        caused_by=(Cause.SCHEME,),
    )
    DEPARTMENT_UNKNOWN = Entry(
        "P08",
        N_("Department is unknown"),
        N_("one of: {allowed}"),
        N_("Correct it, or add it to sheet 部门."),
        example="客户服务步",
    )
    SUPERVISOR_UNKNOWN = Entry(
        "P09",
        N_("Supervisor is not on the roster"),
        N_("an ID of the roster"),
        N_("Correct the ID."),
        example="G0100",
    )
    SUPERVISORS_IN_CIRCLE = Entry(
        "P10",
        N_("People lead each other in a circle"),
        N_("a chain of supervisors that ends at the top: {members}"),
        N_("Correct the supervisor of one of them."),
        example="G0111",
    )
    NOT_ASKED_OF_POST = Entry(
        "P11",
        N_("Not one of what is filled in for this person's post"),
        N_("{reason}"),
        N_("Correct it, or delete the row."),
        example="维护计划完成情况",
        caused_by=(
            Cause.SCHEME,
            Cause.ROSTER,
            Cause.OTHER_SCHEME,
        ),
    )
    NO_RECORDS = Entry(
        "P12",
        N_("No records to measure {kpi} by"),
        N_("at least {minimum}"),
        N_("Add the records. If there were none, let the scheme say what then holds."),
        example="0",
        caused_by=(
            Cause.SHEET,
            Cause.LED,
        ),
    )
    TOO_FEW_RECORDS = Entry(
        "P13",
        N_("Too few records to measure {kpi} by"),
        N_("at least {minimum}"),
        N_("Add the missing records. If there are no more, let the scheme say what then holds."),
        example="3",
        caused_by=(
            Cause.SHEET,
            Cause.LED,
        ),
    )
    HELD_BACK_BELOW = Entry(
        "P14",
        N_("Measured by people of whom one is held back"),
        N_(
            "everybody is decided who is led, whose records or ratings count in means, or whose place counts"
        ),
        N_("Mend what holds back: {members}."),
        example="G0122",
    )
    RATING_MISSING = Entry(
        "P15",
        N_("Rating is missing"),
        N_("a level for {item}"),
        N_("Add a row with ID, item and level; N/A where it does not apply."),
        example="邵雨桐",
        caused_by=(Cause.SHEET,),
    )
    NO_KPI_APPLIES = Entry(
        "P16",
        N_("No KPI applies to this person"),
        N_("at least one value"),
        N_("Fill in a value, or set the person to 免考核 on the roster."),
        example="大客户代表",
    )
    MOVE_DOES_NOT_FIT = Entry(
        "P17",
        N_("Move does not fit what follows"),
        N_("{expected}, as in {other}"),
        N_("Correct the move, or the post and department on the roster."),
        example="物控助理",
    )
    END_BEFORE_BEGINNING = Entry(
        "P18",
        N_("End lies before the beginning"),
        N_("a day not before {earlier}"),
        N_("Correct one of the two dates."),
        example="2024-08-02",
    )
    UNIT_RESULT_MISSING = Entry(
        "P19",
        N_("Result of {unit} is missing"),
        N_("a row for {unit} in sheet 部门公司结果"),
        N_("Add its result: the post's total needs it."),
        example="经理",
        caused_by=(Cause.SCHEME,),
    )
    ENTRY_MISSING = Entry(
        "P20",
        N_("Entry is missing"),
        N_("{entry}"),
        N_("Add the entry and its value."),
        example="部门",
    )
    COLLEAGUE_NAMED = Entry(
        "P21",
        N_("Text names a colleague"),
        N_("no colleague's name on somebody's report: {names}"),
        N_("Say it without the name."),
        example="与贺晓棠相比，走访更勤，档案也更完整。",
        severity=Severity.WARNING,
    )
    RECORD_AFTER_LEAVING = Entry(
        "P22",
        N_("Record is dated after the person left"),
        N_("records up to {left}"),
        N_("Check the date and the ID; see the roster, {other}."),
        example="2024-09-30",
        severity=Severity.WARNING,
        caused_by=(_OTHER_YEAR,),
    )
    RECORD_OUTSIDE_ASSIGNMENT = Entry(
        "P24",
        N_("Record is dated when the person held another post: {post}, {department}"),
        N_("a day within {periods}"),
        N_("Correct the date, or {reason}."),
        example="2024-08-20",
    )
    GRADE_UNKNOWN = Entry(
        "P25",
        N_("Grade is not in the scheme"),
        N_("one of: {allowed}"),
        N_("Correct the grade."),
        example="S",
    )
    REASON_TOO_SHORT = Entry(
        "P26",
        N_("Reason for the decision is too short"),
        N_("at least {minimum} characters"),
        N_("Say why; the reason is printed on the report."),
        example="表现好",
    )
    COMPUTED_GRADE_CHANGED = Entry(
        "P27",
        N_("The grade that was to be changed is now computed otherwise"),
        N_("the grade of the total, before any veto: {computed}"),
        N_(
            "Look again whether the change still stands; correct the computed grade, or delete the row."
        ),
        example="C",
    )
    PEER_NOT_ALLOWED = Entry(
        "P28",
        N_("Somebody is their own peer, or a pair stands twice"),
        N_("each rater and each rated peer once"),
        N_("Delete the row; one's own rating needs no row."),
        example="G0114",
    )
    RATER_MISSING = Entry(
        "P29",
        N_("Rating of {rater} is missing"),
        N_("ratings by {rater}"),
        N_("Ask for the rating workbook, or let the scheme share out the weight: 缺评处理."),
        example="准确性",
        caused_by=(Cause.SHEET,),
    )
    UNIT_RESULT_ALSO_COMPUTED = Entry(
        "P30",
        N_("Result is typed in, and the scheme also computes it"),
        N_("one of the two for {unit}"),
        N_("Delete the row, or take the unit's KPIs out of the scheme."),
        example="技术服务组",
    )
    QUOTA_NOT_MISSED = Entry(
        "P31",
        N_("Quota that is let go is not missed"),
        N_("a quota that {department} misses"),
        N_("Delete the row, or correct department or grade."),
        example="A",
        severity=Severity.WARNING,
    )
    TYPED_RESULT_LEFT_OUT = Entry(
        "P32",
        N_("The other scheme computes the result of {unit}; the one typed in is left out"),
        N_("a result that is either typed in or computed"),
        N_("Nothing to do: this is only a comparison."),
        example="技术服务组",
        severity=Severity.WARNING,
        in_comparison=True,
    )
    COMPUTED_RESULT_TAKEN = Entry(
        "P33",
        N_("The other scheme asks for the result of {unit}; the one computed so far is taken"),
        N_("a row for {unit} in sheet 部门公司结果"),
        N_("Nothing to do: this is only a comparison. Under that scheme HR types the result in."),
        example="公司",
        severity=Severity.WARNING,
        in_comparison=True,
    )
    ROWS_PASTED_TWICE = Entry(
        "P34",
        N_("Rows look as if they had been pasted twice; they were counted"),
        N_("each record once; the same rows begin at {other}"),
        N_("Delete them if they are the same records."),
        example="3",
        severity=Severity.WARNING,
    )
    TARGET_WITHOUT_EFFECT = Entry(
        "P35",
        N_("Personal target has no effect"),
        N_("a KPI that is scored against a target, not by {rule}"),
        N_(
            "Delete the row, or let the scheme score the KPI against a target; of a line, name the point in column 点."
        ),
        example="12",
        severity=Severity.WARNING,
    )
    DAY_NOT_CERTAIN = Entry(
        "P36",
        N_("{entry} depends on holidays that aren't known yet: {years}"),
        N_(
            "a day counted by the State Council's notice; by weekends and statutory holidays alone it would be {day}"
        ),
        N_(
            "Write the day into sheet 本期 as {entry} (with `publish --on` this does not count), or copy the notice"
            " into sheet 节假日安排. `templates` and `check` go on, `quarter` and `publish` wait for it."
        ),
        example="申诉截止",
        if_harmless=Severity.WARNING,
    )
    YEAR_NOT_THE_QUARTERS = _OTHER_YEAR
    TIME_NEAR_MIDNIGHT = Entry(
        "P38",
        N_("{header} has a time just before midnight, or a time zone"),
        N_("a day without a time: {day}, as it was read, or {following}"),
        N_("Type the day that is meant over it, without a time."),
        example="2024-06-30T23:59:59",
        severity=Severity.WARNING,
    )
    ARRANGEMENT_ROW_WRONG = Entry(
        "P39",
        N_("Row of the holiday arrangement can't be right: {reason}"),
        N_(
            "days off of one holiday, or a weekend that is worked, as in the State Council's notice"
        ),
        N_("Compare the row with the notice and correct it."),
        example="2024-09-30",
    )
    ARRANGEMENT_INCOMPLETE = Entry(
        "P40",
        N_("Holiday arrangement of {year} is not complete"),
        N_("rows about these days, too: {missing}"),
        N_(
            "Copy the rest of the State Council's notice. Until then the year counts as not known (P36)."
        ),
        example="2034-10-01",
        severity=Severity.WARNING,
    )
    PASSWORD_FOLDED = Entry(
        "P41",
        N_("Report password is written in characters that not every PDF reader reads alike"),
        N_("half-width letters and digits, or Chinese characters in common use"),
        N_(
            "Write it as its slip shows it when reports are mailed: that form opens the attachment everywhere."
        ),
        example="••••••",
        severity=Severity.WARNING,
    )
    IDS_AS_NUMBERS = Entry(
        "P43",
        N_("Employee IDs are written as numbers, without their letters or zeros ({count} cells)"),
        N_("the whole IDs as text, such as {whole}, not {number}"),
        N_(
            "Format the column as text, and write every ID with its letters and zeros; copying them is quickest."
        ),
        example="101",
        caused_by=(Cause.ROSTER,),
    )
    JOB_NUMBER_TWICE = Entry(
        "P47",
        N_("Job number stands twice"),
        N_("a number that no other job of the quarter has; the other stands in {other}"),
        N_("Correct the number, or delete the row if it is the same job."),
        example="BF-2024Q3-0002",
    )
    AVOIDED_ID_UNKNOWN = Entry(
        "P48",
        N_("{unknown} is not on the roster, so nobody knows whose customers are meant"),
        N_("IDs of the roster, separated by 、"),
        N_("Correct the ID, or take it out."),
        example="G0131",
    )
    COMMITMENT_IMPOSSIBLE = Entry(
        "P49",
        N_("Sampling commitment can't be one"),
        N_("the 64 digits and letters a to f that the program wrote when it issued the workbooks"),
        N_("Copy it again from the cover of an issued workbook, or leave it blank."),
        example="2024Q3",
    )
    CALL_NOT_DRAWN = Entry(
        "P50",
        N_("Row is about a job that was not drawn for this caller"),
        N_("the calls of the issued sheet, no others"),
        N_(
            "Delete the row. If it took the place of a drawn call, restore that from the issued sheet."
        ),
        example="BF-2024Q3-0050",
    )
    CALLS_MISSING = Entry(
        "P51",
        N_("Calls that were drawn are missing"),
        N_("a row for each of them"),
        N_("Restore the rows from the issued sheet, and call these customers."),
        example="BF-2024Q3-0006",
        found_is_a_list=True,
    )
    DRAWN_CALL_CHANGED = Entry(
        "P52",
        N_("Cell that the draw had filled in was changed"),
        N_("the row as it was issued: {issued}"),
        N_("Restore it from the issued sheet; if it was wrong there, tell HR."),
        example="锦屏寿险",
    )
    RESERVE_BEFORE_ITS_TURN = Entry(
        "P53",
        N_("Reserve was called before its turn"),
        N_("a reserve after the call above it ({other}) has ended without an answer"),
        N_("Finish the call above: its answer counts, or its end opens the reserve."),
        example="2-1",
    )
    CALL_TWICE = Entry(
        "P54",
        N_("Call stands there twice"),
        N_("each call once; the other stands in {other}"),
        N_("Delete the row that is wrong; one call has one answer."),
        example="BF-2024Q3-0048",
    )
    ANSWERS_WITHOUT_CALL = Entry(
        "P55",
        N_("Answers without an attempt in which the customer gave them"),
        N_("an attempt with outcome 完成 or 部分完成, or no answers"),
        N_("Enter the attempt with its outcome, or take out the answers."),
        example="5",
    )
    ATTEMPT_OUT_OF_ORDER = Entry(
        "P56",
        N_("Attempt can't have been then"),
        N_("a day from {low} to {high}, after the attempt before it"),
        N_("Correct day and hour; attempts are entered from the left."),
        example="2024-09-12",
    )
    ATTEMPT_NOT_WHOLE = Entry(
        "P57",
        N_("Attempt is not whole"),
        N_("day, hour and outcome together; {header} is blank"),
        N_("Fill in what is missing, or take out the rest."),
        example='结果1 = ""',
    )
    ATTEMPT_AFTER_END = Entry(
        "P58",
        N_("Attempt after the call had ended"),
        N_("nothing after the outcome that ended the call ({other})"),
        N_("Take out the attempt, or correct the outcome before it."),
        example="完成",
    )
    CALLS_NOT_MADE = Entry(
        "P59",
        N_("{count} calls have not been made, or not to their end"),
        N_(
            "each first choice and each open reserve called: to an outcome that ends it, or three times"
        ),
        N_(
            "Call them. A call that was tried at least once is a warning and counts in the response rate; one that was"
            " never tried is an error."
        ),
        example="BF-2024Q3-0048",
        if_harmless=Severity.WARNING,
        found_is_a_list=True,
    )
    ANSWERS_ALIKE = Entry(
        "P60",
        N_("{caller} noted almost the same level for everybody"),
        N_("levels that differ about as much as other callers': {others} of them are {level}"),
        N_(
            "Chance explains it in fewer than one of 1,000 cases. Ask the caller, and call some of the customers again."
        ),
        example="5 (28/28)",
        severity=Severity.WARNING,
    )
    FRAME_CHANGED = Entry(
        "P61",
        N_("Records were changed after the draw"),
        N_("the records as they were on {day}; this differs: {what}"),
        N_(
            "Restore the department's records. If they were wrong, HR decides whether to draw again."
        ),
        example="BF-2024Q3-0024",
        if_harmless=Severity.WARNING,
        found_is_a_list=True,
    )
    DEPARTMENT_FACTOR_MISSING = Entry(
        "P62",
        N_("Factor of {unit} is missing"),
        N_("a number such as 0.9 or 1.1, as the scheme's setting 部门系数 asks for"),
        N_("Enter it in sheet 部门; without one nobody in the department can be paid."),
        example="客户服务部",
    )
    DEPARTMENT_FACTOR_UNUSED = Entry(
        "P63",
        N_("Factor of {unit} has no effect"),
        N_("nothing, as the scheme doesn't multiply by it (setting 部门系数)"),
        N_("Delete it, or set 部门系数 to 花名册 in the scheme."),
        example="1.1",
        severity=Severity.WARNING,
    )
    QUOTA_NOT_JUDGED = Entry(
        "P64",
        N_("Quota can't be checked: {reason}"),
        N_("a department of the roster; its result, where the quota depends on its grade"),
        N_(
            "Correct 对象 in sheet 强制分布 of the scheme, or enter the result in sheet 部门公司结果."
        ),
        example="售后组",
        severity=Severity.WARNING,
    )
    BASE_MISSING = Entry(
        "P65",
        N_("Without a base there is no share of the pool of {unit}"),
        N_("an amount in yuan, such as 3000; a blank for who has no performance pay"),
        N_("Enter it in sheet 花名册 if the person has a share: the others have less then."),
        example="客户服务部",
        severity=Severity.WARNING,
    )
    POOL_UNUSED = Entry(
        "P66",
        N_("Bonus pool of {unit} has no effect"),
        N_("nothing, as the scheme shares no pools (setting 奖金包分配)"),
        N_("Delete it, or set 奖金包分配 in the scheme."),
        example="50000",
        severity=Severity.WARNING,
    )
    POOL_NOT_SHARED = Entry(
        "P67",
        N_("Bonus pool of {unit} stays: nobody there has a share above 0"),
        N_("somebody who is scored, with a factor or total above 0"),
        N_("Correct the amount or the department, or leave the cell blank."),
        example="客户服务部",
        severity=Severity.WARNING,
    )
    OWN_WEIGHTS_TOTAL = Entry(
        "P68",
        N_("Weights of this person's KPIs don't total 100%"),
        N_("personal weights that, with the scheme's for the other KPIs, total exactly 100%"),
        N_("Correct sheet 个人指标权重, or delete this person's rows there."),
        example="110%",
    )
    POINTS_OUT_OF_ORDER = Entry(
        "P69",
        N_("Personal value leaves the order of the line's points"),
        N_(
            "values that rise from point to point; with the scheme's for the others they are {points}"
        ),
        N_("Correct the value, or give the points beside it values of the person's own, too."),
        example="950 件",
    )
    NOT_A_SUBORDINATE = Entry(
        "P70",
        N_("Rater is no subordinate of the rated person"),
        N_("somebody who reports to the rated person, directly or through others"),
        N_("Correct 类别 or the ID, or the supervisor's ID in sheet 花名册."),
        example="下级",
    )
    POINT_UNKNOWN = Entry(
        "P71",
        N_("KPI has no such point of which a person may have a value"),
        N_("{reason}"),
        N_("Correct the point, or leave the cell blank if it is the KPI's target."),
        example="最高值",
        caused_by=(Cause.SCHEME, Cause.ROSTER, Cause.OTHER_SCHEME),
    )
    PERIOD_NOT_PUBLISHED = Entry(
        "P72",
        N_("{period} is not published"),
        N_("a published {period}, as its results are {share} of the total"),
        N_(
            "Publish it first. If it will never be, set 缺期处理 of the scheme to 重分权重: then the other periods take"
            " its weight."
        ),
        example="2024Q4",
        if_harmless=Severity.WARNING,
    )
    PERIOD_WITHOUT_PERSON = Entry(
        "P73",
        N_("{period} is published without this employee"),
        N_("a published total of {period}, where the employee was held back"),
        N_(
            "Mend {period} and publish the supplement. If there will be none, set 缺期处理 of the scheme to 重分权重."
        ),
        example="2024Q4",
        if_harmless=Severity.WARNING,
    )
    SAME_DEPARTMENT = Entry(
        "P74",
        N_("Rater of another department is in the same one, {unit}"),
        N_("somebody of another department than the rated person's"),
        N_("Leave 类别 blank for a peer, or correct the ID."),
        example="其他部门",
        severity=Severity.WARNING,
    )
    OUTSIDER_ON_ROSTER = Entry(
        "P75",
        N_("Rater is on the roster, and stands here as somebody from outside"),
        N_("for a customer a number of their own, such as K01; for an employee no 评价人姓名"),
        N_("Enter another number, or correct 类别 and leave 评价人姓名 blank."),
        example="G0112",
    )
    KIND_WITHOUT_WEIGHT = Entry(
        "P76",
        N_("Nobody is asked as this kind of rater about {post}"),
        N_("a kind to which the scheme gives a weight (sheet 评价人)"),
        N_("Delete the row, or give the kind a weight in the scheme."),
        example="客户",
        severity=Severity.WARNING,
    )
    OUTSIDER_UNNAMED = Entry(
        "P77",
        N_("Rater from outside has no name, or two"),
        N_("one name, the same in every row of the number"),
        N_("Enter the name; it is on the rater's workbook and never on a report."),
        example="K01",
    )
    KPI_NOT_SCORED = Entry(
        "P78",
        N_("{rater} has not scored KPI {kpi}"),
        N_("a value typed by {owner}; {reason}"),
        N_(
            "Have the value typed in sheet 填报值 of that workbook, or change 缺评时 in sheet 指标评价人 of the scheme."
        ),
        example="罗桂芳 · 库存账实相符率",
        caused_by=(Cause.SHEET,),
        if_harmless=Severity.WARNING,
    )
    NOBODY_ELSE_TO_SCORE = Entry(
        "P79",
        N_("The roster has nobody but the person to score KPI {kpi}"),
        N_("a supervisor who has one too, as the scheme asks {raters}"),
        N_("Enter 直接上级工号, or give 上级 a weight in sheet 指标评价人."),
        example="库存账实相符率",
    )
    PROJECT_UNKNOWN = Entry(
        "P80",
        N_("Project of the row is missing, not this employee's, or none belongs there"),
        N_("{reason}"),
        N_("Correct the project, or have HR correct sheet 项目分工 of the roster."),
        example="备件仓库搬家",
        caused_by=(Cause.SCHEME, Cause.ROSTER, Cause.OTHER_SCHEME),
    )
    PROJECTS_TOTAL = Entry(
        "P81",
        N_("Projects of this employee do not total 100%"),
        N_("weights that total exactly 100%; 均分 or a blank shares what the others leave"),
        N_("Correct column 权重 of sheet 项目分工."),
        example="110%",
    )
    PROJECTS_WITHOUT_EFFECT = Entry(
        "P82",
        N_("Projects have no effect: {post} has no KPI by project"),
        N_("是 in column 按项目 of a KPI of the post"),
        N_("Delete the employee's rows in sheet 项目分工, or mark KPIs 按项目 in the scheme."),
        example="备件仓库搬迁",
        severity=Severity.WARNING,
    )
    RATERS_NOT_ASKED = Entry(
        "P83",
        N_("The quarter's own scheme didn't ask {raters} about {kpi}: no comparison"),
        N_("values by everybody whom the other scheme asks"),
        N_("Nothing to do: this is only a comparison. Compare without raters, or a later quarter."),
        example="自评、间接上级",
    )
    PERIOD_UNDER_OTHER_NAME = Entry(
        "P84",
        N_("{period} is published for this employee ID under another name"),
        N_("a published total of {period} for {name}"),
        N_(
            "If it is the same person, reopen {period}, correct the name in its roster and publish the revision. If the"
            " ID was somebody else's, correct 入职日期."
        ),
        example="赵陆",
        if_harmless=Severity.WARNING,
    )
