//===- Waiting.h - requests that wait for a result ------------------------===//
//
// What is asked of a text that is still being looked at is answered when the
// result is there, and with nothing when the text changes first.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_LSP_WAITING_H
#define HOLDFAST_TOOL_LSP_WAITING_H

#include "tool/lsp/Diagnostics.h"

#include "llvm/Support/LSP/Transport.h"

#include <functional>
#include <vector>

namespace holdfast::server {

using Reply = llvm::lsp::Callback<llvm::json::Value>;

template <class Result> class WaitingRequests {
public:
  using Ask = std::function<llvm::json::Value(const Result &, const Document &,
                                              const Shown &)>;

  void add(std::string Path, Ask What, Reply Answer) {
    All.push_back({std::move(Path), std::move(What), std::move(Answer)});
  }

  bool areFor(llvm::StringRef Path) const {
    return llvm::any_of(All,
                        [&](const Request &Each) { return Each.Path == Path; });
  }

  /// Answers all that wait for the document.
  void answer(const Document &In, const Result &With, const Shown &As) {
    for (Request &Each : takeFor(In.Path))
      Each.Answer(Each.What(With, In, As));
  }
  void answerWithNothing(llvm::StringRef Path) {
    for (Request &Each : takeFor(Path))
      Each.Answer(nullptr);
  }

private:
  struct Request {
    std::string Path;
    Ask What;
    Reply Answer;
  };
  std::vector<Request> takeFor(llvm::StringRef Path) {
    std::vector<Request> Taken, Left;
    for (Request &Each : All)
      (Each.Path == Path ? Taken : Left).push_back(std::move(Each));
    All = std::move(Left);
    return Taken;
  }

  std::vector<Request> All;
};

} // namespace holdfast::server

#endif
