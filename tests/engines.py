"""On which database a test runs in every run: both, unless the engine can hardly matter to what it shows."""

import pytest

# Markup, forged presses, who may do what: on PostgreSQL with --slow only.
SQLITE_FIRST = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True
)
