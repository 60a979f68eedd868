"""The pages show a finding as it is printed, but for the folder of its file.

usage: shown.py OUTPUT PAGE...
"""

import sys

shown = open(sys.argv[1], encoding="utf-8").read()
assert shown.count("\n") > 5, shown
for page in sys.argv[2:]:
    text = open(page, encoding="utf-8").read()
    assert shown in text or shown.replace("docs/tour/", "") in text, (page, shown)
