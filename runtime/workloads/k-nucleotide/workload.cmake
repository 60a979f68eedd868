# Hash tables of Abseil: libabsl-dev.
set(Libraries absl_raw_hash_set absl_hash)
set(Headers absl/container/flat_hash_map.h)
