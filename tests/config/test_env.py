"""The settings that come from the environment: their types, their defaults, and refusals that name them."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config.env import VARIABLES, SettingError, kept_secret, load
from config.reading import MailRoute, ObjectStore

pytestmark = pytest.mark.once


def read(tmp_path: Path, **environ: str) -> dict[str, object]:
    return load({"DATA_DIR": str(tmp_path / "data"), **environ}, tmp_path)


def test_everything_has_a_default_that_serves_one_machine(tmp_path: Path) -> None:
    values = load({}, tmp_path)

    assert set(values) == {variable.name for variable in VARIABLES}
    assert values["DATA_DIR"] == tmp_path / "var"
    assert values["SITE_URL"] == "http://127.0.0.1:8000"
    assert values["REDIS_URL"] == f"redis+socket://{tmp_path}/var/broker/broker.sock"
    assert values["DATABASE_URL"]["NAME"] == f"{tmp_path}/var/db.sqlite3"
    assert values["STORAGE_URL"] == ObjectStore(folder=tmp_path / "var" / "files")
    assert values["EMAIL_URL"] == MailRoute(folder=tmp_path / "var" / "mail")
    assert values["DEBUG"] is values["DEMO"] is False


def test_a_data_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "a folder, 100% ours? #1"

    values = load({"DATA_DIR": str(folder)}, tmp_path)

    assert values["DATABASE_URL"]["NAME"] == f"{folder}/db.sqlite3"
    assert values["STORAGE_URL"].folder == folder / "files"
    assert values["EMAIL_URL"].folder == folder / "mail"


def test_the_address_follows_the_port(tmp_path: Path) -> None:
    assert read(tmp_path, PORT="8123")["SITE_URL"] == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("DATA_DIR", ""),
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("SITE_URL", "briefings.example"),
        ("SITE_URL", "https://"),
        ("SECRET_KEY", " "),
        ("DEBUG", "maybe"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("DATABASE_URL", "mysql://somewhere/else"),
        ("DATABASE_URL", "postgres://"),
        ("REDIS_URL", "http://127.0.0.1"),
        ("EMAIL_URL", "pigeon://coop"),
        ("EMAIL_URL", "smtp://host:notaport"),
        ("STORAGE_URL", "s3://"),
        ("STORAGE_URL", "s3://bucket?colour=red"),
        ("JOB_ATTEMPTS", "0"),
        ("RENDER_MEMORY_BYTES", "-1"),
    ],
)
def test_a_malformed_variable_is_refused_by_its_name(tmp_path: Path, name: str, wrong: str) -> None:
    with pytest.raises(SettingError) as refusal:
        load({"DATA_DIR": str(tmp_path), name: wrong}, tmp_path)

    assert refusal.value.name == name
    assert str(refusal.value).startswith(f"{name}: ")


def test_mail_is_sent_where_the_address_says(tmp_path: Path) -> None:
    values = read(tmp_path, EMAIL_URL="smtp+tls://desk%40house.example:p%3Ass@mail.example")

    assert values["EMAIL_URL"] == MailRoute(
        host="mail.example", port=587, user="desk@house.example", password="p:ss", starttls=True
    )


def test_editions_can_move_to_a_bucket(tmp_path: Path) -> None:
    values = read(tmp_path, STORAGE_URL="s3://papers/editions?endpoint=http://127.0.0.1:5000&region=eu-1")

    assert values["STORAGE_URL"] == ObjectStore(
        bucket="papers", prefix="editions", endpoint="http://127.0.0.1:5000", region="eu-1"
    )


def test_the_secret_key_is_made_once_for_this_user_only(tmp_path: Path) -> None:
    first = read(tmp_path)["SECRET_KEY"]

    assert read(tmp_path)["SECRET_KEY"] == first
    assert len(str(first)) >= 50
    key = tmp_path / "data" / "secret.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700


def test_processes_that_start_together_agree_on_the_secret_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: kept_secret(tmp_path / "data"), range(64)))

    assert keys == {(tmp_path / "data" / "secret.key").read_text()}
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret.key"]


def test_a_folder_that_cannot_be_written_is_named() -> None:
    with pytest.raises(SettingError, match="DATA_DIR: /proc/briefings cannot be written"):
        load({"DATA_DIR": "/proc/briefings"}, Path("/"))


def test_a_key_from_the_environment_is_not_written_down(tmp_path: Path) -> None:
    assert read(tmp_path, SECRET_KEY="from elsewhere")["SECRET_KEY"] == "from elsewhere"
    assert not (tmp_path / "data" / "secret.key").exists()


def test_the_copies_have_a_key_of_their_own(tmp_path: Path) -> None:
    values = load({"DATA_DIR": str(tmp_path)}, tmp_path)

    assert values["COPY_KEY"] == (tmp_path / "copy.key").read_text()
    assert values["COPY_KEY"] != values["SECRET_KEY"]
    assert (tmp_path / "copy.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["SIGNING_KEY_FILE", "SIGNING_CERTIFICATE_FILE"])
def test_a_signing_key_comes_with_its_certificate(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingError, match="together with SIGNING_CERTIFICATE_FILE"):
        load({"DATA_DIR": str(tmp_path), name: "/a/file.pem"}, tmp_path)


@pytest.mark.parametrize("iban", ["DE89370400440532013001", "DE89", "hello", "DE89 3704 0044 0532 0130 0ö"])
def test_an_account_with_wrong_check_digits_is_refused(tmp_path: Path, iban: str) -> None:
    right = read(tmp_path, ISSUER_IBAN="de89 3704 0044 0532 0130 00")
    assert right["ISSUER_IBAN"] == "DE89370400440532013000"
    with pytest.raises(SettingError, match="ISSUER_IBAN: must be an IBAN"):
        read(tmp_path, ISSUER_IBAN=iban)
