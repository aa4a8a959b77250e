"""The parts of a briefing: each module has ``build(material) -> Section | None``, plain data from plain data."""
