"""Charts of papers, as SVG with their words: grades over the years, status over time, the timeline with slips."""
