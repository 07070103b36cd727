"""`python -m gacx_reports` is the command `gacx-reports`."""

from gacx_reports.cli import main

if __name__ == "__main__":
    main()
