#!/bin/sh
# `./dev soak mutation-threads`: captures by reference what spawned closures capture by value, and deletes joins, in the
# configured projects (bringing them first where they are missing), and counts how many are reported. The arguments go
# to mutate-threads.py.
here=$(dirname "$0")/../corpus
/usr/bin/python3 "$here/corpus.py" fetch && /usr/bin/python3 "$here/corpus.py" configure || exit 2
exec /usr/bin/python3 "$here/mutate-threads.py" "$@"
