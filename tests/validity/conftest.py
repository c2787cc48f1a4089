"""Sets that quality is measured on: they lie beside the checkout and are not part of the project."""

import hashlib
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def find_set():
    """Find the set that a file of codes names, and check that it is the one that was coded."""

    def find(coded):
        places = [folder / "shared" / "data" / coded["data"] for folder in Path(__file__).resolve().parents]
        path = next((place for place in places if place.is_file()), None)
        if path is None:
            pytest.skip(f"the set {coded['data']} is not on this machine")
        assert hashlib.sha256(path.read_bytes()).hexdigest() == coded["sha256"]
        return path

    return find
