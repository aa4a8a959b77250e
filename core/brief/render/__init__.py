"""Draw a briefing as PDF: the only package that imports reportlab."""
