"""The items whose embeddings are most similar in a model.

    python -m experiments embeddings var/bundles/flagship-d1-… --item A010001001 --k 10

Prints a table: cosine similarity, item, tags. Any bundle with item embeddings will do; `lgbm`,
`logreg` and `bkt` have none.
"""

import sys
from pathlib import Path

from dkt.config.schema import parse_config
from dkt.evaluation.item_similarity import item_vectors
from dkt.features.bundle import Bundle
from dkt.features.vocabulary import TAG_SEPARATOR


def table(bundle: Bundle, item: str, k: int) -> str:
    """Lines of cosine, item and tags: the item itself, then the `k` nearest."""
    config = parse_config(bundle.manifest["config"], str(bundle.folder))
    vectors = item_vectors(bundle.folder, config)
    encoders = bundle.encoders()
    tags = {
        name: TAG_SEPARATOR.join(filter(None, own))
        for name, own in zip(encoders.items.tolist(), encoders.item_tags.tolist(), strict=True)
    }
    found = [(item, 1.0), *vectors.nearest(item, k)]
    width = max(len(name) for name, _ in found)
    lines = [f"cosine  {'item':<{width}}  tags"]
    lines += [f"{cosine:6.3f}  {name:<{width}}  {tags[name]}".rstrip() for name, cosine in found]
    return "\n".join(lines) + "\n"


def embeddings(bundle: Path, item: str, k: int) -> None:
    """Print the table. Raises EmbeddingError, BundleError, OSError."""
    sys.stdout.write(table(Bundle.load(bundle), item, k))
