# Writes OUTPUT, a C++ file that defines rulePage() of tool/RulePages.h, from
# every FOLDER/*.md. Run as a script at build time.

file(GLOB Pages "${FOLDER}/*.md")
list(SORT Pages)

set(Text "// Generated from docs/rules/*.md. Do not edit.\n")
string(APPEND Text "#include \"tool/RulePages.h\"\n\n")
string(APPEND Text "llvm::StringRef holdfast::rulePage([[maybe_unused]] llvm::StringRef Id) {\n")
foreach(Page IN LISTS Pages)
  get_filename_component(Id "${Page}" NAME_WE)
  file(READ "${Page}" Content)
  string(APPEND Text "  if (Id == \"${Id}\")\n"
    "    return R\"holdfast-page(${Content})holdfast-page\";\n")
endforeach()
string(APPEND Text "  return \"\";\n}\n")
file(WRITE "${OUTPUT}" "${Text}")
