"""Pages that leave the ledger: what they hold (data), and how each is written. Nothing here records."""
