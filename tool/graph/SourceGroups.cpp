//===- SourceGroups.cpp ---------------------------------------------------===//
//
// A file's core is what every unit reads that reads the file. Where one file is
// in the core of another, its own core is within that one; two files have the
// same core just where the same units read them. So the cores are the groups,
// and a set of files is the union of the cores of those in it, of which only
// those are said that are in no larger one.
//
//===----------------------------------------------------------------------===//

#include "tool/graph/SourceGroups.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>

using namespace llvm;

namespace holdfast {

namespace {

class Grouping {
public:
  Grouping(ArrayRef<FileSet> OfUnit, unsigned Files)
      : OfUnit(OfUnit), Core(Files), GroupOf(Files), SeenIn(Files) {}
  SourceGroups run();

private:
  void findCores();
  void findGroups();
  std::vector<unsigned> cover(ArrayRef<unsigned> Set,
                              std::optional<unsigned> Without);
  /// Notes that the file is in the set that `Turn` stands for; false where it
  /// was already.
  bool see(unsigned File) { return std::exchange(SeenIn[File], Turn) != Turn; }

  ArrayRef<FileSet> OfUnit;
  std::vector<FileSet> Core;     ///< by file; empty: nobody reads it
  std::vector<unsigned> GroupOf; ///< by file
  std::vector<size_t> SeenIn;    ///< by file, the last turn
  size_t Turn = 0;
  SourceGroups Out;
};

} // namespace

void Grouping::findCores() {
  for (const FileSet &Set : OfUnit) {
    ++Turn;
    for (unsigned File : Set)
      see(File);
    for (unsigned File : Set)
      if (Core[File].empty())
        Core[File] = Set;
      else
        erase_if(Core[File], [&](unsigned F) { return SeenIn[F] != Turn; });
  }
}

void Grouping::findGroups() {
  for (unsigned File = 0; File != Core.size(); ++File) {
    if (Core[File].empty())
      continue;
    const unsigned First = *find_if(Core[File], [&](unsigned F) {
      return Core[F].size() == Core[File].size();
    });
    if (First == File) {
      GroupOf[File] = unsigned(Out.All.size());
      Out.All.emplace_back();
    } else {
      GroupOf[File] = GroupOf[First];
    }
    Out.All[GroupOf[File]].Files.push_back(File);
  }
}

/// The groups whose cores are `Set` together, but for one.
std::vector<unsigned> Grouping::cover(ArrayRef<unsigned> Set,
                                      std::optional<unsigned> Without) {
  FileSet Largest(Set);
  llvm::sort(Largest, [&](unsigned A, unsigned B) {
    return std::pair(Core[B].size(), A) < std::pair(Core[A].size(), B);
  });
  ++Turn;
  std::vector<unsigned> Groups;
  for (unsigned File : Largest) {
    if (GroupOf[File] == Without || SeenIn[File] == Turn)
      continue;
    Groups.push_back(GroupOf[File]);
    for (unsigned F : Core[File])
      see(F);
  }
  llvm::sort(Groups);
  return Groups;
}

SourceGroups Grouping::run() {
  findCores();
  findGroups();
  for (unsigned I = 0; I != Out.All.size(); ++I)
    Out.All[I].Groups = cover(Core[Out.All[I].Files[0]], I);
  for (const FileSet &Set : OfUnit)
    Out.OfUnit.push_back(cover(Set, std::nullopt));
  return std::move(Out);
}

SourceGroups groupSources(ArrayRef<FileSet> OfUnit, unsigned Files) {
  return Grouping(OfUnit, Files).run();
}

} // namespace holdfast
