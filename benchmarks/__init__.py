"""How fast it is, against the targets: `make bench`, or `python -m benchmarks --help`.

A number here is a ratio: what was measured over what nobody can go below (a bare interpreter, one raw SQLite insert,
one hash), both taken in turn in the same run, so that a busy or a slow machine moves both. docs/performance.md says
under which conditions, and what came out.
"""
