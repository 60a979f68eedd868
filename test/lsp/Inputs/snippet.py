# Prints the block of a language in a page of the documentation: what users copy is what the tests run.
#   snippet.py PAGE LANGUAGE
import re
import sys

with open(sys.argv[1], encoding="utf-8") as page:
    blocks = re.findall(r"^```" + re.escape(sys.argv[2]) + r"\n(.*?)^```$", page.read(), re.M | re.S)
assert len(blocks) == 1, f"{len(blocks)} blocks of {sys.argv[2]}"
print(blocks[0], end="")
