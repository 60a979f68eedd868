//===- Scan.cpp -----------------------------------------------------------===//

#include "tool/graph/Scan.h"

#include "tool/Parse.h"

#include "clang/Basic/Diagnostic.h"
#include "clang/DependencyScanning/DependencyScanningService.h"
#include "clang/DependencyScanning/DependencyScanningWorker.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/VirtualFileSystem.h"

#include <set>

using namespace llvm;
namespace scanning = clang::dependencies;

namespace holdfast {

namespace {

/// Keeps the names of files; modules are never made (Commands.h).
class Files : public scanning::DependencyConsumer {
public:
  Files(const Unit &U, std::set<std::string> &Out) : U(U), Out(Out) {}
  void handleFileDependency(StringRef File) override {
    Out.insert(absolutePath(File, U.Directory));
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
  std::set<std::string> &Out;
};

class NoModules : public scanning::DependencyActionController {
public:
  std::string lookupModuleOutput(const scanning::ModuleDeps &,
                                 scanning::ModuleOutputKind) override {
    return "";
  }
};

} // namespace

std::vector<ScannedUnit> scanUnits(ArrayRef<Unit> Units,
                                   const CommandExtras &Extras,
                                   const WorkLimits &Limits) {
  scanning::DependencyScanningService Service(
      scanning::ScanningMode::DependencyDirectivesScan,
      scanning::ScanningOutputFormat::Make);
  std::optional<scanning::DependencyScanningWorker>
      Worker; // made in each worker, which goes on with it
  std::vector<ScannedUnit> Out(Units.size());
  runInWorkers(
      unsigned(Units.size()), Limits,
      [&](unsigned I) {
        if (!Worker)
          Worker.emplace(Service,
                         IntrusiveRefCntPtr<vfs::FileSystem>(
                             vfs::createPhysicalFileSystem().release()));
        std::set<std::string> Found = {Units[I].File};
        Files Collected(Units[I], Found);
        NoModules Controller;
        clang::IgnoringDiagConsumer Silent;
        std::vector<std::string> Command =
            frontEndArguments(fitCommand(Units[I], Extras), Units[I].Directory);
        if (!Command.empty()) {
          Command.insert(Command.begin(), "clang");
          Worker->computeDependencies(Units[I].Directory, Command, Collected,
                                      Controller, Silent);
        }
        return join(Found, "\n");
      },
      [&](unsigned I, WorkResult R) {
        SmallVector<StringRef> Lines;
        StringRef(R.Bytes).split(Lines, '\n', -1, /*KeepEmpty=*/false);
        for (StringRef Line : Lines)
          Out[I].Files.push_back(Line.str());
        if (Out[I].Files.empty())
          Out[I].Files.push_back(Units[I].File);
      },
      [] {});
  return Out;
}

} // namespace holdfast
