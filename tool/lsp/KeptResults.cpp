//===- KeptResults.cpp ----------------------------------------------------===//
//
// A result is kept under what the other units had told when it was made. So it
// is looked for as it was made: first with nothing told, then with what was
// found, until that changes nothing.
//
//===----------------------------------------------------------------------===//

#include "tool/lsp/KeptResults.h"

#include "tool/ResultCache.h"
#include "tool/Summaries.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast::server {

std::string cacheFolderOf(const Options &Asked) {
  return !Asked.UseCache             ? ""
         : Asked.CacheFolder.empty() ? defaultCacheFolder()
                                     : Asked.CacheFolder;
}

/// Looks for each unit with what `Units` tell now. True where one tells
/// something new.
static bool findAll(ResultCache &Cache, MutableArrayRef<CheckedUnit> Units) {
  ElsewhereTable Elsewhere;
  for (const CheckedUnit &U : Units)
    Elsewhere.add(U.Outcome.Result.Effects);
  bool IsNews = false;
  for (CheckedUnit &U : Units)
    if (std::optional<UnitOutcome> Found = Cache.find(U, Elsewhere)) {
      IsNews |= Found->Result.Effects != U.Outcome.Result.Effects;
      U.Outcome = std::move(*Found);
    }
  return IsNews;
}

std::vector<ToldByUnit> keptResults(const Options &Asked,
                                    const CommandExtras &Extras,
                                    const std::string &Database,
                                    const std::string &WorkingFolder) {
  const std::string Folder = cacheFolderOf(Asked);
  if (Folder.empty() || Database.empty() || !sys::fs::exists(Folder))
    return {};
  Options Whole = Asked;
  Whole.Files.clear();
  Whole.DatabaseFolder = Database;
  Expected<UnitList> List = selectUnits(Whole, WorkingFolder);
  if (!List) {
    consumeError(List.takeError());
    return {};
  }
  const Inside Scope(*List, WorkingFolder);
  SettingsTable Table(Whole, Scope);
  std::vector<CheckedUnit> Units;
  for (const Unit &U : List->Units) {
    Expected<const Settings *> How =
        Table.forFolder(sys::path::parent_path(U.File));
    if (How && (*How)->isShown(U.File))
      Units.push_back({&U, *How, {}});
    consumeError(How.takeError());
  }
  ResultCache Cache(Folder, Extras);
  constexpr unsigned MaxRounds = 3;
  for (unsigned Round = 0; Round <= MaxRounds && findAll(Cache, Units); ++Round)
    ;
  std::vector<ToldByUnit> Out;
  for (CheckedUnit &U : Units)
    if (!U.Outcome.Result.Effects.empty() || !U.Outcome.Result.Summary.empty())
      Out.push_back({summaryName(*U.What), std::move(U.Outcome.Result.Effects),
                     std::move(U.Outcome.Result.Summary)});
  return Out;
}

} // namespace holdfast::server
