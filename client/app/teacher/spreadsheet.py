"""Tables as CSV files that any spreadsheet opens."""

import csv
import io
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from flask import Response

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this would be worked out as a formula."""


def as_csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A download called `name`.csv; UTF-8 with a mark, by which Excel knows it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(map(_safe, header))
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    file = quote(f"{name}.csv")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{file}"
    return response


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(RISKY):
        return f"'{cell}"
    if isinstance(cell, float):
        return f"{cell:.3f}"
    return "" if cell is None else cell
