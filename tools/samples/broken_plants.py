"""Every practice folder's fault, in the order of the codes' kinds."""

from tools.samples.plants_in_files import FILES, SHEETS
from tools.samples.plants_in_people import PEOPLE
from tools.samples.plants_in_rules import RULES
from tools.samples.plants_in_values import VALUES

PLANTS = (*FILES, *SHEETS, *VALUES, *PEOPLE, *RULES)
