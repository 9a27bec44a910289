"""What did the user say? The terminal: parses words, decides nothing."""

__version__ = "0.1.0"
