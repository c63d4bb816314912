"""What can go wrong, in words that name the input, the place and the cure."""


class KgError(Exception):
    """Root of every error this package raises on purpose; its text is one line for a person."""


class UsageError(KgError):
    """The call itself is wrong: an unknown name, a missing path, an unwritable folder."""


class InputError(KgError):
    """One document, sidecar or data file cannot be read; the others go on."""


class RuleFileError(KgError):
    """A rule file is wrong; nothing is read until the line is mended."""


class StoreError(KgError):
    """The store cannot be opened, written or queried; it stays as it was."""
