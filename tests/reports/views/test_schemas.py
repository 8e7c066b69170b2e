"""The schema is published where an edition's data says that it is."""

import json

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from reports.domain.snapshot import canonical_json
from tests.reports.rendering.samples import FULL

ADDRESS = "/schemas/snapshot-1.json"


def test_everybody_may_read_it(client: Client, settings: pytest.FixtureRequest) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/schema+json"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert "Cookie" not in response.get("Vary", "")
    published = response.json()
    assert published["$id"] == f"{settings.SITE_URL}{ADDRESS}"  # type: ignore[attr-defined]
    Draft202012Validator(published).validate(json.loads(canonical_json(FULL)))


def test_other_versions_do_not_exist(client: Client) -> None:
    assert client.get("/schemas/snapshot-2.json").status_code == 404
    assert client.post(ADDRESS).status_code == 405
