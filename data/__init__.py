"""The warehouse: every answer, exactly once, in a Delta table whose version is the data version.

    python -m data --help

`lake` reads and appends, `collect` moves answers from the client database, `importer` takes
published logs, which `logs` reads, `simulate` makes students up. Nothing outside this folder knows
where the lake keeps things.
"""
