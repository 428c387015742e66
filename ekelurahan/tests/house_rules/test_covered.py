"""The list of what may stay without a test only shrinks."""

from ekelurahan.tests.covered import LIST, admitted, excess, tightened, uncovered

REPORT = {
    "files": {
        "a.py": {"summary": {"missing_lines": 2, "missing_branches": 1}},
        "b.py": {"summary": {"missing_lines": 0, "missing_branches": 1}},
        "c.py": {"summary": {"missing_lines": 0, "missing_branches": 0}},
    }
}


def test_lines_and_branches_count() -> None:
    assert uncovered(REPORT) == {"a.py": 3, "b.py": 1}


def test_more_than_is_admitted_is_found() -> None:
    assert excess({"a.py": 3, "b.py": 1}, {"a.py": 3}) == [
        "b.py: 1 lines and branches are run by no test; 0 are admitted"
    ]
    assert excess({"a.py": 4}, {"a.py": 3}) != []
    assert excess({"a.py": 2}, {"a.py": 3}) == []


def test_the_list_can_only_become_smaller() -> None:
    assert tightened({"a.py": 2, "b.py": 9, "new.py": 1}, {"a.py": 3, "b.py": 1, "gone.py": 5}) == {
        "a.py": 2,
        "b.py": 1,
    }


def test_the_list_can_be_read() -> None:
    assert admitted("   3 a.py\n  12 b/c d.py\n\n") == {"a.py": 3, "b/c d.py": 12}
    assert all(count > 0 for count in admitted(LIST.read_text()).values())
