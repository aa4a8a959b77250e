"""Errors that a person caused or can cure; their text is shown as it is. Bugs are other exceptions."""


class AppError(Exception):
    """Root of the errors below."""


class ReadError(AppError):
    """A file cannot be read as an article."""


class ResourceError(AppError):
    """A file under resources/ is missing, damaged or breaks its schema."""


class CaseError(AppError):
    """A case file cannot be opened, is damaged, or is of a newer version."""


class DamagedCase(CaseError):
    """A case file is damaged; a copy of it may be brought back (core.store.recovery)."""


class BriefError(AppError):
    """A briefing cannot be written."""
