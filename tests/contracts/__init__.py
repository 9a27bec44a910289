"""What every backend has to do, as tests that it inherits."""

import pytest

pytest.register_assert_rewrite("tests.contracts.store", "tests.contracts.door")
