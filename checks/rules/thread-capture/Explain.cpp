//===- Explain.cpp - thread-capture: the words ----------------------------===//
//
// Says it as Rust does: what is borrowed and what becomes of it first; then, in
// the order of time, where it dies and where the thread is joined, if it is.
//
//===----------------------------------------------------------------------===//

#include "rules/thread-capture/Rule.h"

#include "ir/Print.h"
#include "report/CaptureList.h"

#include "llvm/ADT/STLExtras.h"

using namespace holdfast;
using namespace holdfast::thread_capture;

static std::string quoted(const std::string &Name) { return "'" + Name + "'"; }

/// What the user calls it, in quotes: `this` for the object itself.
static std::string nameOf(PlaceId P, const Body &B, RuleContext &C) {
  P = namedWhole(B, P);
  std::string Name = describePlace(C.Prog, B, P);
  if (!Name.empty() && B.Places.rootOf(P) != P)
    return quoted(Name);
  if (B.Places[P].Root == RootKind::This)
    return "'this'";
  return Name.empty() ? "a temporary" : quoted(Name);
}

namespace {

/// How to speak of what runs the closure.
struct Phrases {
  const char *Closure, *Operation; ///< begin the message
  const char *WhileRunning, *MayStillRun, *BeforeTheEnd;
  const char *Starts, *Waits, *NobodyWaits, *RunsOn, *Detached, *EndsOnlyHere;
  const char *Copy, *Join, *KeepAlive;
};
constexpr Phrases OfThread{
    "closure passed to a thread borrows ", "a thread borrows ",
    "while the thread runs", "while the thread may still run", "before the thread is joined",
    "the thread starts here", "the thread starts here, and is not joined before that", "the thread starts here, and nobody joins it",
    "and the thread runs on", "the thread is detached here", "the thread is joined only here",
    "give the thread a copy of ", "join the thread before ", "keep the object alive with the thread, or join the thread before the object dies"};
/// What an executor or an event loop runs, perhaps in this thread.
constexpr Phrases OfHandler{
    "closure that runs later borrows ", "an operation that ends later borrows ",
    "before that", "before that", "before that",
    "it is given away here", "it is given away here, and nothing waits for it before that", "it is given away here, and nothing waits for it",
    "perhaps before it has run", "nothing waits for it from here on", "it is waited for only here",
    "give the closure a copy of ", "wait for it before ", "keep the object alive with the closure, or wait for it before the object dies"};
constexpr Phrases OfTask{
    "closure passed to an OpenMP task borrows ", "an OpenMP task borrows ",
    "while the task runs", "while the task may still run", "before the task is waited for",
    "the task starts here", "the task starts here, and is not waited for before that", "the task starts here, and nobody joins it",
    "and the task runs on", "the task is detached here", "the task is waited for only here",
    "give the task a copy of ", "wait for the task before ", "keep the object alive with the task, or wait for it before the object dies"};

class Explainer {
public:
  Explainer(const Violation &V, RuleContext &C)
      : V(V), C(C), R(C.Answers), Main(V.What.front()), L(R.Borrowed[Main.Loan]),
        Spawn(at(R.Borrowed.threads()[V.Thread].Where)), Late(R.Borrowed.lateEnd(V.Thread)),
        Say(isTask() ? OfTask : Spawn.MayNotHappen && (!Spawn.Other || R.Borrowed.threads()[V.Thread].IsPosted) ? OfHandler : OfThread),
        Name(nameOf(V.Part ? V.Part : L.Place, R.Source, C)), IsMany(V.What.size() > 1) {
    Function = llvm::StringRef(R.Source.Name).contains("(lambda)") ? "the lambda" : quoted(R.Source.Name);
    for (size_t I = 0; I < V.What.size(); ++I)
      Names += (I == 0 ? "" : I + 1 == V.What.size() ? " and " : ", ") + (V.Part ? Name : nameOf(R.Borrowed[V.What[I].Loan].Place, R.Source, C));
  }

  Finding run() {
    Finding F;
    F.Rule = Info.Id.str();
    F.Level = Name == "'this'" && Spawn.MayNotHappen ? Severity::Warning : Info.DefaultLevel; // who waits is not known
    F.Message = message();
    F.Where = C.Sources.resolve(where());
    F.Function = R.Source.Name;
    F.Instantiation = R.Source.Instantiation;
    F.Subject = Name == "a temporary" ? Name : Name.substr(1, Name.size() - 2);
    for (const Borrowed &Each : V.What)
      if (Each.By && Each.By->IsImplied && Each.By->FirstUse.isValid())
        F.Labels.push_back({C.Sources.resolve(Each.By->FirstUse), "borrowed here"});
    F.Notes = notes();
    if (std::optional<Fix> Mended = fix())
      F.Fixes.push_back(std::move(*Mended));
    else
      F.Help = help();
    return F;
  }

private:
  const Event &at(EventRef E) const { return R.Blocks[E.Block].Events[E.Index]; }
  /// Of OpenMP: a statement starts it, here or in a callee.
  bool isTask() const { return !Spawn.From || (Spawn.Other && C.Prog.Tasks && R.Source.Places[Spawn.Other].Name == C.Prog.Tasks); }
  bool isJoinedLate() const { return Late && Late->Kind == EventKind::Join; }

  /// The list as a whole, where its default does it.
  Span where() const {
    if (Main.By && Main.By->IsImplied && !V.OfCaller)
      return Main.Lambda->List;
    return L.Where.isValid() ? L.Where : Spawn.Where;
  }

  std::string message() const {
    std::string Out = Main.By ? Say.Closure : Say.Operation;
    if (V.IsJoinedInTime)
      return Out + (IsMany ? "the loop variables " : "the loop variable ") + Names;
    if (V.Part && V.Part != R.Source.This)
      return Out + Names + ", which dies " + OfThread.BeforeTheEnd;
    if (V.OfCaller)
      return Out + Names + (Name == "'this'" ? ", whose object" : ", which") + " may die " + Say.WhileRunning;
    bool Changes = Main.IsCounted && !IsMany;
    return Out + Names + ", which" + (Changes ? " changes and" : "") +
           (IsMany ? " die " : " dies ") + (isJoinedLate() ? Say.BeforeTheEnd : Say.MayStillRun);
  }

  std::string death() const {
    if (V.Part)
      return V.Part == R.Source.This ? "the destructor of the object lets the thread go on"
                                     : Name + " dies with the object, before the member that waits for the thread";
    if (V.OfCaller)
      return Function + " returns here, " + Say.RunsOn;
    std::string Out = Names + (IsMany ? " die here" : " dies here");
    switch (V.Place) {
    case DeathAt::Iteration: return Out + ", at the end of the iteration";
    case DeathAt::Return: return Out + ", when " + Function + " returns";
    case DeathAt::Block: return Out + ", at the end of its block";
    }
    return Out;
  }

  /// Where the one variable of all rounds is declared.
  Span declarationOf(PlaceId P) const {
    for (const Block &Each : R.Blocks)
      for (const Event &E : Each.Events)
        if (E.Kind == EventKind::Init && E.IsFresh && E.Place == P)
          return E.Where;
    return Span();
  }

  std::vector<Label> notes() const {
    Location Start = C.Sources.resolve(Spawn.Where), Begin = C.Sources.resolve(where());
    std::vector<Label> Out;
    if (V.IsJoinedInTime) {
      if (Span Declared = declarationOf(L.Place); Declared.isValid() && Main.IsCounted)
        Out.push_back({C.Sources.resolve(Declared), Name + " is one variable for the whole loop"});
      return Out;
    }
    bool HasHandle = Spawn.Other && !V.IsDetached;
    if (!Late)
      Out.push_back({Start, HasHandle ? Say.Waits : Say.NobodyWaits});
    else if (Start.Line != Begin.Line && Start.Line != C.Sources.resolve(Late->Where).Line)
      Out.push_back({Start, Say.Starts});
    if (Late && !isJoinedLate())
      Out.push_back({C.Sources.resolve(Late->Where), Say.Detached});
    Span Declared = Main.IsCounted ? declarationOf(L.Place) : Span();
    if (Declared.isValid())
      Out.push_back({C.Sources.resolve(Declared), Name + " is one variable for the whole loop: it changes while the threads " +
                                                      (Main.By && Main.By->IsOnlyRead ? "read" : "use") +
                                                      " it, and dies when the loop ends"});
    else
      Out.push_back({C.Sources.resolve(at(V.Death).Where), death()});
    if (isJoinedLate())
      Out.push_back({C.Sources.resolve(Late->Where), Say.EndsOnlyHere + destructor()});
    return Out;
  }

  std::string destructor() const {
    std::string Handle = V.LateHandle ? describePlace(C.Prog, R.Source, V.LateHandle) : "";
    return Handle.empty() ? "" : ", by the destructor of " + quoted(Handle);
  }

  std::string help() const {
    if (Name == "'this'")
      return Say.KeepAlive;
    if (V.IsJoinedInTime)
      return Say.Copy + Names;
    if (!Main.By && &Say == &OfHandler)
      return "let a member or a shared pointer keep " + Names + " alive until the operation has ended";
    std::string Join = Say.Join + Names + (IsMany ? " die" : " dies");
    bool IsWritten = llvm::any_of(V.What, [](const Borrowed &Each) { return Each.By && !Each.By->IsInit && !Each.By->IsOnlyRead; });
    return IsWritten ? Join + ", or let a shared pointer keep " + (IsMany ? "them" : "it") + " alive"
                     : Say.Copy + Names + ", or " + Join;
  }

  /// The edit that mends all of it, or none.
  std::optional<Fix> fix() const {
    Fix Out;
    Out.Grade = R.Source.Instantiation.empty() && !V.OfCaller ? FixGrade::Safe : FixGrade::Likely;
    std::string Text = Main.By ? C.Sources.textOf(Main.Lambda->List) : "", Added;
    if (V.Part || Text.empty() || !C.Sources.isEditable(Main.Lambda->List))
      return std::nullopt;
    Location List = C.Sources.resolve(Main.Lambda->List);
    for (const Borrowed &Each : V.What) {
      std::string Variable = C.Prog.Symbols.display(Each.By->Name).str(), Old = "&" + Variable, New = Variable;
      switch (Each.Instead) {
      case Mend::None: return std::nullopt;
      case Mend::Copy: break;
      case Mend::Move: New += " = std::move(" + Variable + ")"; break;
      case Mend::CopyOfObject: Old = "this", New = "*this"; break;
      }
      Out.Help = Each.Instead == Mend::Copy         ? "capture it by value"
                 : Each.Instead == Mend::Move       ? "move it into the closure"
                                                    : "give the thread a copy of the object";
      if (Each.By->IsImplied)
        Added += (Added.empty() ? "" : ", ") + New;
      else if (std::optional<Edit> One = replaceCapture(Text, List, Old, New))
        Out.Edits.push_back(std::move(*One));
      else
        return std::nullopt;
    }
    if (IsMany)
      Out.Help = "capture them by value";
    if (std::optional<Edit> One = Added.empty() ? std::nullopt : addCapture(Text, List, Added))
      Out.Edits.push_back(std::move(*One));
    return Out.Edits.empty() ? std::nullopt : std::optional(std::move(Out));
  }

  const Violation &V;
  RuleContext &C;
  const Results &R;
  const Borrowed &Main;
  const Loan &L;
  const Event &Spawn;
  const Event *Late; ///< a Join or Detach that comes too late, or null
  const Phrases &Say;
  std::string Name, Names, Function;
  bool IsMany;
};

} // namespace

Finding thread_capture::explain(const Violation &V, RuleContext &C) { return Explainer(V, C).run(); }
