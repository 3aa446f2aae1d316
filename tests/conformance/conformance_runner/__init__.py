"""Runs the golden cases of `../cases` against the real code. Start it with `hatch run conformance`.

A case is data: a call, what a scripted server or a scripted mock model answers, and what must come out. From the case
to the verdict the data goes one way:

    cases -> execute (environment, server, operation) -> judge (compare) -> verdict -> report

Nothing here knows a single case. `operations/` holds one adapter for each operation of the case format, `compare.py`
the rules of equality, `../exclusions.toml` and `../pending.toml` what is left out and what is not built yet.
"""
