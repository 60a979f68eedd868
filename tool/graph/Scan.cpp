//===- Scan.cpp -----------------------------------------------------------===//
//
// One service for all threads: it reads each file once, whatever the number of
// units that include it. A unit on which the scanner crashes has the files that
// were met until then.
//
//===----------------------------------------------------------------------===//

#include "tool/graph/Scan.h"

#include "tool/Parse.h"
#include "tool/Threads.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/DependencyScanning/DependencyScanningService.h"
#include "clang/DependencyScanning/DependencyScanningWorker.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <map>
#include <mutex>

using namespace llvm;
namespace scanning = clang::dependencies;

namespace holdfast {

namespace {

/// Numbers names as they come.
class FileNumbers {
public:
  unsigned of(StringRef File) {
    const std::lock_guard<std::mutex> Hold(Lock);
    return Numbers.try_emplace(File, Numbers.size()).first->second;
  }
  /// The names, sorted, and for each number that `of` gave its place there.
  std::vector<std::string> sorted(std::vector<unsigned> &Places) const;

private:
  std::mutex Lock;
  StringMap<unsigned> Numbers;
};

/// Keeps the names of files; modules are never made (Commands.h).
class UnitFiles : public scanning::DependencyConsumer {
public:
  UnitFiles(const Unit &U, FileNumbers &All, FileSet &Out)
      : U(U), All(All), Out(Out) {}
  void handleFileDependency(StringRef File) override {
    Out.push_back(All.of(absolutePath(File, U.Directory)));
  }
  void
  handleDependencyOutputOpts(const clang::DependencyOutputOptions &) override {}
  void handlePrebuiltModuleDependency(scanning::PrebuiltModuleDep) override {}
  void handleModuleDependency(scanning::ModuleDeps) override {}
  void handleDirectModuleDependency(scanning::ModuleID) override {}
  void handleVisibleModule(std::string) override {}
  void handleContextHash(std::string) override {}

private:
  const Unit &U;
  FileNumbers &All;
  FileSet &Out;
};

class NoModules : public scanning::DependencyActionController {
public:
  std::string lookupModuleOutput(const scanning::ModuleDeps &,
                                 scanning::ModuleOutputKind) override {
    return "";
  }
};

} // namespace

std::vector<std::string>
FileNumbers::sorted(std::vector<unsigned> &Places) const {
  std::map<StringRef, unsigned> InOrder;
  for (const auto &Each : Numbers)
    InOrder.emplace(Each.first(), Each.second);
  std::vector<std::string> Out;
  Places.resize(Numbers.size());
  for (const auto &[File, Number] : InOrder) {
    Places[Number] = unsigned(Out.size());
    Out.push_back(File.str());
  }
  return Out;
}

static void scanUnit(const Unit &U, const CommandExtras &Extras,
                     scanning::DependencyScanningWorker &Worker,
                     FileNumbers &All, FileSet &Out) {
  UnitFiles Collected(U, All, Out);
  NoModules Controller;
  clang::IgnoringDiagConsumer Silent;
  std::vector<std::string> Command =
      frontEndArguments(fitCommand(U, Extras), U.Directory);
  if (Command.empty())
    return;
  Command.insert(Command.begin(), "clang");
  Worker.computeDependencies(U.Directory, Command, Collected, Controller,
                             Silent);
}

ScannedUnits scanUnits(ArrayRef<Unit> Units, const CommandExtras &Extras,
                       unsigned Threads) {
  scanning::DependencyScanningService Service(
      scanning::ScanningMode::DependencyDirectivesScan,
      scanning::ScanningOutputFormat::Make);
  FileNumbers All;
  std::mutex Lock;
  std::map<unsigned, std::unique_ptr<scanning::DependencyScanningWorker>>
      Workers; // by thread
  ScannedUnits Out;
  Out.OfUnit.resize(Units.size());
  CrashRecoveryContext::Enable();
  runInThreads(Threads, Units.size(), [&](unsigned Thread, size_t I) {
    std::unique_lock<std::mutex> Hold(Lock);
    auto &Worker = Workers[Thread];
    Hold.unlock();
    if (!Worker)
      Worker = std::make_unique<scanning::DependencyScanningWorker>(
          Service, IntrusiveRefCntPtr<vfs::FileSystem>(
                       vfs::createPhysicalFileSystem().release()));
    Out.OfUnit[I].push_back(All.of(Units[I].File));
    CrashRecoveryContext Guard;
    if (!Guard.RunSafely(
            [&] { scanUnit(Units[I], Extras, *Worker, All, Out.OfUnit[I]); }))
      Worker.release(); // as it was left, nobody can tell how
  });
  CrashRecoveryContext::Disable();
  std::vector<unsigned> Places;
  Out.Files = All.sorted(Places);
  for (FileSet &Each : Out.OfUnit) {
    for (unsigned &File : Each)
      File = Places[File];
    llvm::sort(Each);
    Each.erase(llvm::unique(Each), Each.end());
  }
  return Out;
}

} // namespace holdfast
