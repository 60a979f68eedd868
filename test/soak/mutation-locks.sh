#!/bin/sh
# `./dev soak mutation-locks`: leaves out guards of locks in classes whose fields they guard, in the configured projects
# (bringing them first where they are missing), and counts how many are reported. The arguments go to mutate-locks.py.
here=$(dirname "$0")/../corpus
/usr/bin/python3 "$here/corpus.py" fetch && /usr/bin/python3 "$here/corpus.py" configure || exit 2
exec /usr/bin/python3 "$here/mutate-locks.py" "$@"
