"""The one place that names the folder of real data beside the repository."""

from pathlib import Path

import pandas as pd
import pytest

from gpgp.tables import SPECS, check_table

SHARED_DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real exports, comments and votes; skips where it does not exist."""
    if not SHARED_DATA.is_dir():
        pytest.skip("real data not beside this repository: ../shared/data does not exist")
    return SHARED_DATA


@pytest.fixture(scope="session")
def make_responses():
    """Return a function: the constituency of each response to the table ``responses``."""

    def make(constituency):
        n = len(constituency)
        frame = pd.DataFrame(
            {
                "response_id": [f"r{place:05d}" for place in range(n)],
                "source_row": range(2, n + 2),
                "constituency_code": list(constituency),
                "nation_code": "not_asked",
                "respondent_type_code": "not_asked",
                "organisation_id": pd.Series(index=range(n), dtype="str"),
                "submitted_at": pd.NaT,
                "language_code": "en",
                "has_quote_consent": False,
            }
        )
        return check_table(frame, SPECS["responses"])

    return make
