"""Settings of the web page: all problems at once, each with what to do."""

import pytest

from client.app.main import create_app
from client.app.settings import SettingsError, read_settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch):
    for name in ("SECRET_KEY", "DATABASE_URL"):
        monkeypatch.delenv(f"CLIENT_{name}", raising=False)
        monkeypatch.delenv(f"CLIENT_{name}_FILE", raising=False)
    for name in ("HTTPS", "PROXIES"):
        monkeypatch.delenv(f"CLIENT_{name}", raising=False)
    for name in ("INFERENCE_URL", "INFERENCE_TIMEOUT_S", "QUESTIONS"):
        monkeypatch.delenv(name, raising=False)


def test_without_a_secret_key_the_page_does_not_start_and_says_how_to_make_one():
    with pytest.raises(SettingsError) as caught:
        create_app()
    assert "CLIENT_SECRET_KEY is not set" in str(caught.value)
    assert "secrets.token_hex" in str(caught.value)
    assert "CLIENT_DATABASE_URL is not set" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CLIENT_SECRET_KEY", "1234", "4 characters long"),
        ("INFERENCE_URL", "inference:3000", "INFERENCE_URL = 'inference:3000'"),
        ("INFERENCE_TIMEOUT_S", "soon", "INFERENCE_TIMEOUT_S = 'soon'"),
        ("INFERENCE_TIMEOUT_S", "-1", "INFERENCE_TIMEOUT_S = '-1'"),
        ("CLIENT_QUESTION_HOURS", "a day", "CLIENT_QUESTION_HOURS = 'a day'"),
        ("CLIENT_QUESTION_HOURS", "-1", "CLIENT_QUESTION_HOURS = '-1'"),
        ("INFERENCE_TIMEOUT_S", "nan", "INFERENCE_TIMEOUT_S = 'nan'"),
        ("CLIENT_PROXIES", "one", "CLIENT_PROXIES = 'one'"),
        ("CLIENT_PROXIES", "-1", "CLIENT_PROXIES = '-1'"),
        ("CLIENT_SECRET_KEY", "a key of sixteen letters,1234", "2 keys with commas between"),
        ("LIMIT_ADDRESS", "many", "LIMIT_ADDRESS = 'many', expected limits such as 60/10minutes"),
        ("LIMIT_BROWSER", "0/minute", "LIMIT_BROWSER = '0/minute'"),
        ("LIMIT_NICKNAME", "-5/day", "LIMIT_NICKNAME = '-5/day'"),
    ],
)
def test_a_wrong_setting_is_named_with_its_value(config, name, value, said):
    with pytest.raises(SettingsError) as caught:
        read_settings({**config, name: value})
    assert said in str(caught.value)


def test_settings_come_from_the_environment(config, monkeypatch):
    for name, value in config.items():
        monkeypatch.setenv(name, str(value))
    monkeypatch.setenv("CLIENT_HTTPS", "1")
    app = create_app()
    assert app.config["SESSION_COOKIE_SECURE"] is True
    assert app.test_client().get("/up").text == "ok"


def test_secrets_do_not_show_when_settings_are_printed(config):
    assert config["CLIENT_SECRET_KEY"] not in repr(read_settings(config))


FROM_FILES = ("CLIENT_SECRET_KEY", "CLIENT_DATABASE_URL")


def without_secrets(config: dict) -> dict:
    return {name: value for name, value in config.items() if name not in FROM_FILES}


def test_secrets_may_come_from_files(config, tmp_path):
    files = {f"{name}_FILE": tmp_path / name for name in FROM_FILES}
    for name in FROM_FILES:
        (tmp_path / name).write_text(config[name] + "\n")
    settings = read_settings({**without_secrets(config), **files})
    assert settings.secret_key == config["CLIENT_SECRET_KEY"]
    assert settings.database_url == config["CLIENT_DATABASE_URL"]


def test_every_problem_with_a_secrets_file_is_named_at_once(config, tmp_path):
    empty = tmp_path / "empty"
    empty.write_text("\n")
    files = {f"{name}_FILE": tmp_path / "nowhere" for name in FROM_FILES}
    with pytest.raises(SettingsError) as caught:
        read_settings({**without_secrets(config), **files})
    for name in FROM_FILES:
        assert f"{name}_FILE = '{tmp_path}/nowhere' cannot be read" in str(caught.value)
        assert f"{name} is not set" not in str(caught.value)

    with pytest.raises(SettingsError) as caught:
        read_settings({**config, "CLIENT_DATABASE_URL": "", "CLIENT_DATABASE_URL_FILE": empty})
    assert "CLIENT_DATABASE_URL_FILE" in str(caught.value) and "is empty" in str(caught.value)

    with pytest.raises(SettingsError) as caught:
        read_settings({**config, "CLIENT_SECRET_KEY_FILE": empty})
    assert "CLIENT_SECRET_KEY and CLIENT_SECRET_KEY_FILE are both set" in str(caught.value)
    assert config["CLIENT_SECRET_KEY"] not in str(caught.value)
