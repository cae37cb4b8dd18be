"""Moments as people write them, read as UTC."""

import polars as pl

UTC_TIME = pl.Datetime("us", "UTC")
WRITTEN = ("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S%.f", "%Y/%m/%d %H:%M")
AMERICAN = ("%m/%d/%Y %H:%M:%S%.f", "%m/%d/%Y %H:%M", "%m/%d/%y %H:%M")
"""Read only where one value of the column has a day above 12: else it may be the 9th of May."""
OFFSET = "%Y-%m-%d %H:%M:%S%.f%:z"
HOURS_ONLY = r"(:\d{2}(?:\.\d+)?)\s?([+-]\d{2})$"
NO_COLON = r"(:\d{2}(?:\.\d+)?)\s?([+-]\d{2})(\d{2})$"
EPOCHS = ((1e11, 1.0), (1e14, 1e3), (1e17, 1e6), (float("inf"), 1e9))
"""(below, units in a second): a number of this size counts seconds, milliseconds, …"""
FIRST_EPOCH = 9e8
"""A smaller number is no moment since 2000: it counts from the beginning of its log."""


def utc_times(text: pl.Series) -> pl.Series:
    """(N,) datetime[us, UTC] of (N,) str, null where the text does not say a moment.

    `2020-12-24 16:41:18` with `T`, fractions, `Z`, ` UTC` or an offset (`+09:00`, `+0900`, `+09`),
    without seconds, with slashes for dashes, or as DataShop writes it, `12/24/2020 16:41`.
    """
    plain = (
        text.str.strip_chars()
        .str.replace(r"(\d)T(\d)", "${1} ${2}")
        .str.replace(r"\s?(?:Z|UTC|\+00(?::?00)?)$", "")
    )
    found = _naive(plain, WRITTEN[0])
    for form in WRITTEN[1:]:
        if not _left(plain, found):
            return found
        found = found.fill_null(_naive(plain, form))
    if _left(plain, found):
        offset = plain.str.replace(NO_COLON, "${1}${2}:${3}").str.replace(HOURS_ONLY, "${1}${2}:00")
        moved = offset.str.to_datetime(OFFSET, time_unit="us", strict=False)
        found = found.fill_null(moved.dt.convert_time_zone("UTC"))
    if _left(plain, found) and _american(plain):
        for form in AMERICAN:
            found = found.fill_null(_naive(plain, form))
    return found


def epoch_times(numbers: pl.Series, units: float) -> pl.Series:
    """(N,) datetime[us, UTC] of (N,) float64 since 1970, so many units a second."""
    micros = (numbers * (1e6 / units)).round().cast(pl.Int64, strict=False)
    return micros.cast(pl.Datetime("us")).dt.replace_time_zone("UTC")


def _naive(text: pl.Series, form: str) -> pl.Series:
    found = text.str.to_datetime(form, time_unit="us", strict=False)
    return found.dt.replace_time_zone("UTC")


def _left(text: pl.Series, found: pl.Series) -> bool:
    return found.null_count() > text.null_count()


def _american(text: pl.Series) -> bool:
    """Whether every date with slashes reads month/day/year, and one can't be read otherwise."""
    parts = text.str.extract_groups(r"^(\d{1,2})/(\d{1,2})/\d{2,4} ").struct.unnest()
    first, second = (parts.to_series(k).cast(pl.Int32, strict=False) for k in (0, 1))
    return bool((first <= 12).all() and (second > 12).any())
