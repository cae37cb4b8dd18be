"""Answers good and bad, and where collecting puts them; a process that dies on the way."""

BAD = 2  # an answerCode that is no answer
MIX = [1, BAD, 0, BAD, BAD, BAD, 1, 0, 1, BAD, BAD, BAD]
"""In chunks of three: one mixed, one all bad, one all good, one all bad again."""
GOOD_IDS, BAD_IDS = [1, 3, 7, 8, 9], [2, 4, 5, 6, 10, 11, 12]


def held(lake) -> tuple[list[int], list[int]]:
    """Ids in `interactions` and in the quarantine; a doubled row stands twice."""
    good, bad = lake.interactions.read(), lake.quarantine.read()
    return sorted(good["seq"].to_list()), sorted(bad["seq"].to_list())


class CrashError(Exception):
    """The process dies here."""
