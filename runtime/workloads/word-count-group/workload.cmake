include("${CMAKE_CURRENT_LIST_DIR}/../word-count/workload.cmake")
