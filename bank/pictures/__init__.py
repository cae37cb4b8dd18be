"""Pictures by code: SVG text with a text alternative, a file for each thing that is drawn."""

from bank.pictures.figures import inscribed, right_triangle
from bank.pictures.picture import Picture
from bank.pictures.plane import parabola, scatter

__all__ = ["Picture", "inscribed", "parabola", "right_triangle", "scatter"]
