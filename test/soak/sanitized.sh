#!/bin/sh
# `./dev soak sanitized`: runs the cases of the thread rules, those of test/wanted too, under AddressSanitizer or
# ThreadSanitizer, some minutes in all: what is wrong must be stopped, its twin must run clean. `./dev test` runs a few
# of them only. The arguments go to lit.
root=$(cd -- "$(dirname -- "$0")/../.." && pwd)
build=${HOLDFAST_BUILD:-$root/build}
cmake -S "$root" -B "$build" -DHOLDFAST_BUILD_TESTS=ON >/dev/null || exit 2
exec /usr/bin/python3 /usr/lib/llvm-22/bin/lit -sv -D soak=1 --filter '/run/' "$@" "$build/test"
