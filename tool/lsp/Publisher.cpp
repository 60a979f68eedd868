//===- Publisher.cpp ------------------------------------------------------===//

#include "tool/lsp/Publisher.h"

#include "tool/Merge.h"

using namespace llvm;

namespace holdfast::server {

void Publisher::publish(const std::string &File, const Shown &As) {
  const Document *D = Open.findFile(File);
  // Its own check is on the way, and will tell.
  if (D && !Known.isCurrent(D->Path))
    return;
  std::vector<const Finding *> All;
  json::Array Diagnostics;
  for (const auto &[Path, Other] : Open.all()) {
    const CheckResult *R = Known.lastResult(Path);
    if (!R || (D && !Known.sawPresent(Path, *D)))
      continue;
    for (const Finding &F : R->Findings)
      if (F.Where.File == File || (D && Open.findFile(F.Where.File) == D))
        All.push_back(&F);
    if (D && D->Path == Path && !R->NotChecked.empty())
      Diagnostics.push_back(notChecked(R->NotChecked, File, As));
  }
  llvm::sort(All, [](const Finding *A, const Finding *B) {
    return comesBefore(*A, *B);
  });
  All.erase(
      llvm::unique(All, [](const Finding *A,
                           const Finding *B) { return isSameFinding(*A, *B); }),
      All.end());
  for (const Finding *F : All)
    Diagnostics.push_back(toDiagnostic(*F, As));
  if (Diagnostics.empty() && !D && !NotEmpty.count(File))
    return;
  if (Diagnostics.empty())
    NotEmpty.erase(File);
  else
    NotEmpty.insert(File);
  json::Object Told{{"uri", As.uriOf(File)},
                    {"diagnostics", std::move(Diagnostics)}};
  if (D)
    Told["version"] = D->Version;
  Out(std::move(Told));
}

void Publisher::update(const std::string &Path, const Shown &As) {
  std::set<std::string> Now = {Path};
  if (const CheckResult *R = Known.lastResult(Path))
    for (const Finding &F : R->Findings) {
      const Document *D = Open.findFile(F.Where.File);
      Now.insert(D ? D->Path : F.Where.File);
    }
  std::set<std::string> Touched = std::exchange(Files[Path], Now);
  Touched.insert(Now.begin(), Now.end());
  for (const std::string &File : Touched)
    publish(File, As);
}

void Publisher::clear(const std::string &Path, const Shown &As) {
  std::set<std::string> Touched = std::move(Files[Path]);
  Files.erase(Path);
  Touched.insert(Path);
  NotEmpty.insert(Path); // an editor that is told of nothing keeps what it has
  for (const std::string &File : Touched)
    publish(File, As);
}

} // namespace holdfast::server
