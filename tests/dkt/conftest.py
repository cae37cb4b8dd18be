"""The fixture `trained` for every test of the science."""

from tests.dkt.trained import trained_once  # noqa: F401
