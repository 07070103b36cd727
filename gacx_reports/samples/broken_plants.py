"""Every practice folder's fault, in the order of the codes' kinds."""

from gacx_reports.samples.plants_in_files import FILES, SHEETS
from gacx_reports.samples.plants_in_people import PEOPLE
from gacx_reports.samples.plants_in_rules import RULES
from gacx_reports.samples.plants_in_values import VALUES

PLANTS = (*FILES, *SHEETS, *VALUES, *PEOPLE, *RULES)
