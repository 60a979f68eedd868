//===- Explain.cpp - use-after-move: the words ----------------------------===//

#include "rules/use-after-move/Rule.h"

#include "ir/Print.h"

#include "llvm/ADT/StringExtras.h"

using namespace holdfast;
using namespace holdfast::use_after_move;

/// True for text that names a place by itself: not `o->`, not a whole call.
static bool isPlainName(llvm::StringRef Text) {
  return !Text.empty() && Text.size() <= 40 && Text.find_first_of("\n(){};") == llvm::StringRef::npos &&
         (llvm::isAlpha(Text.front()) || Text.front() == '_' || Text.front() == '*') &&
         (llvm::isAlnum(Text.back()) || Text.back() == '_' || Text.back() == ']');
}

/// The place as the user wrote it at `E`. What a callee does deep inside an
/// argument, and what is not spelled there, is named as the place is called.
static std::string nameAt(const Event &E, PlaceId P, PlaceId Moved, RuleContext &C) {
  const Body &B = C.Answers.Source;
  bool IsArgument = true;
  if (E.From) {
    const Call &By = B.Calls[E.From.index()];
    IsArgument = false;
    auto Try = [&](const Argument &A) {
      // The callee's parts are its own business where all of it was moved.
      bool IsWhole = A.Place && B.Places.isWithin(E.Place, A.Place) && B.Places.isWithin(A.Place, Moved);
      IsArgument |= E.Place == A.Place || IsWhole;
      if (IsWhole)
        P = A.Place;
    };
    if (By.Object.Place != B.This)
      Try(By.Object);
    for (const Argument &A : By.Args)
      Try(A);
  }
  std::string Text = C.Sources.textOf(E.Where);
  if (IsArgument && P != B.This && isPlainName(Text))
    return Text;
  std::string Name = describePlace(C.Prog, B, P);
  if (Name.empty())
    Name = describePlace(C.Prog, B, E.Place);
  return Name.empty() ? Text : Name;
}

/// " in the call of 'f'", where a call moves.
static std::string calleeOf(const Event &Move, RuleContext &C) {
  if (!Move.From)
    return "";
  const Call &By = C.Answers.Source.Calls[Move.From.index()];
  if (!By.Target)
    return "";
  std::string Name = C.Prog.Symbols.display(C.Prog.Callees[By.Target.index()].Name).str();
  if (Name == "operator()" && By.Object.Place) // a closure, by its own name
    Name = C.Sources.textOf(By.Object.Where);
  // The text of a closure that has no name says nothing on one line.
  return Name.empty() || llvm::StringRef(Name).contains('\n') ? "" : " in the call of '" + Name + "'";
}

static std::string message(const Violation &V, const std::string &Used, const std::string &Moved, bool IsMove) {
  std::string May = V.May ? "may be " : "is ";
  if (V.IsUnsequenced)
    return "'" + Used + "' is used and moved in one call, in no fixed order";
  if (V.IsWithinCall)
    return "'" + Used + "' " + May + "moved more than once";
  if (V.IsSameEvent)
    return "'" + Used + "' " + May + "moved again in the next iteration of the loop";
  std::string Verb = IsMove && Used == Moved ? "moved again" : "used";
  if (V.IsPart && Used != Moved)
    return "'" + Used + "' " + May + "used after its part '" + Moved + "' was moved";
  if (Used == Moved)
    return "'" + Used + "' " + May + Verb + " after it was moved";
  return "'" + Used + "' " + May + Verb + " after '" + Moved + "' was moved";
}

Finding use_after_move::explain(const Violation &V, RuleContext &C) {
  const Results &R = C.Answers;
  const Event &Move = R.Blocks[V.Move.Block].Events[V.Move.Index];
  const Event &Use = R.Blocks[V.Use.Block].Events[V.Use.Index];
  std::string Moved = nameAt(Move, V.Moved, V.Moved, C), Used = nameAt(Use, V.Used, V.Moved, C);
  if (V.Moved == V.Used) // two spellings of one place
    Moved = Used;

  Finding F;
  F.Rule = Info.Id.str();
  F.Level = Info.DefaultLevel;
  F.Message = message(V, Used, Moved, Use.Kind == EventKind::Move);
  F.Where = C.Sources.resolve(Use.Where);
  F.Function = R.Source.Name;
  F.Instantiation = R.Source.Instantiation;
  F.Subject = describePlace(C.Prog, R.Source, V.Moved);

  std::string In = calleeOf(Move, C);
  if (V.IsWithinCall) {
    F.Message += In;
  } else if (!V.IsSameEvent) {
    F.Notes.push_back({C.Sources.resolve(Move.Where), "moved here" + (In.empty() ? In : "," + In)});
  }
  if (V.Loop)
    F.Notes.push_back({C.Sources.resolve({R.Blocks[*V.Loop].Where.Begin, R.Blocks[*V.Loop].Where.Begin}),
                       "the loop comes back here"});

  const PlaceTable::Node &What = R.Source.Places[V.Moved];
  bool CanCopy = Move.Other && !Move.From && What.Type && C.Prog.Types[What.Type].IsCopyable;
  if (CanCopy && C.Sources.isEditable(Move.Whole) && C.Sources.isEditable(Move.Where)) {
    Fix Copy;
    Copy.Help = "copy it instead of moving it";
    Copy.Grade = R.Source.Instantiation.empty() ? FixGrade::Safe : FixGrade::Likely;
    Copy.Edits.push_back({C.Sources.resolve(Move.Whole), C.Sources.textOf(Move.Where)});
    F.Fixes.push_back(std::move(Copy));
  } else {
    F.Help = "give '" + Moved + "' a new value before this, or move it later";
  }
  return F;
}
