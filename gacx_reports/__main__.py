"""Entry point of `python -m gacx_reports`, the same as the command `gacx-reports`."""

from gacx_reports.cli import main

if __name__ == "__main__":
    main()
