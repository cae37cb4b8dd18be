"""What docker-compose.yml must keep to, so that an update never leaves a gap."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
LONGEST_REQUEST_S = 10
OLD_ENGINES_IGNORE = {"build", "depends_on", "privileged", "restart", "security_opt", "shm_size"}


def seconds(value: str) -> int:
    """Of a duration; of `${NAME:-25s}`, its default."""
    found = re.fullmatch(r"(?:\$\{\w+:-)?(\d+)s\}?", value)
    assert found, f"{value!r} is no number of seconds"
    return int(found[1])


def test_only_the_front_and_the_object_store_are_published_and_in_host_mode() -> None:
    published = {name: spec["ports"] for name, spec in SERVICES.items() if "ports" in spec}
    assert set(published) == {"front", "objects"}
    for ports in published.values():
        assert [port["mode"] for port in ports] == ["host"]  # the routing mesh needs IPVS


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_watched_limited_and_of_a_choosable_image(name: str) -> None:
    spec = SERVICES[name]
    assert spec["healthcheck"]["test"][0] == "CMD"
    assert spec["deploy"]["update_config"]["failure_action"] == "rollback"
    assert spec["deploy"]["restart_policy"] == {"condition": "any", "delay": "1s"}
    assert set(spec["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert float(spec["deploy"]["resources"]["limits"]["cpus"]) <= 1  # or a small node refuses it
    assert spec["cap_drop"] == ["ALL"]
    assert spec["image"].startswith("${")
    assert ":latest" not in spec["image"]
    assert not OLD_ENGINES_IGNORE & set(spec)


@pytest.mark.parametrize("name", SERVICES)
def test_a_bad_update_is_found_out_while_it_is_watched(name: str) -> None:
    """Swarm rolls back only what fails within `monitor`."""
    health = SERVICES[name]["healthcheck"]
    until_unhealthy = seconds(health["start_period"]) + health["retries"] * seconds(
        health["interval"]
    )
    watched = seconds(SERVICES[name]["deploy"]["update_config"]["monitor"])
    assert watched > 20 and watched >= until_unhealthy


@pytest.mark.parametrize("name", ["client", "inference"])
def test_what_students_use_is_replaced_one_by_one_new_before_old(name: str) -> None:
    spec = SERVICES[name]
    update = spec["deploy"]["update_config"]
    assert (update["parallelism"], update["order"], update["max_failure_ratio"]) == (
        1,
        "start-first",
        0,
    )
    assert spec["deploy"]["rollback_config"]["order"] == "start-first"
    assert seconds(spec["stop_grace_period"]) > LONGEST_REQUEST_S


@pytest.mark.parametrize("name", ["postgres", "objects"])
def test_what_stores_runs_once_on_the_node_of_its_volume(name: str) -> None:
    deploy = SERVICES[name]["deploy"]
    assert deploy["update_config"]["order"] == "stop-first"
    assert deploy["placement"]["constraints"] == ["node.role == manager"]


def test_an_old_replica_serves_on_until_a_late_crash_would_have_been_seen() -> None:
    assert seconds(SERVICES["inference"]["deploy"]["update_config"]["delay"]) >= 20


def test_the_object_store_shares_no_network_with_the_rest() -> None:
    """Its inner interfaces ask for no password."""
    sharing = [name for name, spec in SERVICES.items() if "objects" in spec["networks"]]
    assert sharing == ["objects"] and SERVICES["objects"]["networks"] == ["objects"]


def test_secrets_come_from_outside_and_are_never_in_the_environment() -> None:
    assert all(secret["external"] for secret in COMPOSE["secrets"].values())
    for spec in SERVICES.values():
        for name, value in spec.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEY|DATABASE_URL", name):
                assert value.startswith("/run/secrets/"), name
