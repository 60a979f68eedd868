#!/usr/bin/env bash
# The hook of .pre-commit-hooks.yaml: checks the C++ files of a commit.
#
#   pre-commit.sh [OPTION...] FILE...
#
# The options are holdfast's, each one word: -p=build, --fail-on=error. Files
# that the build does not know are left out, with a note: what is compiled on
# another system only must not stop a commit.

set -euo pipefail
command -v holdfast >/dev/null || {
  echo "holdfast is not in the path; its package or 'cmake --install' puts it there" >&2
  exit 2
}

options=(--quiet) files=()
for argument; do
  case $argument in
  -*) options+=("$argument") ;;
  *) files+=("$argument") ;;
  esac
done
[ ${#files[@]} -gt 0 ] || exit 0

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
check() {
  status=0
  holdfast "${options[@]}" "${files[@]}" >"$folder/found" 2>"$folder/said" || status=$?
}

check
if [ $status -eq 2 ]; then
  known=()
  for file in "${files[@]}"; do
    if grep -qF -e "'$file' is not in the database" -e "includes the header '$file'" "$folder/said"; then
      echo "holdfast: '$file' is left out: the build does not know it" >&2
    else
      known+=("$file")
    fi
  done
  [ ${#known[@]} -gt 0 ] || exit 0
  if [ ${#known[@]} -lt ${#files[@]} ]; then
    files=("${known[@]}")
    check
  fi
fi
cat "$folder/found"
cat "$folder/said" >&2
exit $status
