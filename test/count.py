"""The last line of `./dev test`, from lit's JSON: N passed, N failed, N skipped.

An expected failure passed; an unsupported test was skipped; every other code
that lit knows, such as UNRESOLVED or TIMEOUT, failed. The exit status is 1
where a test failed, where none passed, and where there are no results.
"""

import json
import sys

PASSED = {"PASS", "XFAIL", "FLAKYPASS"}
SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


def main():
    try:
        with open(sys.argv[1], encoding="utf-8") as results:
            codes = [test["code"] for test in json.load(results)["tests"]]
    except (OSError, ValueError, KeyError) as error:
        print(f"no results of the tests: {error}", file=sys.stderr)
        codes = []
    passed = sum(code in PASSED for code in codes)
    skipped = sum(code in SKIPPED for code in codes)
    failed = len(codes) - passed - skipped
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
