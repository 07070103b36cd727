"""Where the raters' workbooks lie; apart from the forms, so that a process that only reads files loads none of them."""

from gacx_reports.core.language.vocabulary import VOCABULARY

RATINGS_FOLDERS = ("评价", VOCABULARY["评价"])
"""Folder of the raters' workbooks, in Chinese and in English."""
