//===- ChosenUnits.cpp ----------------------------------------------------===//

#include "tool/ChosenUnits.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using namespace llvm;

namespace holdfast {

bool ChosenUnits::select(const Options &Asked, StringRef WorkingFolder,
                         const Console &Say, int &Status) {
  Expected<UnitList> Selected = selectUnits(Asked, WorkingFolder);
  if (!Selected) {
    Say.error(toString(Selected.takeError()));
    Status = std::max<int>(Status, BadCommand);
    return false;
  }
  List = std::move(*Selected);
  for (const std::string &Error : List.Errors)
    Say.error(Error);
  if (!List.Errors.empty())
    Status = std::max<int>(Status, BadCommand);
  for (const std::string &Note : List.Notes)
    Say.note(Note);
  if (List.NotCpp)
    Say.note(Twine(List.NotCpp) +
             (List.NotCpp == 1
                  ? " entry of the database is not C++ and was"
                  : " entries of the database are not C++ and were") +
             " left out");
  return !List.Units.empty();
}

/// Keeps this shard's files: every n-th in their order, as neighbours take
/// about equally long. Both commands of one file are in one shard.
static void takeShard(const Options &Asked, std::vector<CheckedUnit> &Units) {
  if (Asked.Shards == 1)
    return;
  StringMap<unsigned> Numbers;
  erase_if(Units, [&](const CheckedUnit &U) {
    const unsigned Number =
        Numbers.try_emplace(U.What->File, Numbers.size()).first->second;
    return Number % Asked.Shards != Asked.Shard - 1;
  });
}

bool ChosenUnits::settle(const Options &Asked, StringRef WorkingFolder,
                         const Console &Say, int &Status) {
  Scope.emplace(List, WorkingFolder);
  Table.emplace(Asked, *Scope);
  unsigned LeftOut = 0;
  for (const Unit &U : List.Units) {
    Expected<const Settings *> How =
        Table->forFolder(sys::path::parent_path(U.File));
    if (!How) {
      Say.error(toString(How.takeError()));
      Status = std::max<int>(Status, BadCommand);
      return false;
    }
    // A unit that shows nothing is not worth its time, unless a header that
    // it includes was asked for.
    if (U.OnlyIn.empty() && !(*How)->isShown(U.File))
      ++LeftOut;
    else
      Units.push_back({&U, *How, {}});
  }
  takeShard(Asked, Units);
  if (LeftOut)
    Say.note(Twine(LeftOut) +
             (LeftOut == 1 ? " file that is" : " files that are") +
             " excluded or in the build folder " +
             (LeftOut == 1 ? "was" : "were") + " left out");
  if (Asked.Dump != DumpKind::None && Units.size() != 1) {
    Say.error("--dump takes one file, not " + Twine(Units.size()));
    Status = std::max<int>(Status, BadCommand);
    return false;
  }
  return !Units.empty();
}

} // namespace holdfast
