# What find_package(Holdfast) reads in other projects. A component that was not
# built, or not installed, is not there.

include(CMakePackageConfigHelpers)
set(HoldfastPackageFolder "${CMAKE_INSTALL_LIBDIR}/cmake/Holdfast")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/HoldfastConfig.cmake.in"
  "${CMAKE_CURRENT_BINARY_DIR}/HoldfastConfig.cmake"
  INSTALL_DESTINATION "${HoldfastPackageFolder}")
write_basic_package_version_file(
  "${CMAKE_CURRENT_BINARY_DIR}/HoldfastConfigVersion.cmake"
  COMPATIBILITY SameMinorVersion)

set(Components runtime)
if(HOLDFAST_BUILD_TOOL)
  list(APPEND Components checker)
  install(EXPORT HoldfastChecker NAMESPACE Holdfast:: FILE HoldfastCheckerTargets.cmake
    DESTINATION "${HoldfastPackageFolder}" COMPONENT checker)
  install(FILES "${CMAKE_CURRENT_LIST_DIR}/HoldfastCheck.cmake"
    DESTINATION "${HoldfastPackageFolder}" COMPONENT checker)
endif()
foreach(Component IN LISTS Components)
  install(FILES
    "${CMAKE_CURRENT_BINARY_DIR}/HoldfastConfig.cmake"
    "${CMAKE_CURRENT_BINARY_DIR}/HoldfastConfigVersion.cmake"
    DESTINATION "${HoldfastPackageFolder}" COMPONENT ${Component})
endforeach()
