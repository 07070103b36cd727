"""Refuses a quarter whose records of draws are not those that the ledger saw."""

from pathlib import Path
from sqlite3 import Connection

from gacx_reports.commands.request import RefusedError
from gacx_reports.core.survey.draw_record import MAIN_RECORD, from_json, record_name
from gacx_reports.i18n import N_
from gacx_reports.intake.draw_records import record_files
from gacx_reports.ledger import survey

CHANGED = N_(
    "{path} is not the record whose hash the ledger took at the draw of {day}: it was changed since, or the draw was"
    " interrupted. `survey verify` says what differs. Put the record of the draw back, from a backup or with"
    " `survey draw`, or draw again with --redraw --reason …"
)


def refuse_changed_records(db: Connection, quarter: str, folder: Path) -> None:
    """Raise RefusedError for a record in the folder that differs from the hash of its table's last draw.

    Draws that this ledger does not know can't be compared. A record that can't be read is F27 in the checks.
    """
    tables = survey.tables(db, quarter)
    last = {draws[-1].record for table in tables if (draws := survey.draws(db, quarter, table))}
    for name, file in record_files(folder).items():
        # A large record takes much memory to parse, and most quarters' are as they were drawn.
        if not tables or file.sha256 in last:
            continue
        record = from_json(file.text)
        # The copies that redraws keep (抽样记录-1.json) are not their table's record any more.
        main = record.table if record and name == MAIN_RECORD else ""
        if record is None or name != record_name(record.table, main):
            continue
        known = survey.draws(db, quarter, record.table)
        if known and known[-1].record != file.sha256:
            raise RefusedError(CHANGED, path=str(folder / name), day=known[-1].day)
