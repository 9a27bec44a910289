"""The tamper gallery: every way we know to falsify a ledger's file, and what the audit must say of each.

The forger has the file, SQLite and the published format; he uses no part of this program that keeps ledgers. He drops
the triggers, edits, recomputes what he can, and puts the triggers back to the letter. He signs only with keys that he
has. ``rows.ROWS`` is the list; the tests run each, and ``afi demo tamper`` shows them.
"""
