"""What holds for every test."""

import pytest
from hypothesis import settings

# Time is measured in benchmarks/; here a busy machine is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one flag that writes goldens, vectors, fossils and generated pages anew."""
    parser.addoption("--update", action="store_true", help="write what is generated anew instead of comparing it")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether what is generated is to be written anew."""
    return bool(request.config.getoption("--update"))
