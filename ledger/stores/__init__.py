"""Where entries, their tree, their checkpoints and the vault are kept: one file, or (a later door) one server.

A backend is a recorder that appends and seals in one transaction, and a ``Log`` that reads without
locks. Both pass the contract in ``tests/contracts``. Opening by address belongs here.
"""
