"""Entry point of the command `gacx-reports`, the same as `python -m gacx_reports`.

It imports little, so that a signal finds somebody to answer it as early as possible.
"""

from gacx_reports import isolation

# ruff: noqa: E402 - before more is imported, which might lie in the working folder
isolation.isolate()

import contextlib
import gc
import sys

from gacx_reports import endings, scratch


def main() -> None:
    """Run a command. A signal ends it with a message and its exit code, also while modules are imported."""
    endings.listen()
    gc.disable()
    try:
        # Without a temporary folder, whatever needs one says so.
        with contextlib.suppress(OSError):
            scratch.use()
        from gacx_reports.cli import main as command_line

        # What was loaded is no garbage; to look for some took a sixth of the time.
        gc.freeze()
        gc.enable()
        command_line()
    except endings.EndedError as ending:
        from gacx_reports.cli import exits

        # Not parsed yet, or not any more.
        english = any(
            "=".join(pair) == "--lang=en" for pair in zip(sys.argv, sys.argv[1:], strict=False)
        )
        exits.ended(ending, "en" if english or "--lang=en" in sys.argv else "zh")
    finally:
        endings.ignore()


if __name__ == "__main__":
    main()
