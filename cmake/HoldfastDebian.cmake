# `cpack` in the build folder makes a .deb of everything that is installed. What
# the programs link is looked up with dpkg-shlibdeps; clang's own headers they
# read at run time.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME holdfast)
set(CPACK_PACKAGE_VENDOR Holdfast)
set(CPACK_PACKAGE_CONTACT "The Holdfast maintainers")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "checker of C++ for what Rust's compiler enforces")
set(CPACK_PACKAGE_DESCRIPTION "Holdfast reports uses of moved values, threads that borrow what may die,
guarded data that is touched without its lock, and deadlocks, in a project's
compile_commands.json, in a compile, or in clang-tidy.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS libclang-common-22-dev)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "clang-22, clang-tidy-22, bear")
include(CPack)
