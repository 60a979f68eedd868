//===- Units.cpp - which translation units to check -----------------------===//
//
// A name on the command line is, in this order: a unit of the database, a
// header that some unit includes, a regular expression over the database's
// files. A name that is none of these is an error, but the others are checked.
//
//===----------------------------------------------------------------------===//

#include "tool/Units.h"

#include "tool/Commands.h"
#include "tool/IncludeScan.h"
#include "tool/output/Report.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace holdfast {

namespace {

class Selection {
public:
  Selection(std::vector<Unit> All, StringRef WorkingFolder, UnitList &Out)
      : All(std::move(All)), Folder(WorkingFolder), Out(Out),
        IsTaken(this->All.size()) {}

  void take(StringRef Name);
  void takeAll() { IsTaken.assign(All.size(), true); }
  void finish();

private:
  bool takeUnits(StringRef File);
  bool takeHeader(StringRef File, StringRef Name);
  bool takeMatches(StringRef Name);

  std::vector<Unit> All;
  StringRef Folder;
  UnitList &Out;
  std::vector<bool> IsTaken;
};

} // namespace

static bool isHeaderName(StringRef File) {
  return StringSwitch<bool>(sys::path::extension(File))
      .Cases({".h", ".hh", ".hpp", ".hxx", ".h++", ".H"}, true)
      .Cases({".inl", ".ipp", ".tcc", ".inc", ".tpp", ".txx", ""}, true)
      .Default(false);
}

bool Selection::takeUnits(StringRef File) {
  SmallString<256> Real;
  const bool HasReal = !sys::fs::real_path(File, Real);
  bool IsFound = false;
  for (size_t I = 0; I != All.size(); ++I) {
    bool IsSame = All[I].File == File;
    if (!IsSame && HasReal &&
        sys::path::filename(All[I].File) == sys::path::filename(File)) {
      SmallString<256> Other;
      IsSame = !sys::fs::real_path(All[I].File, Other) && Other == Real;
    }
    if (!IsSame)
      continue;
    IsFound = IsTaken[I] = true;
    All[I].IsNamed = true;
    All[I].OnlyIn.clear();
  }
  return IsFound;
}

bool Selection::takeHeader(StringRef File, StringRef Name) {
  std::optional<size_t> Through = findUnitOf(File, All);
  if (!Through)
    return false;
  Unit &U = All[*Through];
  if (!IsTaken[*Through] || !U.OnlyIn.empty())
    U.OnlyIn.push_back(File.str());
  IsTaken[*Through] = true;
  Out.Notes.push_back(("'" + Name + "' is checked through '" +
                       displayPath(U.File, Folder) + "'")
                          .str());
  return true;
}

bool Selection::takeMatches(StringRef Name) {
  Regex Pattern(Name);
  if (!Pattern.isValid())
    return false;
  bool IsFound = false;
  for (size_t I = 0; I != All.size(); ++I)
    if (Pattern.match(All[I].File)) {
      IsFound = IsTaken[I] = true;
      All[I].OnlyIn.clear();
    }
  return IsFound;
}

void Selection::take(StringRef Name) {
  const std::string File = absolutePath(Name, Folder);
  if (takeUnits(File))
    return;
  if (!sys::fs::exists(File) || sys::fs::is_directory(File)) {
    if (!takeMatches(Name))
      Out.Errors.push_back(("'" + Name +
                            "' is neither a file nor a regular "
                            "expression that matches a file of "
                            "the database")
                               .str());
    return;
  }
  if (isHeaderName(File)) {
    if (!takeHeader(File, Name))
      Out.Errors.push_back(
          ("no unit of the database includes the header '" + Name + "'").str());
    return;
  }
  Out.Errors.push_back(("'" + Name + "' is not in the database '" +
                        displayPath(Out.DatabaseFile, Folder) +
                        "'; to check it without, write: holdfast " + Name +
                        " -- FLAGS")
                           .str());
}

void Selection::finish() {
  for (size_t I = 0; I != All.size(); ++I) {
    if (!IsTaken[I])
      continue;
    if (isCpp(All[I]))
      Out.Units.push_back(std::move(All[I]));
    else if (All[I].IsNamed)
      Out.Errors.push_back("'" + displayPath(All[I].File, Folder) +
                           "' is not C++ by its compile command");
    else
      ++Out.NotCpp;
  }
}

/// True where a build system hands a file over together with the command that
/// compiles it, as CMake does: the compiler is at its front.
static bool isHandedOver(ArrayRef<std::string> Flags) {
  return !Flags.empty() && !StringRef(Flags[0]).starts_with("-") &&
         !StringRef(Flags[0]).starts_with("@");
}

/// `FILE -- FLAGS`: each file is a unit, compiled from here. What a build
/// system hands over nobody has asked for by name.
static UnitList fixedUnits(const Options &Asked, StringRef Folder) {
  UnitList Out;
  for (const std::string &Name : Asked.Files) {
    Unit U;
    U.File = absolutePath(Name, Folder);
    U.Directory = Folder.str();
    U.Arguments = {"clang++"};
    if (isHeaderName(U.File))
      append_range(U.Arguments, ArrayRef<std::string>{"-x", "c++"});
    append_range(U.Arguments, *Asked.FixedFlags);
    U.IsNamed = !isHandedOver(*Asked.FixedFlags);
    if (sys::fs::exists(U.File))
      Out.Units.push_back(std::move(U));
    else
      Out.Errors.push_back("there is no file '" + Name + "'");
  }
  if (isHandedOver(*Asked.FixedFlags))
    Out.DatabaseFile = findCMakeCache(Folder);
  if (Asked.Files.empty())
    Out.Errors.push_back("'--' needs a file before it");
  return Out;
}

static Expected<std::string> databaseFor(const Options &Asked,
                                         StringRef Folder) {
  if (Asked.DatabaseFolder.empty()) {
    std::string Found = findDatabase(Folder);
    if (!Found.empty())
      return Found;
    return createStringError(
        "no compile_commands.json here, above or in build/; CMake writes it "
        "with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, and for other build systems "
        "Bear does ('bear -- make'); then name its folder with -p");
  }
  SmallString<256> Name(absolutePath(Asked.DatabaseFolder, Folder));
  if (!sys::fs::is_directory(Name) && sys::fs::exists(Name))
    return Name.str().str();
  sys::path::append(Name, "compile_commands.json");
  if (sys::fs::exists(Name))
    return Name.str().str();
  return createStringError(
      "no compile_commands.json in '" + Asked.DatabaseFolder +
      "'; CMake writes it with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, and for "
      "other build systems Bear does ('bear -- make')");
}

Expected<UnitList> selectUnits(const Options &Asked, StringRef WorkingFolder) {
  if (Asked.FixedFlags)
    return fixedUnits(Asked, WorkingFolder);
  Expected<std::string> File = databaseFor(Asked, WorkingFolder);
  if (!File)
    return File.takeError();
  Expected<std::vector<Unit>> All = readDatabase(*File);
  if (!All)
    return All.takeError();
  UnitList Out;
  Out.DatabaseFile = *File;
  Selection Selected(std::move(*All), WorkingFolder, Out);
  for (const std::string &Name : Asked.Files)
    Selected.take(Name);
  if (Asked.Files.empty())
    Selected.takeAll();
  Selected.finish();
  if (Out.Units.empty() && Out.Errors.empty())
    Out.Errors.push_back("the database '" + displayPath(*File, WorkingFolder) +
                         "' has no C++ file to check");
  return Out;
}

} // namespace holdfast
