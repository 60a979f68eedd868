//===- Main.cpp - clang-tidy with the module inside -----------------------===//
//
// For editors that take an executable and no `-load`. Its command line and
// its configuration are clang-tidy's.
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/tool/ClangTidyMain.h"

int main(int Count, const char **Arguments) {
  return clang::tidy::clangTidyMain(Count, Arguments);
}
