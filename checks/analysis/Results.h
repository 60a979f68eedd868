//===- Results.h - everything the solvers answer about one body -----------===//
//
// What summaries and rules read. Kept together because the answers refer to
// the same elaborated blocks.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_ANALYSIS_RESULTS_H
#define HOLDFAST_ANALYSIS_RESULTS_H

#include "analysis/Aliases.h"
#include "analysis/Elaborate.h"
#include "analysis/Loans.h"
#include "analysis/Locks.h"
#include "analysis/MoveState.h"

#include <memory>

namespace holdfast {

/// The coroutine that a Call starts, or null.
inline const Body *startedBy(const Program &Prog, const Body &B, const Event &E) {
  CalleeId Target = E.Kind == EventKind::Call ? B.Calls[E.From.index()].Target : CalleeId();
  if (!Target || !Prog.Callees[Target.index()].Body || Prog.Callees[Target.index()].MayDispatch)
    return nullptr;
  const Body &Started = Prog.Bodies[Prog.Callees[Target.index()].Body.index()];
  return Started.IsCoroutine ? &Started : nullptr;
}

struct Results {
  /// For its summary, and for who asks of every variable (`OfAll`), a body is
  /// solved whether or not a rule has a question; for the latter all borrows are.
  Results(const Program &Prog, Body &B, const Summaries &Known, bool ForSummary, bool OfAll = false)
      : Source(B), Known(Known), Blocks(elaborate(Prog, B, Known)), IsAsked(concernsRules(Prog)),
        Names(B, asked(ForSummary || OfAll)), Moves(Prog, Known, B, asked(ForSummary || OfAll), Names, ForSummary),
        Borrowed(
            Prog, B, asked(ForSummary || OfAll), Moves, [&](const Call &C) { return isKnown(Prog, Known, C); }, OfAll),
        Guarded(Prog, B, asked(ForSummary || OfAll), Moves) {}
  Results(const Results &) = delete;

  Body &Source;
  const Summaries &Known;
  std::vector<Block> Blocks;
  /// False where nothing moves, neither a thread nor a coroutine starts, no
  /// closure holds `this` and no lock is taken or needed: no rule has a question.
  bool IsAsked;
  Aliases Names;
  MoveState Moves;
  Loans Borrowed;
  Locks Guarded;

private:
  static bool isKnown(const Program &Prog, const Summaries &Known, const Call &C) {
    const Callee *Target = C.Target ? &Prog.Callees[C.Target.index()] : nullptr;
    return Target && (Target->Row || (Target->Body && !Target->MayDispatch && Target->Body.index() < Known.size() &&
                                      Known[Target->Body.index()]));
  }
  bool concernsRules(const Program &Prog) const {
    auto IsAsked = [&](const Event &E) {
      return E.Kind == EventKind::Move || E.Kind == EventKind::Spawn || E.Kind == EventKind::Acquire ||
             E.Kind == EventKind::Release || startedBy(Prog, Source, E);
    };
    auto HoldsObject = [](const Closure &Each) { return llvm::any_of(Each.Captures, [](const Capture &By) { return !By.Name; }); };
    return !Source.Required.empty() || llvm::any_of(Source.Closures, HoldsObject) ||
           llvm::any_of(Blocks, [&](const Block &Each) { return llvm::any_of(Each.Events, IsAsked); });
  }
  llvm::ArrayRef<Block> asked(bool Anyway) const {
    return Anyway || IsAsked ? llvm::ArrayRef(Blocks) : llvm::ArrayRef<Block>();
  }
};

} // namespace holdfast

#endif
