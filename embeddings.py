"""The items that a model takes for most alike.

    python embeddings.py var/bundles/flagship-d1-… --item A010001001 --k 10

Prints a table: cosine similarity, item, tags. Any bundle with item embeddings will do; `lgbm`,
`logreg` and `bkt` have none.
"""

import argparse
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


def main() -> None:
    parser = argparse.ArgumentParser(description="The items that a model takes for most alike.")
    parser.add_argument("bundle", type=Path, help="bundle folder")
    parser.add_argument("--item", required=True, help="assessmentItemID")
    parser.add_argument("--k", type=int, default=10, help="how many others (default: 10)")
    asked = parser.parse_args()
    if asked.k < 1:
        parser.error(f"--k {asked.k}: expected 1 or more")
    try:
        told = table(Bundle.load(asked.bundle), asked.item, asked.k)
    except (OSError, ValueError) as err:
        sys.stderr.write(f"embeddings.py: {err}\n")
        raise SystemExit(1) from err
    sys.stdout.write(told)


if __name__ == "__main__":
    main()
