"""What has been recorded, and what proves it: the write side of the AFI ledger."""
