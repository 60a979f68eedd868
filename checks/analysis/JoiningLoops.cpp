//===- JoiningLoops.cpp - the loops that join what outlives them ----------===//
//
// A part of Loans (Loans.h): a loop that joins, or detaches, the elements of a
// container has done so to all of them wherever it is left. Finds these loops
// by their edges back, before the problem is solved, and says at their heads
// what may be joined there, through whatever pointers and iterators; what is
// made in the loop itself is no concern of its head.
//
//===----------------------------------------------------------------------===//

#include "analysis/Loans.h"

using namespace holdfast;

/// The places of a Join, and what the references, pointers and iterators that
/// it goes through may have been bound to, anywhere.
std::set<PlaceId> Loans::pointedTo(llvm::ArrayRef<Block> Blocks, const Event &Join) const {
  std::set<PlaceId> Out, Pointers;
  std::vector<PlaceId> Work;
  auto Add = [&](PlaceId P) {
    Out.insert(P);
    for (PlaceId Pointer : {B.Places.rootOf(P), pointerBelow(P)})
      if (Pointer && Pointers.insert(Pointer).second)
        Work.push_back(Pointer);
  };
  for (PlaceId P : Names.placesOf(Join))
    Add(P);
  while (!Work.empty()) {
    PlaceId Pointer = Work.back();
    Work.pop_back();
    for (const Block &Each : Blocks)
      for (const Event &E : Each.Events)
        if (E.Other == Pointer && (E.Kind == EventKind::Borrow || E.Kind == EventKind::Flow))
          for (PlaceId P : Names.placesOf(E))
            Add(P);
  }
  return Out;
}

/// Finds the natural loops that join, or detach, what outlives them, by their
/// edges back.
void Loans::findJoiningLoops(llvm::ArrayRef<Block> Blocks) {
  std::vector<llvm::SmallVector<uint32_t, 4>> From(Blocks.size());
  for (uint32_t I = 0; I < Blocks.size(); ++I)
    for (const Edge &E : Blocks[I].Successors)
      From[E.To.index()].push_back(I);
  for (uint32_t I = 0; I < Blocks.size(); ++I)
    for (const Edge &Back : Blocks[I].Successors) {
      if (Back.Kind != EdgeKind::Back)
        continue;
      uint32_t Head = Back.To.index();
      std::set<uint32_t> Loop{Head, I};
      std::vector<uint32_t> Work{I};
      while (!Work.empty()) {
        uint32_t At = Work.back();
        Work.pop_back();
        if (At != Head)
          for (uint32_t Above : From[At])
            if (Loop.insert(Above).second)
              Work.push_back(Above);
      }
      std::set<PlaceId> Made; // in the loop itself
      for (uint32_t In : Loop)
        for (const Event &E : Blocks[In].Events)
          if (E.Kind == EventKind::StorageDead)
            Made.insert(B.Places.rootOf(E.Place));
      for (EventKind Kind : {EventKind::Join, EventKind::Detach}) // what may be joined is taken to be
        for (uint32_t In : Loop)
          for (const Event &E : Blocks[In].Events)
            if (E.Kind == Kind)
              for (PlaceId P : pointedTo(Blocks, E))
                if (!Made.count(B.Places.rootOf(P)))
                  JoinedAtHead[Head].push_back({P, &E});
    }
}
