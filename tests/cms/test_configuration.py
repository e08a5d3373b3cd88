"""What an operator sets: variables, storage, the demonstration's file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.storage_urls import storage_from_url

ROOT = Path(__file__).resolve().parents[2]


def _read_by_the_code() -> set[str]:
    code = (ROOT / "cms" / "settings.py").read_text()
    return set(re.findall(r"""(?:env(?:\.\w+)?|required)\(\s*"([A-Z_]+)\"""", code))


def _in_env_file(name: str) -> set[str]:
    return set(re.findall(r"^([A-Z_]+)=", (ROOT / "deploy" / name).read_text(), re.M))


def test_every_variable_is_listed_in_the_example_and_in_the_operators_page() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", page, re.M))
    assert _read_by_the_code() == _in_env_file("env.example") == documented


def test_the_demonstration_sets_only_variables_that_exist() -> None:
    assert _in_env_file("demo.env") <= _read_by_the_code()


def test_the_address_of_a_start_wins_over_the_one_in_the_file(tmp_path: Path) -> None:
    """Else letters and documents of a demonstration on another port lead nowhere."""
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "Procfile").write_text("web: echo $BASE_URL\n")
    (tmp_path / ".env").write_text("BASE_URL=http://127.0.0.1:8000\n")
    start = (ROOT / "deploy" / "demo").read_text().splitlines()[-1].split()
    done = subprocess.run(
        [str(Path(sys.executable).parent / "honcho"), *start[2:]],
        cwd=tmp_path,
        env={**os.environ, "BASE_URL": "http://127.0.0.1:8017"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "http://127.0.0.1:8017" in done.stdout


@pytest.mark.parametrize("missing", ["SECRET_KEY", "DATABASE_URL"])
def test_a_start_without_a_required_variable_stops_with_a_sentence(missing: str) -> None:
    variables = {"SECRET_KEY": "x" * 50, "DATABASE_URL": "sqlite:////dev/null", "ENV_FILE": ""}
    del variables[missing]
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert f"{missing} is not set." in done.stderr


def test_an_empty_storage_url_means_a_local_folder(tmp_path: Path) -> None:
    entry = storage_from_url("", tmp_path, public=False)
    assert entry["OPTIONS"] == {"location": tmp_path, "base_url": None}


def test_an_s3_url_names_bucket_prefix_and_endpoint(tmp_path: Path) -> None:
    url = "s3://key:se%2Fcret@reports/site?endpoint=objects.example.org&region=here"
    options = storage_from_url(url, tmp_path, public=False)["OPTIONS"]
    assert options["bucket_name"] == "reports"
    assert options["secret_key"] == "se/cret"
    assert options["location"] == "site"
    assert options["endpoint_url"] == "https://objects.example.org"
    assert options["querystring_auth"] is True


def test_another_storage_url_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="starts with s3://"):
        storage_from_url("ftp://host/x", tmp_path, public=True)
