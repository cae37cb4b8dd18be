"""Vocabularies: strings to classes, fitted on training students. Numpy only.

Class 0 of every vocabulary is the unknown class, so an unknown item, tag or test is legal
everywhere.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from pathlib import Path

import numpy as np

from dkt.features.clock import AS_SHOWN, Moments

UNKNOWN = 0
TAG_SEPARATOR = ";"
CATEGORIES = ("item", "head", "mid", "tail", "test")
"""Columns of a category matrix, in order; the item's tags follow them."""


@dataclass(frozen=True)
class Vocabulary:
    """A sorted array of strings; the class of `classes[k]` is k + 1, of anything else 0."""

    classes: np.ndarray  # (n,) unicode, sorted, unique

    @classmethod
    def fit(cls, values: np.ndarray) -> "Vocabulary":
        """Vocabulary of the distinct non-empty strings in `values`, any shape."""
        classes = np.unique(np.asarray(values, dtype=np.str_))
        return cls(classes[classes != ""])

    def __len__(self) -> int:
        """Number of classes, the unknown one included."""
        return len(self.classes) + 1

    def encode(self, values: np.ndarray) -> np.ndarray:
        """Classes of `values` (any shape of strings) as int64 of the same shape."""
        values = as_texts(values)
        found = map(self._numbers.get, values.reshape(-1).tolist(), repeat(UNKNOWN))
        return np.fromiter(found, np.int64, values.size).reshape(values.shape)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {text: k for k, text in enumerate(self.classes.tolist(), start=1)}


def as_texts(values: np.ndarray) -> np.ndarray:
    """Strings as they are: an array of objects stays one, for as `str_` each would take the room
    of the longest."""
    values = np.asarray(values)
    return values if values.dtype == object else values.astype(np.str_, copy=False)


def split_item_id(items: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Head (grade), mid (chapter) and tail (position) of item ids of the form A + 9 digits.

    Args:
        items: (N,) strings.

    Returns:
        Three (N,) arrays of strings, empty where an id has another form.
    """
    items = np.asarray(items, dtype=np.str_)
    padded = items.astype("U10")  # a longer id is cut here; its length is checked below
    letters = padded.view("U1").reshape(len(items), 10)
    digits = (letters[:, 1:] >= "0") & (letters[:, 1:] <= "9")  # ASCII alone
    formed = (np.char.str_len(items) == 10) & (letters[:, 0] == "A") & digits.all(axis=1)

    def part(start: int) -> np.ndarray:
        joined = np.ascontiguousarray(letters[:, start : start + 3]).view("U3").reshape(-1)
        return np.where(formed, joined, "")

    return part(1), part(4), part(7)


def split_tags(tags: np.ndarray, width: int) -> np.ndarray:
    """Tag strings such as `g1-count;g1-add` as (N, width) single tags, '' where there are fewer.

    A tag named twice counts once; otherwise its second mention would see its own answer.
    Objects give objects, see `as_texts`.
    """
    tags = as_texts(tags)
    row = identities(tags)
    texts = dict.fromkeys(tags.tolist())
    table = np.full((len(texts), width), "", dtype=object)
    for k, text in enumerate(texts):
        named = dict.fromkeys(tag.strip() for tag in text.split(TAG_SEPARATOR))
        distinct = [tag for tag in named if tag][:width]
        table[k, : len(distinct)] = distinct
    return (table if tags.dtype == object else table.astype(np.str_))[row]


def identities(texts: np.ndarray) -> np.ndarray:
    """Numbers from 0 in the order of first appearance, of the same shape as the texts."""
    texts = as_texts(texts)
    listed = texts.reshape(-1).tolist()
    numbers = {text: k for k, text in enumerate(dict.fromkeys(listed))}
    found = map(numbers.__getitem__, listed)
    return np.fromiter(found, np.int64, texts.size).reshape(texts.shape)


def read_array(file: Path) -> np.ndarray:
    """Read an array of a bundle: no pickle, no archive, no more than the file holds.

    Raises:
        FileNotFoundError, ValueError: naming the file.
    """
    try:
        return np.array(np.lib.format.open_memmap(file, mode="r"))
    except (ValueError, TypeError, EOFError, MemoryError, OverflowError) as err:
        raise ValueError(f"{file}: {err}") from err


@dataclass(frozen=True)
class Encoders:
    """All vocabularies of one bundle, and the tags and test of each item in training.

    Attributes:
        vocabularies: item, head, mid, tail, test and tag.
        item_tags: (items, K) unicode, the tags last seen with each known item.
        item_test: (items,) unicode, the test last seen with each known item.
        tag_width: K, how many tags of an item are kept.
        moments: which times the training log had.
    """

    vocabularies: dict[str, Vocabulary]
    item_tags: np.ndarray
    item_test: np.ndarray
    moments: Moments = AS_SHOWN

    @property
    def tag_width(self) -> int:
        return self.item_tags.shape[1]

    @property
    def items(self) -> np.ndarray:
        """Ids of the items that training saw, sorted."""
        return self.vocabularies["item"].classes

    @property
    def sizes(self) -> dict[str, int]:
        """Number of classes of each vocabulary, the unknown one included."""
        return {name: len(vocabulary) for name, vocabulary in self.vocabularies.items()}

    @classmethod
    def fit(
        cls, items: np.ndarray, tests: np.ndarray, tags: np.ndarray, max_tags: int
    ) -> "Encoders":
        """Encoders of training students' rows.

        Args:
            items, tests, tags: (N,) strings, one row an interaction or one a distinct combination,
                the newest last.
            max_tags: upper bound of the tags kept of an item.
        """
        most = max((str(text).count(TAG_SEPARATOR) + 1 for text in tags), default=1)
        tag_table = split_tags(tags, min(max(most, 1), max_tags)).astype(np.str_)
        heads, mids, tails = split_item_id(items)
        columns = {"item": items, "head": heads, "mid": mids, "tail": tails, "test": tests}
        vocabularies = {name: Vocabulary.fit(values) for name, values in columns.items()}
        vocabularies["tag"] = Vocabulary.fit(tag_table)

        last_row = np.zeros(len(vocabularies["item"]), np.int64)
        last_row[vocabularies["item"].encode(items)] = np.arange(len(items))
        rows = last_row[1:]
        return cls(vocabularies, tag_table[rows], np.asarray(tests, dtype=np.str_)[rows])

    def encode(self, items: np.ndarray, tests: np.ndarray, tags: np.ndarray) -> np.ndarray:
        """Category matrix of N rows.

        Args:
            items, tests: (N,) strings.
            tags: (N, K) single tags.

        Returns:
            (N, 5 + K) int64: item, head, mid, tail, test, tags; 0 is unknown or none.
        """
        heads, mids, tails = split_item_id(items)
        columns = {"item": items, "head": heads, "mid": mids, "tail": tails, "test": tests}
        table = [self.vocabularies[name].encode(columns[name]) for name in CATEGORIES]
        return np.column_stack([*table, self.vocabularies["tag"].encode(tags)])

    def save(self, folder: Path) -> None:
        """Write `<name>_classes.npy`, `item_tags.npy`, `item_test.npy` and `moments.npy`."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, vocabulary in self.vocabularies.items():
            np.save(folder / f"{name}_classes.npy", vocabulary.classes, allow_pickle=False)
        np.save(folder / "item_tags.npy", self.item_tags, allow_pickle=False)
        np.save(folder / "item_test.npy", self.item_test, allow_pickle=False)
        self.moments.save(folder)

    @classmethod
    def load(cls, folder: Path) -> "Encoders":
        """Read what `save` wrote; raises FileNotFoundError or ValueError naming the file."""

        def read(name: str) -> np.ndarray:
            return read_array(folder / f"{name}.npy")

        vocabularies = {name: Vocabulary(read(f"{name}_classes")) for name in (*CATEGORIES, "tag")}
        return cls(vocabularies, read("item_tags"), read("item_test"), Moments.load(folder))
