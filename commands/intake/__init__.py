"""Trackers read into proposed recordings: a workbook that others keep, and a map that says what its columns mean.

- ``archive``: is the file a workbook that is safe to open?
- ``sheet``: what do its cells hold? (openpyxl, here only)
- ``columns``: what do the columns mean? (columns.toml, docs/excel.md)
- ``lines``: what does each row say, in the ledger's words?
- ``known``: what does the ledger hold of it already?
- ``proposal``: what of that is new?
- ``tracker``: all of it in one transaction, and what became of each row
"""
