# holdfast_library(Name [PCH] SOURCES pattern... [LINK library...])
#
# A static library of all files that match the patterns, or, while none do, an
# interface that only passes its LINK libraries on. PCH precompiles clang's
# large headers (ClangHeaders.h) for it. Links LLVM; clang's own library comes
# with LINK clang-cpp where the folder may use it.

add_library(holdfast_llvm INTERFACE)
# After the compiler's own folders: libc++abi's cxxabi.h lies beside LLVM's
# headers and does not go with libstdc++.
foreach(Folder IN LISTS LLVM_INCLUDE_DIRS CLANG_INCLUDE_DIRS)
  target_compile_options(holdfast_llvm INTERFACE "SHELL:-idirafter ${Folder}")
endforeach()
target_include_directories(holdfast_llvm INTERFACE
  "${PROJECT_SOURCE_DIR}/checks" "${PROJECT_SOURCE_DIR}")
separate_arguments(HoldfastLlvmDefinitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_definitions(holdfast_llvm INTERFACE ${HoldfastLlvmDefinitions})
target_link_libraries(holdfast_llvm INTERFACE LLVM)

function(holdfast_library Name)
  cmake_parse_arguments(Arg "PCH" "" "SOURCES;LINK" ${ARGN})
  file(GLOB Sources CONFIGURE_DEPENDS ${Arg_SOURCES})
  if(NOT Sources)
    add_library(${Name} INTERFACE)
    target_link_libraries(${Name} INTERFACE
      holdfast_checker holdfast_llvm ${Arg_LINK})
    return()
  endif()
  add_library(${Name} STATIC ${Sources})
  target_link_libraries(${Name} PUBLIC
    holdfast_checker holdfast_llvm ${Arg_LINK})
  if(Arg_PCH AND HOLDFAST_PCH)
    target_precompile_headers(${Name} PRIVATE
      "${PROJECT_SOURCE_DIR}/cmake/ClangHeaders.h")
  endif()
endfunction()
