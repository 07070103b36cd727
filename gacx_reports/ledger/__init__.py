"""The ledger of publications, appeals, acknowledgements and mail: one SQLite file, written only by these modules."""
