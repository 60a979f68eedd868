# Writes OUTPUT, a C++ file that defines FUNCTION(), which returns the text of
# INPUT and is declared in HEADER. Run as a script at build time.

file(READ "${INPUT}" Content)
file(WRITE "${OUTPUT}" "// Generated. Do not edit.\n"
  "#include \"${HEADER}\"\n\n"
  "llvm::StringRef ${FUNCTION}() {\n"
  "  return R\"holdfast-text(${Content})holdfast-text\";\n}\n")
