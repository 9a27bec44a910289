"""Bytes in, verdict out: what anyone can check about a ledger without trusting its keeper or this program."""
