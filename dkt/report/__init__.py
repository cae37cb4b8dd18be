"""The model card: one self-contained HTML page about a bundle."""

from dkt.report.page import write_card

__all__ = ["write_card"]
