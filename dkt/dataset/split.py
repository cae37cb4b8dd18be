"""Which students train, validate and test: by a hash of their id.

A student is in the same part in every data version, so a champion never trained on the students by
whom it is compared with a challenger.
"""

import hashlib

import numpy as np

from dkt.config.schema import SplitConfig

PARTS = ("train", "valid", "test")
RULE = "blake2b of the user id, percent"
"""Name of the rule below, for bundles. A new rule needs a new name: models that were split by
different rules can't be compared fairly."""


def part_of(user: str, split: SplitConfig) -> str:
    """`train`, `valid` or `test` of one student."""
    digest = hashlib.blake2b(user.encode(), digest_size=8, person=b"dkt-split").digest()
    percent = int.from_bytes(digest, "big") % 100
    if percent < split.test_percent:
        return "test"
    return "valid" if percent < split.test_percent + split.valid_percent else "train"


def split_users(users: np.ndarray, split: SplitConfig) -> dict[str, np.ndarray]:
    """Distinct user ids of each part.

    Raises:
        ValueError: a part would be empty.
    """
    distinct = np.unique(users)
    part = np.array([part_of(str(user), split) for user in distinct])
    parts = {name: distinct[part == name] for name in PARTS}
    if empty := [name for name, ids in parts.items() if not len(ids)]:
        sizes = ", ".join(f"{name} {len(ids)}" for name, ids in parts.items())
        raise ValueError(
            f"{len(distinct)} students are too few to hold out whole students: {sizes}; "
            f"{' and '.join(empty)} must not be empty: collect, import or simulate more"
        )
    return parts
