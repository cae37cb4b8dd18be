"""Twenty models in a row leave behind what the twentieth needs, and nothing else."""

import logging
import tempfile
from pathlib import Path

import pytest

from deploy.bento import pack, tidy_bentos
from deploy.image import Images
from dkt.features.bundle import Bundle
from tests.bundles import variant
from tests.deploy.conftest import NAME, Site

pytestmark = [pytest.mark.stack, pytest.mark.timeout(900)]
CYCLES = 20


def kilobytes(folder: Path) -> int:
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file()) // 1024


def left(site: Site) -> dict[str, object]:
    """What a server has of this stack, in numbers."""
    engine, home = site.engine, site.settings.dkt_home
    mine = engine.images.list(name=f"{site.settings.registry}/{NAME}-inference")
    ran = engine.containers.list(
        all=True, ignore_removed=True, filters={"label": ["dkt.check", "dkt.ask"]}
    )
    code, said = engine.containers.get(f"{NAME}-registry").exec_run("du -sk /var/lib/registry")
    assert code == 0
    return {
        "images": len(mine),
        "dangling": len(engine.images.list(filters={"dangling": True, "label": "dkt.bento"})),
        "checks": len(ran),
        "bentos": len(list((home / "bentoml" / "bentos" / "dkt").glob("*/"))),
        "temporary": sorted(Path(tempfile.gettempdir()).glob("dkt-pack-*")),
        "home_kb": kilobytes(home),
        "registry_kb": int(said.split()[0]),
    }


def one_replica_watched_briefly(site: Site) -> None:
    """Twenty updates as production watches them would take most of an hour."""
    attrs = site.service()
    config = attrs["Spec"]["UpdateConfig"] | {"Monitor": 2_000_000_000, "Delay": 0}
    site.engine.api.update_service(
        attrs["ID"], attrs["Version"]["Index"], name=attrs["Spec"]["Name"], update_config=config,
        mode={"Replicated": {"Replicas": 1}}, fetch_current_spec=True,
    )  # fmt: skip


def test_twenty_rollouts_level_off(site: Site, tmp_path: Path):
    """Each a model of its own, through every step; watched for less long than students would be."""
    images = Images(site.settings)
    one_replica_watched_briefly(site)
    kept: list[str] = []
    seen = []
    for cycle in range(CYCLES):
        bundle = variant(site.bundle, tmp_path, auc=0.5 + cycle / 100)
        tag = pack(Bundle.load(bundle), site.settings.questions, site.settings)
        site.rollout.deploy(images.push(images.check(images.build(tag))))
        kept = [tag, *kept][: site.settings.keep_versions]
        tidy_bentos(site.settings, set(kept))
        images.tidy(set(kept))
        seen.append(left(site))
        logging.getLogger("test").info("%s", seen[-1])
    early, late = seen[9], seen[-1]
    assert late["temporary"] == []
    assert (late["checks"], late["dangling"]) == (0, 0)
    assert late["bentos"] == site.settings.keep_versions
    assert late["images"] <= site.settings.keep_versions + 2  # one may still be stopping
    assert late["home_kb"] <= early["home_kb"] * 1.05
    assert late["registry_kb"] <= early["registry_kb"] * 1.02
