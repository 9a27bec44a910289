"""A timeline as a picture for terminals, and as a table for documents (Markdown); pictures for files: projections."""
