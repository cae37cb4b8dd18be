"""The model card: one HTML page, no outside file, that tells a person what a bundle is."""

from dkt.report.page import write_card

__all__ = ["write_card"]
