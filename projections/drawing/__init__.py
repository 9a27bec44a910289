"""Pictures for files (SVG), written by hand: where things go, their shapes, and a timeline drawn with them."""
