"""The last line of `./dev test`, from lit's XML: N passed, N failed, N skipped.

Usage: count.py RESULTS [SUITE...]. An expected failure passed; an unsupported
test was skipped; tests that a filter left out do not count. The exit status is
1 where a test failed, where none passed, where there are no results, and where
one of the named suites has no test (lit only warns when it finds none).
"""

import sys
import xml.etree.ElementTree as xml


def count(suites):
    """(passed, failed, skipped) over all tests."""
    passed = failed = skipped = 0
    for case in suites.iter("testcase"):
        reason = case.find("skipped")
        if case.find("failure") is not None:
            failed += 1
        elif reason is None:
            passed += 1
        elif not reason.get("message", "").startswith("Test not selected"):
            skipped += 1
    return passed, failed, skipped


def main():
    try:
        suites = xml.parse(sys.argv[1]).getroot()
    except (OSError, xml.ParseError) as error:
        print(f"no results of the tests: {error}", file=sys.stderr)
        suites = xml.Element("testsuites")
    found = {s.get("name") for s in suites.iter("testsuite") if s.find("testcase") is not None}
    absent = [name for name in sys.argv[2:] if name not in found]
    for name in absent:
        print(f"no test of the suite {name} ran", file=sys.stderr)
    passed, failed, skipped = count(suites)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed or absent or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
