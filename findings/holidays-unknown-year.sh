#!/bin/sh
# holidays 0.109: a year that China has not announced yet can't be told from one that is known.
#
# For 2027 no weekend is worked and every holiday is as short as the law names it, without error or warning. The
# first working day of October comes out as the 6th; in the nine years from 2018 to 2026 it was the 7th to 9th.
# chinesecalendar 1.11.0 refuses 2027 with NotImplementedError and names the years that it knows. Where both know
# a year they agree on every day but 31 December 2005, which is worked according to holidays.
#
# Ends with 1 if any of this has changed, for example because 2027 is known by now.
# Output of 0.109 and 1.11.0:
#   holidays 0.109: 2027 has 0 worked weekends (2026: 6), first working day of October 2027: 2027-10-06
#   holidays 0.109: first working days of October 2018 to 2026: 8 8 9 8 8 7 8 9 8
#   chinesecalendar 1.11.0: 2027-10-06: NotImplementedError
#   both, 2004 to 2026: other answers for 2005-12-31
set -eu
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    holidays==0.109 chinesecalendar==1.11.0
"$folder/venv/bin/python" - <<'END'
import sys
from datetime import date, timedelta
from importlib.metadata import version

import chinese_calendar
import holidays


def first(year, month):
    days = holidays.country_holidays("CN", years=year)
    day = date(year, month, 1)
    while not days.is_working_day(day):
        day += timedelta(days=1)
    return day


def worked(year):
    days = holidays.country_holidays("CN", years=year).weekend_workdays
    return sum(day.year == year for day in days)


def odd_days():
    day = date(2004, 1, 1)
    while day < date(2027, 1, 1):
        ours = holidays.country_holidays("CN", years=day.year) if (day.month, day.day) == (1, 1) else ours
        if ours.is_working_day(day) != chinese_calendar.is_workday(day):
            yield day.isoformat()
        day += timedelta(days=1)


try:
    refused = str(chinese_calendar.is_workday(date(2027, 10, 6)))
except NotImplementedError as error:
    refused = type(error).__name__
october = [first(year, 10).day for year in range(2018, 2027)]
odd = list(odd_days())
a, b = version("holidays"), version("chinesecalendar")
print(
    f"holidays {a}: 2027 has {worked(2027)} worked weekends (2026: {worked(2026)}),"
    f" first working day of October 2027: {first(2027, 10)}"
)
print(f"holidays {a}: first working days of October 2018 to 2026:", *october)
print(f"chinesecalendar {b}: 2027-10-06: {refused}")
print("both, 2004 to 2026: other answers for", *odd)
as_found = (
    worked(2027) == 0
    and worked(2026) > 0
    and first(2027, 10) == date(2027, 10, 6)
    and min(october) == 7
    and refused == "NotImplementedError"
    and odd == ["2005-12-31"]
)
print("as found" if as_found else "CHANGED")
sys.exit(0 if as_found else 1)
END
