#!/bin/sh
# `./dev soak corpus`: brings, configures and checks all real projects, compares the findings with the triage, and
# prints the table of docs/corpus.md. The arguments go to corpus.py.
exec /usr/bin/python3 "$(dirname "$0")/../corpus/corpus.py" all "$@"
