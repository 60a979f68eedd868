#!/bin/sh
# The steps of a run of holdfast as Slurm's jobs. Where 'holdfast graph' was
# called, on a file system that all nodes share:
#
#   holdfast graph -p build --format=parallel
#   holdfast-slurm.sh build/holdfast/run.sh TASKS [OPTION OF SBATCH ...]
#   holdfast merge build/holdfast/report.json
#
# An array of TASKS parses the units, each task its share; a job behind it makes
# up for what a lost node has not written, and merges; and so for each round. The
# number of the last job, which writes the report, is printed.
set -eu
tab=$(printf '\t')

# The lines of units whose output, the last word, is not there.
undone() { while IFS= read -r line; do [ -e "${line##*"$tab"}" ] || printf '%s\n' "$line"; done; }

# Units of a wave: a job and what extract writes, or a unit, its slice and what check writes.
units() { # [OPTION]
  # shellcheck disable=SC2034
  undone | while IFS=$tab read -r first second third; do
    if [ -z "$third" ]; then
      eval "$holdfast"' step extract "$first" --output="$second"' </dev/null
    else
      eval "$holdfast"' step check "$first" "$second" --output="$third" "$@"' </dev/null
    fi
  done
}

[ $# -ge 2 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
run=$1 do=$2
shift 2
id='' folder='' holdfast=''
eval "$(grep -E '^(id|folder|holdfast)=' "$run")"
case $do in
share) # WAVE [OPTION]: in an array
  wave=$1
  shift
  awk -v task="$SLURM_ARRAY_TASK_ID" -v tasks="$SLURM_ARRAY_TASK_COUNT" 'NR % tasks == task' "$folder/waves/$wave" | units "$@"
  ;;
merge) # WAVE [OPTION], then waves of whole commands after it
  wave=$1 option=
  shift
  case ${1:-} in --*) option=$1; shift ;; esac
  # shellcheck disable=SC2086
  units $option <"$folder/waves/$wave"
  for wave; do sh -e "$folder/waves/$wave"; done
  ;;
*) # TASKS: here
  if [ "$(cat "$folder/begun" 2>/dev/null)" != "$id" ]; then
    rm -rf "$folder"/[0-9]*
    printf '%s\n' "$id" >"$folder/begun"
  fi
  before=
  submit() { before=$(sbatch --parsable --requeue --output="$folder/waves/%x-%j.out" ${before:+--dependency=afterany:"$before"} "$@"); }
  # shellcheck disable=SC2086
  merge() { [ -z "$made" ] || submit "$@" --job-name=holdfast-merge "$0" "$run" merge $made; }
  made=
  grep -E '^(extract|check|here) [0-9]' "$run" >"$folder/waves/calls"
  while read -r kind wave option; do
    if [ "$kind" = here ]; then
      made="$made $wave"
    else
      merge "$@"
      # shellcheck disable=SC2086
      submit "$@" --array="0-$((do - 1))" --job-name="holdfast-$kind" "$0" "$run" share "$wave" $option
      made="$wave $option"
    fi
  done <"$folder/waves/calls"
  merge "$@"
  echo "${before%%;*}"
  ;;
esac
