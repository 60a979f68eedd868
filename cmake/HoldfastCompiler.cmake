# The language level, warnings and sanitizers of all of our code, as the
# target `holdfast_compiler`; and `holdfast_checker`, which adds what checks/
# and tool/ promise: no exceptions, no RTTI. runtime/ takes the first alone.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

add_library(holdfast_compiler INTERFACE)
target_compile_options(holdfast_compiler INTERFACE
  -Wall -Wextra)
if(HOLDFAST_WERROR)
  target_compile_options(holdfast_compiler INTERFACE -Werror)
endif()
if(HOLDFAST_SANITIZE)
  list(JOIN HOLDFAST_SANITIZE "," Joined)
  target_compile_options(holdfast_compiler INTERFACE
    -fsanitize=${Joined} -fno-omit-frame-pointer)
  target_link_options(holdfast_compiler INTERFACE -fsanitize=${Joined})
endif()

add_library(holdfast_checker INTERFACE)
target_link_libraries(holdfast_checker INTERFACE holdfast_compiler)
target_compile_options(holdfast_checker INTERFACE -fno-exceptions -fno-rtti)
# Functions nobody calls are not in the executable.
target_compile_options(holdfast_checker INTERFACE
  -ffunction-sections -fdata-sections)
target_link_options(holdfast_checker INTERFACE -Wl,--gc-sections)

# A launcher only where one is there; with it, clang must not put the time of
# day into precompiled headers.
find_program(HOLDFAST_CCACHE ccache)
mark_as_advanced(HOLDFAST_CCACHE)
if(HOLDFAST_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${HOLDFAST_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros ${HOLDFAST_CCACHE})
  add_compile_options("$<$<COMPILE_LANG_AND_ID:CXX,Clang>:SHELL:-Xclang -fno-pch-timestamp>")
endif()
