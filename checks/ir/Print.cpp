//===- Print.cpp ----------------------------------------------------------===//

#include "ir/Print.h"

#include "llvm/Support/raw_ostream.h"

using namespace holdfast;

static std::string printPath(const Program &Prog, const Body &B, PlaceId P, bool Complete) {
  const PlaceTable::Node &N = B.Places[P];
  if (!N.Parent) {
    if (N.Root == RootKind::This)
      return Complete ? "this" : "*this";
    if (N.Root == RootKind::Return && Complete)
      return "return";
    std::string Name = Prog.Symbols.display(N.Name).str();
    return Name.empty() && Complete ? "%" + std::to_string(P.index()) : Name;
  }
  const PlaceTable::Node &Above = B.Places[N.Parent];
  bool OfThis = !Above.Parent && Above.Root == RootKind::This;
  std::string Parent = printPath(Prog, B, N.Parent, Complete);
  if (Parent.empty())
    return "";
  std::string Name = Prog.Symbols.display(N.Step.Name).str();
  bool ThroughPointer = Above.Parent && Above.Step.Kind == ProjectionKind::Deref && Above.Step.Index == 0;
  switch (N.Step.Kind) {
  case ProjectionKind::Field:
    if (!N.Step.Name && N.Step.Index >= Projection::PartOfType)
      return Complete ? "get<type " + std::to_string(N.Step.Index - Projection::PartOfType) + ">(" + Parent + ")" : Parent;
    if (!N.Step.Name)
      return "get<" + std::to_string(N.Step.Index) + ">(" + Parent + ")";
    if ((OfThis || Parent == "*this") && !Complete)
      return Name;
    if (ThroughPointer && !Complete && Parent.starts_with("*"))
      return Parent.substr(1) + "->" + Name;
    return Parent + "." + Name;
  case ProjectionKind::Base: return Complete ? Parent + ".(" + Name + ")" : Parent;
  case ProjectionKind::Deref:
    if (N.Step.Index == 1 && !Complete)
      return Parent; // a reference is named like what it denotes
    return Complete ? "(*" + Parent + ")" : "*" + Parent;
  case ProjectionKind::Payload: return Complete ? Parent + ".value" : "*" + Parent;
  case ProjectionKind::Capture:
    return Complete ? Parent + ".[" + (Name.empty() ? "this" : Name) + "]" : OfThis ? (Name.empty() ? "*this" : Name) : Parent;
  case ProjectionKind::Element: {
    std::string Index = N.Step.IndexPlace ? printPath(Prog, B, N.Step.IndexPlace, Complete)
                        : N.Step.Index == Projection::UnknownElement ? (Complete ? "?" : "...")
                                                                     : std::to_string(N.Step.Index);
    return Parent + "[" + Index + "]";
  }
  }
  return "";
}

PlaceId holdfast::namedWhole(const Body &B, PlaceId P) {
  while (B.Places.isUnknownElement(P))
    P = B.Places[P].Parent;
  return P;
}

std::string holdfast::describePlace(const Program &Prog, const Body &B, PlaceId P) {
  return printPath(Prog, B, P, false);
}

std::string holdfast::printPlace(const Program &Prog, const Body &B, PlaceId P) {
  return P ? printPath(Prog, B, P, true) : "-";
}

static std::string printTerm(const Program &Prog, const Body &B, TermId Id) {
  const Term &T = B.Terms[Id];
  switch (T.Kind) {
  case TermKind::Constant: return std::to_string(T.Constant);
  case TermKind::Value: return printPlace(Prog, B, T.Place);
  case TermKind::Pure: {
    std::string Out = Prog.Symbols.display(T.Function).str() + "(";
    for (size_t I = 0; I < T.Args.size(); ++I)
      Out += (I ? ", " : "") + printTerm(Prog, B, T.Args[I]);
    return Out + ")";
  }
  }
  return "";
}

static std::string printCondition(const Program &Prog, const Body &B, const Event &E) {
  static const char *const Signs[] = {"==", "!=", "<", "<=", ">", ">="};
  static const char *const Opposite[] = {"!=", "==", ">=", ">", "<=", "<"};
  const Condition &C = B.Terms[E.Assumed];
  std::string Out = printTerm(Prog, B, C.Left) + " " + (E.Negated ? Opposite : Signs)[unsigned(C.Op)] + " " +
                    printTerm(Prog, B, C.Right);
  if (C.Offset)
    Out += (C.Offset > 0 ? " + " : " - ") + std::to_string(C.Offset > 0 ? C.Offset : -C.Offset);
  return Out;
}

static const char *nameOf(const Event &E) {
  switch (E.Kind) {
  case EventKind::Init: return E.IsFresh ? "init" : "assign";
  case EventKind::Move: return "move";
  case EventKind::Use:
    switch (E.Mode) {
    case UseKind::Read: return "read";
    case UseKind::Write: return "write";
    case UseKind::CallOn: return "call-on";
    case UseKind::Ask: return "ask";
    }
    return "use";
  case EventKind::Borrow: return "borrow";
  case EventKind::Flow: return "flow";
  case EventKind::Drop: return "drop";
  case EventKind::StorageDead: return "storage-dead";
  case EventKind::Acquire: return "acquire";
  case EventKind::Release: return "release";
  case EventKind::Wait: return "wait";
  case EventKind::Need: return E.Negated ? "exclude" : "need";
  case EventKind::Spawn: return "spawn";
  case EventKind::Join: return "join";
  case EventKind::Abandon: return "abandon";
  case EventKind::Detach: return "detach";
  case EventKind::Call: return "call";
  case EventKind::Invalidate: return "invalidate";
  case EventKind::Escape: return "escape";
  case EventKind::Return: return "return";
  case EventKind::Assume: return "assume";
  case EventKind::Suspend: return "suspend";
  }
  return "?";
}

static std::string printCall(const Program &Prog, const Body &B, const Call &C) {
  static const char *const How[] = {"", "&", "const& ", "&&", "*", "const* "};
  std::string Out = "call ";
  Out += C.Target ? Prog.Symbols.display(Prog.Callees[C.Target.index()].Name).str() : "(unknown)";
  if (C.Object.Place)
    Out += " on " + std::string(How[unsigned(C.Object.How)]) + printPlace(Prog, B, C.Object.Place);
  Out += "(";
  for (size_t I = 0; I < C.Args.size(); ++I)
    Out += std::string(I ? ", " : "") + How[unsigned(C.Args[I].How)] + printPlace(Prog, B, C.Args[I].Place);
  Out += ")";
  if (C.Result)
    Out += " -> " + printPlace(Prog, B, C.Result);
  return Out;
}

std::string holdfast::printEvent(const Program &Prog, const Body &B, const Event &E) {
  if (E.Kind == EventKind::Call)
    return printCall(Prog, B, B.Calls[E.From.index()]);
  std::string Out = nameOf(E);
  if (E.Kind == EventKind::Assume)
    return Out + " " + printCondition(Prog, B, E);
  if (E.Place)
    Out += " " + printPlace(Prog, B, E.Place);
  if (E.Other)
    Out += " -> " + printPlace(Prog, B, E.Other);
  if (E.Value)
    Out += (E.Kind == EventKind::Use ? " += " : " = ") + printTerm(Prog, B, E.Value);
  static const char *const Ways[] = {"", " (shared)", " (deferred)", " (adopted)", " (disowned)"};
  Out += Ways[unsigned(E.How)];
  if (E.MayNotHappen)
    Out += " (may)";
  if (E.IsRestored)
    Out += " (restored)";
  if (E.IfTested)
    Out += " (unless tested)";
  if (E.Unsequenced)
    Out += " (unsequenced)";
  return Out;
}

std::string holdfast::printBody(const Program &Prog, const Body &B, llvm::ArrayRef<Block> Blocks) {
  std::string Text;
  llvm::raw_string_ostream Out(Text);
  Out << "function " << B.Name << B.Instantiation << "\n";
  for (size_t I = 0; I < Blocks.size(); ++I) {
    Out << "  block " << I;
    if (I == Body::ExitIndex)
      Out << " (exit)";
    if (I == Body::UnwindIndex)
      Out << " (unwind)";
    Out << ":\n";
    for (const Event &E : Blocks[I].Events)
      Out << "    " << printEvent(Prog, B, E) << "\n";
    if (!Blocks[I].Successors.empty()) {
      Out << "    goto";
      for (const Edge &To : Blocks[I].Successors)
        Out << " " << To.To.index() << (To.Kind == EdgeKind::Back ? " (back)" : To.Kind == EdgeKind::Unwind ? " (unwind)" : "");
      Out << "\n";
    }
  }
  return Text;
}
