"""Pictures by code: SVG text with a text alternative, a file for each thing that is drawn."""

from bank.pictures.clock import clock
from bank.pictures.figures import inscribed, right_triangle
from bank.pictures.picture import Picture
from bank.pictures.plane import parabola, scatter
from bank.pictures.rows import dots

__all__ = ["Picture", "clock", "dots", "inscribed", "parabola", "right_triangle", "scatter"]
