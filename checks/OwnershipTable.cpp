//===- OwnershipTable.cpp -------------------------------------------------===//

#include "OwnershipTable.h"

#include "OwnershipWords.h"
#include "analysis/Ownership.h"
#include "dataflow/Solve.h"
#include "summary/LockUse.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <map>
#include <set>

using namespace holdfast;

namespace {

/// A point of the text of one body, in the order of the text.
struct Spot {
  unsigned Offset = 0, Line = 0, Column = 0;
  const OwnershipPoint *Point = nullptr;
};

Location between(const Location &File, const Spot &From, const Spot &To) {
  return {File.File, From.Line,   From.Column, To.Line,
          To.Column, From.Offset, To.Offset};
}
Spot beginOf(const Location &L) { return {L.Offset, L.Line, L.Column}; }
Spot endOf(const Location &L) { return {L.EndOffset, L.EndLine, L.EndColumn}; }
const Spot &later(const Spot &X, const Spot &Y) {
  return X.Offset < Y.Offset ? Y : X;
}

class BodyTable {
public:
  BodyTable(const Program &Prog, const Results &R, const BodyOwnership &Found,
            const SourceMap &Sources, llvm::ArrayRef<InferredGuard> Guards)
      : R(R), Found(Found), Sources(Sources), Words(Prog, R, Guards),
        Extent(Sources.resolve(R.Source.Blocks[Body::EntryIndex].Begins)) {}

  void addTo(OwnershipTable &Out) {
    orderPoints();
    std::vector<VariableOwnership> All;
    for (size_t I = 0; I < Found.Variables.size(); ++I)
      All.push_back(describe(I));
    for (size_t I = 0; I < All.size(); ++I)
      if (Found.Variables[I].IsAlias)
        addAlias(I, All);
    for (size_t I = 0; I < All.size(); ++I) {
      llvm::sort(All[I].Ranges);
      All[I].Hints = Words.hints(Found.Variables[I], All[I]);
      if (!All[I].Mentions.empty())
        Out.Variables.push_back(std::move(All[I]));
    }
  }

private:
  bool isInside(const Location &L) const {
    return L.File == Extent.File && L.Offset >= Extent.Offset &&
           L.EndOffset <= Extent.EndOffset;
  }

  /// What happens later is not earlier in the text: where a statement ends what
  /// it has made, an event that names an earlier token stands where the
  /// statement has come to. Only a block with a place of its own, such as a
  /// branch, begins anew. Of several points at one offset the last counts:
  /// first what happens on the way there, then blocks that begin there, the
  /// inner (which was made later) first, each followed by its own events.
  void orderPoints() {
    std::vector<std::vector<const OwnershipPoint *>> ByBlock(R.Blocks.size());
    for (const OwnershipPoint &P : Found.Points)
      ByBlock[P.Block].push_back(&P);
    std::vector<Spot> Clock(R.Blocks.size());
    for (uint32_t Block : reversePostOrder(R.Source.Blocks)) {
      addBlock(Block, ByBlock[Block], Clock[Block]);
      for (const Edge &To : R.Source.Blocks[Block].Successors)
        if (To.Kind != EdgeKind::Back)
          Clock[To.To.index()] = later(Clock[To.To.index()], Clock[Block]);
    }
    llvm::sort(All, [](const Keyed &X, const Keyed &Y) {
      return std::tie(X.At.Offset, X.BlockHere, X.Order) <
             std::tie(Y.At.Offset, Y.BlockHere, Y.Order);
    });
    for (const Keyed &Each : All)
      if (!Spots.empty() && Spots.back().Offset == Each.At.Offset)
        Spots.back() = Each.At;
      else
        Spots.push_back(Each.At);
  }

  void addBlock(uint32_t Block, llvm::ArrayRef<const OwnershipPoint *> Points,
                Spot &Clock) {
    std::optional<unsigned> BegunAt;
    for (const OwnershipPoint *P : Points) {
      const Location L = Sources.resolve(P->Where);
      if (!isInside(L))
        continue;
      Spot S = P->IsBehind ? endOf(L) : beginOf(L);
      if (P->IsBlock)
        BegunAt = S.Offset;
      else if (P->IsBehind)
        S = later(S, Clock);
      else if (S.Offset < Clock.Offset)
        continue; // it is in the text before what is known to be true
      Clock = S;
      S.Point = P;
      All.push_back(
          {BegunAt == S.Offset ? uint32_t(R.Blocks.size()) - Block : 0,
           All.size(), S});
    }
  }

  VariableOwnership describe(size_t Index) {
    const OwnedVariable &V = Found.Variables[Index];
    VariableOwnership Out;
    Out.Name = Words.nameOf(V);
    Out.Function = R.Source.Name + R.Source.Instantiation;
    Out.Guard = Words.guardOf(V);
    for (Span Each : V.Mentions)
      if (const Location L = Sources.resolve(Each); L.File == Extent.File)
        Out.Mentions.push_back(L);
    llvm::sort(Out.Mentions, [](const Location &X, const Location &Y) {
      return X.Offset < Y.Offset;
    });
    Out.Mentions.erase(std::unique(Out.Mentions.begin(), Out.Mentions.end()),
                       Out.Mentions.end());
    addRanges(Index, Out);
    return Out;
  }

  void addRanges(size_t Index, VariableOwnership &Out) {
    const OwnedVariable &V = Found.Variables[Index];
    const Spot Start = V.Declared.isValid() ? endOf(Sources.resolve(V.Declared))
                                            : beginOf(Extent);
    Spot End = beginOf(Extent);
    for (Span Each : V.Ends) { // a brace, or a statement that leaves
      const Location L = Sources.resolve(Each);
      End = later(End, Each.Begin == Each.End ? beginOf(L) : endOf(L));
    }
    if (V.Ends.empty())
      End = endOf(Extent);
    std::map<OwnershipFact, Spot> Open;
    auto Close = [&](const OwnershipFact &F, const Spot &From, Spot To) {
      if (To.Offset > End.Offset)
        To = End;
      if (From.Offset < To.Offset)
        Out.Ranges.push_back(range(V, F, between(Extent, From, To)));
    };
    for (const Spot &S : Spots) {
      const std::vector<OwnershipFact> &Facts = S.Point->Facts[Index];
      for (auto It = Open.begin(); It != Open.end();) {
        if (llvm::is_contained(Facts, It->first)) {
          ++It;
          continue;
        }
        Close(It->first, It->second, S);
        It = Open.erase(It);
      }
      for (const OwnershipFact &F : Facts)
        Open.try_emplace(F, S.Offset < Start.Offset ? Start : S);
    }
    for (const auto &[F, From] : Open)
      Close(F, From, End);
  }

  OwnershipRange range(const OwnedVariable &V, const OwnershipFact &F,
                       Location Where) const {
    return {std::move(Where), Words.kindOf(F.Kind), Words.messageOf(V, F),
            Words.otherOf(F), Sources.resolve(F.Cause)};
  }

  /// A reference that stands for another variable all its life has no events of
  /// its own: it borrows from its declaration to where it is named last.
  void addAlias(size_t Index, std::vector<VariableOwnership> &All) {
    const OwnedVariable &V = Found.Variables[Index];
    if (!V.Declared.isValid() || All[Index].Mentions.empty())
      return;
    const Location Declared = Sources.resolve(V.Declared),
                   &Last = All[Index].Mentions.back();
    if (Declared.File != Extent.File || Declared.EndOffset >= Last.EndOffset)
      return;
    const Location Where = between(Extent, endOf(Declared), endOf(Last));
    OwnershipFact F{OwnershipKind::Borrows, V.Declared, V.Place};
    All[Index].Ranges.push_back(range(V, F, Where));
    for (size_t I = 0; I < All.size(); ++I) {
      const OwnedVariable &Of = Found.Variables[I];
      if (!Of.IsAlias && (R.Source.Places.isWithin(V.Place, Of.Place) ||
                          R.Source.Places.isWithin(Of.Place, V.Place)))
        All[I].Ranges.push_back({Where, Words.kindOf(OwnershipKind::Borrowed),
                                 "borrowed by '" + All[Index].Name + "'",
                                 All[Index].Name, Declared});
    }
  }

  const Results &R;
  const BodyOwnership &Found;
  const SourceMap &Sources;
  OwnershipWords Words;
  const Location Extent;
  struct Keyed {
    uint32_t
        BlockHere; ///< counted down from the last; 0: it does not begin here
    size_t Order;
    Spot At;
  };
  std::vector<Keyed> All;
  std::vector<Spot> Spots; ///< by offset, each once
};

/// The unit's own names of what guards what.
std::vector<GuardPath> pathsOf(const Program &Prog,
                               llvm::ArrayRef<InferredGuard> Guards) {
  std::set<std::string> Shown;
  for (const InferredGuard &G : Guards)
    for (llvm::StringRef Path :
         {llvm::StringRef(G.Data), llvm::StringRef(G.Lock)})
      for (llvm::StringRef Name : llvm::split(Path, '.'))
        Shown.insert(Name.str());
  std::map<std::string, SymbolId> ByKey;
  for (uint32_t I = 0; I < Prog.Symbols.size() && !Shown.empty(); ++I)
    if (Shown.count(Prog.Symbols.display(SymbolId(I)).str()))
      ByKey.try_emplace(exchangedName(Prog, SymbolId(I)), SymbolId(I));
  auto Find = [&](const std::vector<std::string> &Keys) {
    std::vector<SymbolId> Out;
    for (const std::string &Key : Keys)
      if (auto It = ByKey.find(Key); It != ByKey.end())
        Out.push_back(It->second);
    return Out.size() == Keys.size() ? Out : std::vector<SymbolId>();
  };
  std::vector<GuardPath> Out;
  for (const InferredGuard &G : Guards)
    Out.push_back({Find(G.DataKeys), Find(G.LockKeys)});
  return Out;
}

} // namespace

OwnershipTable holdfast::makeOwnershipTable(
    Program &Prog, const Summaries &Known, const SourceMap &Sources,
    llvm::ArrayRef<InferredGuard> Guards, llvm::StringRef Only) {
  OwnershipTable Out;
  const std::vector<GuardPath> Paths = pathsOf(Prog, Guards);
  for (Body &B : Prog.Bodies) {
    if (B.Blocks.empty() || B.Mentions.empty() ||
        (!Only.empty() && Sources.resolve(B.Where).File != Only))
      continue;
    Results R(Prog, B, Known, false, true);
    const BodyOwnership Found = findOwnership(Prog, R, Paths);
    BodyTable(Prog, R, Found, Sources, Guards).addTo(Out);
  }
  // Of the instantiations of a template the first stays.
  auto Key = [](const VariableOwnership &V) {
    return std::tie(V.Mentions.front().File, V.Mentions.front().Offset, V.Name);
  };
  llvm::sort(Out.Variables,
             [&](const VariableOwnership &X, const VariableOwnership &Y) {
               return std::tuple_cat(Key(X), std::tie(X.Function)) <
                      std::tuple_cat(Key(Y), std::tie(Y.Function));
             });
  Out.Variables.erase(
      std::unique(Out.Variables.begin(), Out.Variables.end(),
                  [&](const VariableOwnership &X, const VariableOwnership &Y) {
                    return Key(X) == Key(Y);
                  }),
      Out.Variables.end());
  return Out;
}
