"""The reference files, loaded once for the tests of a module."""

import pytest

from municipalites.domain.reference import load_reference


@pytest.fixture(scope="module")
def reference(module_rows):
    """The report of the first loading."""
    return load_reference()
