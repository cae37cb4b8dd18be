"""What can go wrong on the way from a bundle to a live model; the message says what serves now."""


class PackError(RuntimeError):
    """A Bento could not be built; nothing of it is kept."""


class ImageError(RuntimeError):
    """An image can't be built, is no good or can't be pushed."""


class RolloutError(RuntimeError):
    """The new model did not come live."""


class TagError(ValueError):
    """A name that is no Bento's tag."""
