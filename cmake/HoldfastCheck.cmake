# holdfast_check(TARGET... [ON_COMPILE] [OPTIONS option...])
#
# For each target, a target `holdfast-TARGET` that checks its C++ sources
# together, when the target itself is built (its generated headers are then
# there); `holdfast-all` builds all of these. With ON_COMPILE each source is
# checked alone when it is compiled, instead, and a finding fails the compile.
# OPTIONS are the command line's: --rules=..., --fail-on=never.
#
# Call it where the target is made. With generators that write no
# compile_commands.json only ON_COMPILE works.

function(holdfast_check)
  cmake_parse_arguments(PARSE_ARGV 0 Arg "ON_COMPILE" "" "OPTIONS")
  if(NOT Arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "holdfast_check: names no target")
  endif()
  get_target_property(Program Holdfast::checker LOCATION)
  foreach(Target IN LISTS Arg_UNPARSED_ARGUMENTS)
    if(NOT TARGET "${Target}")
      message(FATAL_ERROR "holdfast_check: there is no target '${Target}'")
    endif()
    if(Arg_ON_COMPILE)
      set_property(TARGET "${Target}" PROPERTY
        CXX_CLANG_TIDY "${Program}" --quiet ${Arg_OPTIONS})
      continue()
    endif()
    set_property(TARGET "${Target}" PROPERTY EXPORT_COMPILE_COMMANDS ON)
    # Which entries of the database: the sources, by their absolute names.
    get_target_property(Folder "${Target}" SOURCE_DIR)
    get_target_property(Sources "${Target}" SOURCES)
    set(Files)
    foreach(Source IN LISTS Sources)
      if(Source MATCHES "\\.(cc|cp|cpp|cxx|c\\+\\+|C|CPP)$")
        cmake_path(ABSOLUTE_PATH Source BASE_DIRECTORY "${Folder}" NORMALIZE)
        list(APPEND Files "${Source}")
      endif()
    endforeach()
    if(NOT Files)
      message(FATAL_ERROR "holdfast_check: '${Target}' has no C++ sources")
    endif()
    add_custom_target("holdfast-${Target}"
      COMMAND Holdfast::checker -p "${CMAKE_BINARY_DIR}" ${Arg_OPTIONS} ${Files}
      WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" USES_TERMINAL VERBATIM)
    add_dependencies("holdfast-${Target}" "${Target}")
    if(NOT TARGET holdfast-all)
      add_custom_target(holdfast-all)
    endif()
    add_dependencies(holdfast-all "holdfast-${Target}")
  endforeach()
endfunction()
