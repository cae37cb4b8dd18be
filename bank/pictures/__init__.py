"""Pictures by code: SVG text with a text alternative, a file for each thing that is drawn."""

from bank.pictures.picture import Picture

__all__ = ["Picture"]
