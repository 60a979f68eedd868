//===- Explain.cpp - lock-order: the words --------------------------------===//

#include "rules/lock-order/Rule.h"

using namespace holdfast;
using namespace holdfast::lock_order;

static std::string quoted(const std::string &Name) { return "'" + Name + "'"; }

/// A closure has no name of its own, a constructor that of its class.
static std::string functionName(llvm::StringRef Name) {
  Name.consume_back("::(constructor)");
  if (Name.consume_back("::(destructor)"))
    return "the destructor of " + quoted(Name.str());
  if (Name.consume_back("::(lambda)::operator()"))
    return "a closure in " + quoted(Name.str());
  return quoted(Name.str());
}

/// " through 'f' and 'g'": all but the first, which is named as the one that locks.
static std::string through(const LockEdge &E) {
  std::string Out;
  for (size_t I = 1; I < E.Through.size(); ++I)
    Out += (I == 1 ? " through " : " and ") + functionName(E.Through[I]);
  return Out;
}

/// "'b' is locked", or who locks it.
static std::string taken(const LockEdge &E) {
  return E.Through.empty() ? quoted(E.Taken) + " is locked" : functionName(E.Through.front()) + " locks " + quoted(E.Taken) + through(E);
}

static Finding explainExchange(const LockEdge &E) {
  Finding F;
  F.Message = taken(E) + " while the same lock of another object is held: " + functionName(E.Function) +
              " with the two exchanged, in another thread, locks them in the opposite order";
  F.Help = "lock both at once with std::scoped_lock, or always in the order of their addresses";
  return F;
}

static Finding explainCycle(const LockCycle &V) {
  const LockEdge &E = V.Edges.front();
  Finding F;
  F.Message = taken(E) + " while " + quoted(E.Held) + " is held, but " +
              (V.Edges.size() > 2 ? "others lock these in a circle"
                                  : functionName(V.Edges[1].Function) + " locks " + quoted(E.Held) + " while it holds " + quoted(E.Taken)) +
              ": two threads may wait for each other forever";
  F.Help = V.Edges.size() > 2 ? "lock them in one order everywhere"
                              : "always lock " + quoted(E.Taken) + " first, or let go of " + quoted(E.Held) + " before";
  return F;
}

static Finding explainDeclared(const LockEdge &E) {
  Finding F;
  F.Message = taken(E) + " while " + quoted(E.Held) + " is held, but is declared to be locked before it";
  if (!E.Through.empty())
    F.Message = taken(E) + ", which is declared to be locked before " + quoted(E.Held) + ", while that is held";
  F.Help = "lock " + quoted(E.Taken) + " first, or let go of " + quoted(E.Held) + " before";
  return F;
}

Finding lock_order::explain(const LockCycle &V) {
  const LockEdge &E = V.Edges.front();
  const bool IsDeclared = V.Declared.isValid();
  Finding F = IsDeclared ? explainDeclared(E) : V.IsExchange ? explainExchange(E) : explainCycle(V);
  F.Rule = Info.Id.str();
  F.Level = IsDeclared ? Severity::Error : Info.DefaultLevel;
  F.Where = E.TakenAt;
  F.Function = E.Function;
  F.Instantiation = E.Instantiation;
  F.Subject = E.Held + " " + E.Taken;
  if (E.HeldAt.isValid())
    F.Notes.push_back({E.HeldAt, V.IsExchange ? "the other is locked here" : quoted(E.Held) + " is locked here"});
  if (IsDeclared)
    F.Notes.push_back({V.Declared, "the order is declared here"});
  for (size_t I = 1; I < V.Edges.size() && F.Notes.size() < 4; ++I) {
    const LockEdge &Other = V.Edges[I];
    if (V.Edges.size() == 2 && Other.HeldAt.isValid())
      F.Notes.push_back({Other.HeldAt, "in " + functionName(Other.Function) + ", " + quoted(Other.Held) + " is locked here"});
    F.Notes.push_back({Other.TakenAt, "in " + functionName(Other.Function) + ", " + taken(Other) + " while " + quoted(Other.Held) + " is held"});
  }
  return F;
}
