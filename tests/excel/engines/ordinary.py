"""Formulas as supervisors write them, over a sheet of their own; most must go on being recalculated."""

import io
from datetime import date

import openpyxl

ROWS: tuple[tuple[object, ...], ...] = (
    ("工号", "姓名", "日期", "合格", "得分", "件数", "工时", "比率"),
    ("G1", "冯立群", date(2024, 7, 3), "是", 92.5, 12, 3.5, 0.95),
    ("G2", "贺晓棠", date(2024, 7, 19), "否", 81, 0, 4.25, 0.8),
    ("G3", "顾承宇", date(2024, 8, 2), "是", 60, 7, 2, 0.885),
    ("G1", "冯立群", date(2024, 8, 30), "是", 74.5, 9, 6.75, 1),
    ("G2", "贺晓棠", date(2024, 9, 5), "是", 100, 15, 1.5, 0.725),
    ("下限", "等级", None, None, None, None, None, None),
    (0, "C", None, None, None, None, None, None),
    (60, "B", None, None, None, None, None, None),
    (80, "A", None, None, None, None, None, None),
)
FORMULAS = tuple(
    text.strip()
    for line in """
        SUM(F2:F6) | SUM(F2:F6)/COUNT(F2:F6) | AVERAGE(E2:E6) | ROUND(AVERAGE(E2:E6),1) | MAX(E2:E6)
        MIN(E2:E6) | E2/100 | E2*0.6+H2*100*0.4 | (E2+E3+E4)/3 | ROUND(F2/F6,3) | ROUND(F2/F6*100,1)
        ROUND(118/127,3) | 54/55 | 122/130 | 1-6/120 | 1-F3/F2 | IF(F3=0,0,F2/F3) | IFERROR(F2/F3,0)
        IFERROR(F2/F3,"不适用") | COUNTIF(D2:D6,"是")/COUNTA(D2:D6) | COUNTIF(D2:D6,"是")/COUNTIF(D2:D6,"*")
        COUNTIF(D:D,"是") | COUNTIF(E2:E6,">=80") | COUNTIF(E2:E6,">="&E3) | COUNTIF(A2:A6,"G1")
        COUNTIF(A2:A6,A2) | COUNTIFS(A2:A6,"G1",D2:D6,"是")
        COUNTIFS(A2:A6,A2,D2:D6,"是")/COUNTIF(A2:A6,A2) | COUNTIFS(C2:C6,">="&C2,C2:C6,"<="&C4)
        COUNTIF(D2:D6,"<>是") | SUMIF(A2:A6,"G1",F2:F6) | SUMIF(A2:A6,A3,F2:F6) | SUMIF(A:A,"G2",F:F)
        SUMIFS(F2:F6,A2:A6,"G1",D2:D6,"是") | AVERAGEIF(A2:A6,"G1",E2:E6) | AVERAGEIF(A2:A6,A2,G2:G6)
        AVERAGEIFS(E2:E6,A2:A6,"G2",D2:D6,"是") | SUMPRODUCT(F2:F6,G2:G6)
        SUMPRODUCT(F2:F6,G2:G6)/SUM(F2:F6) | VLOOKUP("G3",A2:H6,5,FALSE) | VLOOKUP(A2,A2:H6,8,0)
        VLOOKUP("G2",A:H,6,FALSE) | INDEX(E2:E6,MATCH("G3",A2:A6,0)) | MATCH("G3",A2:A6,0)
        VLOOKUP(E2,A8:B10,2,TRUE) | VLOOKUP(E4,A8:B10,2) | IF(E2>=80,"A",IF(E2>=60,"B","C"))
        IF(D2="是",1,0) | IF(AND(E2>=80,D2="是"),"优","中") | IF(OR(E2<60,D3="否"),"否","是")
        IF(E2="","",E2/100) | IF(ISBLANK(E9),"不适用",E9) | IF(ISNUMBER(E2),E2,0) | MIN(1,E2/90)
        MAX(0,MIN(1.2,(E2-60)/30)) | ROUND(MIN(1,F2/10),2) | RANK(E2,E2:E6) | LARGE(E2:E6,2)
        SMALL(E2:E6,1) | MEDIAN(E2:E6) | ROUND(H2,2) | H2*100 | H2*100&"%" | E2&"分" | B2&"（"&A2&"）"
        CONCATENATE(A2,"-",B2) | LEFT(A2,1) | RIGHT(A2,1) | MID(A2,2,1)*1 | LEN(B2) | TRIM(B2) | UPPER(A2)
        DATE(2024,9,30)-DATE(2024,7,1)+1 | C3-C2 | MONTH(C2) | YEAR(C2) | C6 | D6 | E6 | ABS(E2-E3)
        INT(E2) | INT(G6/2) | MOD(F2,5) | ROUNDDOWN(E2/3,2) | ROUNDUP(E2/3,0) | ROUNDDOWN(E2,0)
        INT(E2*100)/100 | POWER(1.05,3) | 1.05^3 | SQRT(E6) | E2=E3 | E2>=90 | NOT(D2="是")
        ROUND(SUM(F2:F6)/5,1) | SUM(E2:E6)-MAX(E2:E6)-MIN(E2:E6) | (SUM(E2:E6)-MAX(E2:E6)-MIN(E2:E6))/3
        ROUND(COUNTIF(D2:D6,"是")/COUNTA(D2:D6),4) | COUNTA(A2:A6)-COUNTIF(D2:D6,"否") | COUNTBLANK(A2:H6)
        E2*0.5+E3*0.3+E4*0.2
    """.strip().splitlines()
    for text in line.split(" | ")
    if text.strip()
)


def workbook() -> bytes:
    """The rows, and every formula on a row of its own in column L, without a stored value."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "底稿"
    for row in ROWS:
        page.append(list(row))
    for number, text in enumerate(FORMULAS, start=1):
        page.cell(number, 12, f"={text}")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
