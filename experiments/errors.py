"""What a command of this room can explain in a line."""


class ExperimentError(ValueError):
    """The message says what is wrong and what to do."""


class PageError(ExperimentError):
    """The page cannot be opened."""


class SpaceError(ExperimentError):
    """A search space is missing or wrong; every problem is told."""


class SweepError(ExperimentError):
    """A sweep cannot go on."""
