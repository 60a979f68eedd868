# Abseil's hash table.
find_package(absl QUIET CONFIG)
if(absl_FOUND)
  list(APPEND Found absl::flat_hash_map)
else()
  list(APPEND Missing "Abseil")
endif()
