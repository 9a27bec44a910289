"""A timeline as a picture for files (SVG), as a picture for terminals, and as a table for documents (Markdown)."""
