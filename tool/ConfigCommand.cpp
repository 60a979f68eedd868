//===- ConfigCommand.cpp - --dump-config and --verify-config --------------===//
//
// Both read the configuration and make the settings of it, which finds every
// error that a run over files would find.
//
//===----------------------------------------------------------------------===//

#include "tool/ConfigCommand.h"

#include "tool/Finish.h"
#include "tool/Settings.h"

using namespace llvm;

namespace holdfast {

int runConfig(const Options &Asked) {
  const Console Say(Asked.IsQuiet, Asked.Color);
  const std::string Folder = workingFolder();
  ConfigFinder Configs;
  Expected<const Config *> Found = Configs.forFolder(Folder);
  if (!Found) {
    Say.error(toString(Found.takeError()));
    return BadCommand;
  }
  const Inside Scope(UnitList(), Folder);
  Expected<std::unique_ptr<Settings>> How =
      Settings::create(Asked, **Found, Scope);
  if (!How) {
    Say.error(toString(How.takeError()));
    return BadCommand;
  }
  if (Asked.What == Action::VerifyConfig) {
    Say.note((*Found)->File.empty() ? "there is no .holdfast.yaml here or above"
                                    : "'" + (*Found)->File + "' has no errors");
    return NothingToReport;
  }
  Config Effective = (*How)->ofResults();
  Effective.Levels = (*Found)->Levels;
  Effective.Exclude = (*Found)->Exclude;
  Effective.HeaderFilter = (*Found)->HeaderFilter;
  if (Asked.HeaderFilter)
    Effective.HeaderFilter = Asked.HeaderFilter;
  Effective.Inherit = false;
  writeConfig(Effective, outs());
  return NothingToReport;
}

} // namespace holdfast
