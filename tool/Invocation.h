//===- Invocation.h - a command made ready for the front end --------------===//
//
// From a compile command's arguments to an invocation that only parses, writes
// no file and loads no code, and the first error of a parse. For the command
// line and the editor, which run the front end themselves.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_INVOCATION_H
#define HOLDFAST_TOOL_INVOCATION_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <memory>
#include <string>
#include <vector>

namespace holdfast {

/// Keeps the first error that counts: those in thread-safety attributes do not,
/// as gcc ignores them.
class FirstError : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;
  const std::string &text() const { return Text; }

private:
  std::string Text;
};

/// The front end's invocation for `Arguments`, ready to run; null with a reason
/// in `Failure` where clang's driver makes nothing of them.
std::unique_ptr<clang::CompilerInvocation>
makeInvocation(const std::vector<std::string> &Arguments,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
               std::string &Failure);

/// Why a file with this text is not looked at; "" where it is source.
std::string whyNotSource(llvm::StringRef Text);

} // namespace holdfast

#endif
