//===- CallOrder.cpp ------------------------------------------------------===//

#include "summary/CallOrder.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;

/// Those that run where an object of the type goes.
static void addDestructors(const Program &Prog, TypeId T, std::vector<uint32_t> &Out, unsigned Depth) {
  if (!T || Depth > 4)
    return;
  if (FunctionId F = Prog.Types[T].Destructor)
    Out.push_back(F.index());
  for (auto &[Step, Part] : Prog.Types[T].DropParts)
    addDestructors(Prog, Part, Out, Depth + 1);
}

static std::vector<uint32_t> calleesOf(const Program &Prog, const Body &B) {
  std::vector<uint32_t> Out;
  auto Add = [&](FunctionId F) {
    if (F)
      Out.push_back(F.index());
  };
  for (const Call &C : B.Calls) {
    if (C.Target)
      Add(Prog.Callees[C.Target.index()].Body);
    // A closure that is handed over may be run by the callee.
    for (const Argument &A : C.Args)
      if (A.Place && B.Places[A.Place].Type) {
        Add(Prog.Types[B.Places[A.Place].Type].CallOperator);
        Add(Prog.Types[B.Places[A.Place].Type].LockMember); // by a guard
      }
  }
  for (const Block &Each : B.Blocks)
    for (const Event &E : Each.Events)
      if (E.Kind == EventKind::Drop)
        addDestructors(Prog, B.Places[E.Place].Type, Out, 0);
  llvm::sort(Out);
  Out.erase(std::unique(Out.begin(), Out.end()), Out.end());
  return Out;
}

std::vector<CallGroup> holdfast::callOrder(const Program &Prog) {
  const uint32_t N = uint32_t(Prog.Bodies.size());
  std::vector<std::vector<uint32_t>> Callees(N);
  for (uint32_t I = 0; I < N; ++I)
    Callees[I] = calleesOf(Prog, Prog.Bodies[I]);

  std::vector<CallGroup> Groups;
  std::vector<uint32_t> Number(N, 0), Low(N, 0), Pending;
  std::vector<bool> IsPending(N, false);
  std::vector<std::pair<uint32_t, size_t>> Stack; // explicit: call chains are deep
  uint32_t Next = 1;
  auto Open = [&](uint32_t F) {
    Number[F] = Low[F] = Next++;
    Pending.push_back(F);
    IsPending[F] = true;
    Stack.push_back({F, 0});
  };
  for (uint32_t Root = 0; Root < N; ++Root) {
    if (Number[Root])
      continue;
    Open(Root);
    while (!Stack.empty()) {
      auto [F, I] = Stack.back();
      if (I < Callees[F].size()) {
        ++Stack.back().second;
        uint32_t To = Callees[F][I];
        if (!Number[To])
          Open(To);
        else if (IsPending[To])
          Low[F] = std::min(Low[F], Number[To]);
        continue;
      }
      Stack.pop_back();
      if (!Stack.empty())
        Low[Stack.back().first] = std::min(Low[Stack.back().first], Low[F]);
      if (Low[F] != Number[F])
        continue;
      CallGroup G;
      uint32_t Member;
      do {
        Member = Pending.back();
        Pending.pop_back();
        IsPending[Member] = false;
        G.Members.push_back(FunctionId(Member));
      } while (Member != F);
      llvm::sort(G.Members);
      G.IsRecursive = G.Members.size() > 1 || llvm::is_contained(Callees[F], F);
      Groups.push_back(std::move(G));
    }
  }
  return Groups;
}
