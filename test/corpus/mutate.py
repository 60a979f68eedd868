#!/usr/bin/env python3
# The mutation measure: how many uses inserted after real moves does Holdfast report?
#
#   mutate.py [--work DIR] [--holdfast BIN] [-j N] [--seed N] [--sample N] [--dry] [project ...]
#
# Moves.cpp lists each std::move(x) of a local or parameter, with the place right after its full statement; there a
# mutant gets `::holdfast_use(x);`, and Holdfast must report a finding at the inserted line. The rest is mutants.py.

import sys

import mutants


def edit(row):
    return row["offset"], 0, f"\n::holdfast_use({row['name']});\n", 1


def isFound(mutant, path, findings):
    return any((finding["file"], finding["line"]) == (path, mutant["newLine"]) for finding in findings)


MOVES = mutants.Kind(name="moves", title="insert uses after moves and count how many Holdfast reports",
                     finder="Moves.cpp", counted="moves of locals and parameters", mentions=("std::move(",),
                     rules="-*,use-after-move", header="template <class T> void holdfast_use(const T &);\n",
                     edit=edit, isFound=isFound)

if __name__ == "__main__":
    sys.exit(mutants.measure(MOVES))
