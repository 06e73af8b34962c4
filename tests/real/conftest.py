"""The one place that names the folder of real data beside the repository."""

from pathlib import Path

import pytest

SHARED_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real exports, comments and votes; skips where it does not exist."""
    if not SHARED_DATA.is_dir():
        pytest.skip("real data not beside this repository: ../shared/data does not exist")
    return SHARED_DATA
