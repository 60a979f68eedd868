//===- Words.cpp - the words of a row, parsed -----------------------------===//
//
// Answers: which effects does "moves(arg0) if-untested; writes(this)" say?
// For the catalog and for a user's configuration. docs/models.md lists the
// words and must be changed with this file. Only the text is checked: whether
// the callee has that many parameters is not known here, and an effect on a
// parameter that a call does not have says nothing.
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace holdfast;
using llvm::StringRef;

namespace {

template <class... Parts> llvm::Error sentence(const Parts &...Said) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), (llvm::Twine("") + ... + Said));
}

/// "arg1..7" names seven paths; everything else names one.
using Paths = llvm::SmallVector<EffectPath, 1>;

/// No function has more parameters than this in a row; it catches typing errors.
constexpr unsigned MostArguments = 64;

bool takeNumber(StringRef &Text, unsigned Below, unsigned &Out) {
  unsigned Value = 0;
  if (!llvm::isDigit(Text.empty() ? ' ' : Text.front()) || Text.consumeInteger(10, Value) || Value >= Below)
    return false;
  Out = Value;
  return true;
}

/// One step: ".*", ".value", ".[]", ".[3]" or ".[arg0]".
bool takeStep(StringRef &Text, Projection &Step) {
  if (Text.consume_front(".*")) {
    Step.Kind = ProjectionKind::Deref;
    return true;
  }
  if (Text.consume_front(".value")) {
    Step.Kind = ProjectionKind::Payload;
    return true;
  }
  unsigned Number = 0;
  if (Text.consume_front(".targ")) {
    Step.Kind = ProjectionKind::Field;
    if (!takeNumber(Text, MostArguments, Number))
      return false;
    Step.Index = PartAtTemplateArgument + Number;
    return true;
  }
  if (!Text.consume_front(".["))
    return false;
  Step.Kind = ProjectionKind::Element;
  if (Text.consume_front("]")) {
    Step.Index = Projection::UnknownElement;
    return true;
  }
  if (Text.consume_front("arg")) {
    if (!takeNumber(Text, MostArguments, Number))
      return false;
    Step.Index = ElementAtArgument + Number;
  } else {
    if (!takeNumber(Text, ElementAtArgument, Number))
      return false;
    Step.Index = Number;
  }
  return Text.consume_front("]");
}

llvm::Expected<Paths> parsePaths(StringRef Text) {
  StringRef Rest = Text;
  EffectPath First;
  unsigned Number = 0, Last = 0;
  bool IsArgument = false;
  if (Rest.consume_front("this"))
    First.Base = EffectPath::Object;
  else if (Rest.consume_front("result"))
    First.Base = EffectPath::Result;
  else if (Rest.consume_front("arg") && takeNumber(Rest, MostArguments, Number))
    IsArgument = true;
  else
    return sentence("'", Text, "' does not begin with 'this', 'result' or an argument such as 'arg0'");
  Last = Number;
  if (Rest.consume_front("..") && (!IsArgument || !takeNumber(Rest, MostArguments, Last) || Last < Number))
    return sentence("'", Text, "' is not a range of arguments such as 'arg1..7'");
  while (!Rest.empty()) {
    Projection Step;
    if (!takeStep(Rest, Step))
      return sentence("'", Rest, "' in '", Text, "' is not a step: use '.*', '.value', '.[]', '.[0]' or '.[arg0]'");
    First.Steps.push_back(Step);
  }
  Paths Out;
  for (unsigned I = Number; I <= Last; ++I) {
    Out.push_back(First);
    if (IsArgument)
      Out.back().Base = int(I);
  }
  return Out;
}

std::optional<EffectKind> kindOf(StringRef Verb) {
  return llvm::StringSwitch<std::optional<EffectKind>>(Verb)
      .Case("reads", EffectKind::Reads)
      .Case("asks", EffectKind::Asks)
      .Case("writes", EffectKind::Writes)
      .Case("moves", EffectKind::Moves)
      .Case("reinit", EffectKind::Reinits)
      .Case("alias", EffectKind::Aliases)
      .Case("borrow", EffectKind::Borrows)
      .Case("runs", EffectKind::RunsNow)
      .Case("spawns", EffectKind::Spawns)
      .Case("flows", EffectKind::Flows)
      .Case("joins", EffectKind::Joins)
      .Case("detaches", EffectKind::Detaches)
      .Case("abandons", EffectKind::Abandons)
      .Case("keeps", EffectKind::Keeps)
      .Case("locks", EffectKind::Locks)
      .Case("locks-shared", EffectKind::LocksShared)
      .Case("defers", EffectKind::Defers)
      .Case("adopts", EffectKind::Adopts)
      .Case("unlocks", EffectKind::Unlocks)
      .Case("disowns", EffectKind::Disowns)
      .Case("waits", EffectKind::Waits)
      .Case("tells", EffectKind::TellsHeld)
      .Case("needs", EffectKind::Needs)
      .Case("needs-shared", EffectKind::NeedsShared)
      .Case("excludes", EffectKind::Excludes)
      .Default(std::nullopt);
}

/// The words of which the second path is the guard of a lock.
bool namesGuard(EffectKind Kind) {
  return Kind == EffectKind::Locks || Kind == EffectKind::LocksShared || Kind == EffectKind::Defers ||
         Kind == EffectKind::Adopts;
}

/// What stands behind "runs(P) with": lists of paths with " or " between them.
llvm::Error parseInvocations(StringRef Text, StringRef Word, const Invocation &Shape, std::vector<Invocation> &Into) {
  llvm::SmallVector<StringRef, 2> Lists;
  Text.split(Lists, " or ");
  for (StringRef List : Lists) {
    Invocation One = Shape;
    llvm::SmallVector<StringRef, 3> Arguments;
    List.split(Arguments, ',');
    for (StringRef Argument : Arguments) {
      llvm::Expected<Paths> Named = parsePaths(Argument.trim());
      if (!Named)
        return Named.takeError();
      if (Named->front().Base == EffectPath::Result)
        return sentence("'", Word, "' cannot be about the result");
      One.Arguments.append(Named->begin(), Named->end());
    }
    Into.push_back(std::move(One));
  }
  return llvm::Error::success();
}

/// Takes the conditions that stand after the closing parenthesis.
llvm::Error parseConditions(StringRef Text, StringRef Word, Effect &E) {
  while (!(Text = Text.ltrim()).empty()) {
    StringRef Given = Text;
    if (Text.consume_front("if-untested")) {
      if (E.Kind != EffectKind::Moves && E.Kind != EffectKind::Locks && E.Kind != EffectKind::LocksShared)
        return sentence("'if-untested' in '", Word, "' is only for 'moves', 'locks' and 'locks-shared'");
      E.IfTested = true;
    } else if (Text.consume_front("if-rvalue")) {
      if (E.Kind != EffectKind::Moves)
        return sentence("'if-rvalue' in '", Word, "' is only for 'moves'");
      E.IfRvalue = true;
    } else if (Text.consume_front("when true")) {
      E.WhenResult = true;
    } else if (Text.consume_front("when false")) {
      E.WhenResult = false;
    } else if (Text.consume_front("once")) {
      if (E.Kind != EffectKind::RunsNow)
        return sentence("'once' in '", Word, "' is only for 'runs'");
      E.Once = true;
    } else if (const bool IsHere = Text.consume_front("here where arg"); IsHere || Text.consume_front("where arg")) {
      unsigned Argument = 0, Value = 0;
      if (E.Kind != EffectKind::Spawns || !takeNumber(Text, MostArguments, Argument) || !Text.consume_front(" is ") ||
          !takeNumber(Text, ~0u, Value))
        return sentence("'", Given, "' in '", Word, "' is only for 'spawns', and as in 'where arg0 is 2'");
      (IsHere ? E.HereWhere : E.OnlyWhere) = {int(Argument), int64_t(Value)};
    } else if (Text.consume_front("again")) {
      if (E.Kind != EffectKind::Locks && E.Kind != EffectKind::LocksShared)
        return sentence("'again' in '", Word, "' is only for 'locks' and 'locks-shared'");
      E.Again = true;
    } else {
      return sentence("'", Given, "' in '", Word,
                      "' is not one of 'if-untested', 'if-rvalue', 'once', 'again', 'where', 'here where', 'when true', 'when false'");
    }
  }
  return llvm::Error::success();
}

/// The subject and target of `Verb(Arguments)`: which of them the arguments
/// give depends on the verb.
llvm::Error parseArguments(StringRef Arguments, StringRef Word, const Effect &Shape, std::vector<Effect> &Out) {
  auto [One, Two] = Arguments.split(',');
  llvm::Expected<Paths> First = parsePaths(One.trim());
  if (!First)
    return First.takeError();
  std::optional<EffectPath> Second;
  if (Arguments.contains(',')) {
    if (Shape.Kind != EffectKind::Spawns && Shape.Kind != EffectKind::Flows && !namesGuard(Shape.Kind))
      return sentence("'", Word, "' takes one path");
    if (Two.trim() == "none" && Shape.Kind == EffectKind::Spawns) {
      Effect Alone = Shape;
      Alone.Detached = true;
      for (const EffectPath &Path : *First) {
        Alone.Subject = Path;
        Out.push_back(Alone);
      }
      return llvm::Error::success();
    }
    llvm::Expected<Paths> Holder = parsePaths(Two.trim());
    if (!Holder)
      return Holder.takeError();
    if (Holder->size() != 1)
      return sentence("'", Word, "' needs one holder, not a range");
    Second = Holder->front();
  } else if (Shape.Kind == EffectKind::Spawns) {
    Second = EffectPath(); // the object
  }
  const bool IsOfResult = Shape.Kind == EffectKind::Aliases || Shape.Kind == EffectKind::Borrows;
  if (Shape.Kind == EffectKind::Aliases && First->size() != 1)
    return sentence("'", Word, "' needs one path, not a range: the result denotes one place");
  for (const EffectPath &Path : *First) {
    if (Path.Base == EffectPath::Result)
      return sentence("'", Word, "' cannot be about the result");
    Effect E = Shape;
    E.Subject = Path;
    if (IsOfResult) {
      E.Subject = EffectPath();
      E.Subject.Base = EffectPath::Result;
      E.Target = Path;
    } else if (Second) {
      E.Target = *Second;
    } else if (E.Kind == EffectKind::Flows) {
      E.Target.Base = EffectPath::Result;
    }
    Out.push_back(E);
  }
  return llvm::Error::success();
}

/// "makes(P) with Q": no effect by itself, for a constructor's body has its own.
llvm::Error parseMakes(StringRef Rest, StringRef Word, CallEffects &Out) {
  auto [Path, After] = Rest.split(')');
  After = After.ltrim();
  if (!After.consume_front("with "))
    return sentence("'", Word, "' needs 'with' and the arguments");
  llvm::Expected<Paths> Made = parsePaths(Path.trim());
  if (!Made)
    return Made.takeError();
  return parseInvocations(After, Word, {Made->front(), {}, true, false}, Out.Invocations);
}

llvm::Error parseWord(StringRef Word, CallEffects &Out) {
  if (Word == "pure") {
    Out.IsPure = true;
    return llvm::Error::success();
  }
  if (Word == "blocks") {
    Out.Blocks = true;
    return llvm::Error::success();
  }
  if (Word == "noreturn") {
    Out.NeverReturns = true;
    return llvm::Error::success();
  }
  StringRef Rest = Word;
  if (Rest.consume_front("makes("))
    return parseMakes(Rest, Word, Out);
  Effect Shape;
  if (Rest.consume_front("may ")) {
    Shape.May = true;
    Rest = Rest.ltrim();
  }
  size_t Open = Rest.find('('), Close = Rest.find(')');
  std::optional<EffectKind> Kind = kindOf(Rest.substr(0, Open).rtrim());
  if (!Kind)
    return sentence("unknown word '", Word, "'");
  if (Open == StringRef::npos || Close == StringRef::npos || Close < Open)
    return sentence("'", Word, "' needs a path in parentheses, such as '", Rest.substr(0, Open).rtrim(), "(arg0)'");
  Shape.Kind = *Kind;
  StringRef After = Rest.substr(Close + 1);
  const size_t With = After.find(" with ");
  const bool TellsArguments = With != StringRef::npos;
  if (TellsArguments && Shape.Kind != EffectKind::RunsNow && Shape.Kind != EffectKind::Spawns)
    return sentence("'with' in '", Word, "' is only for 'runs' and 'spawns'");
  if (llvm::Error E = parseConditions(After.substr(0, With), Word, Shape))
    return E;
  After = TellsArguments ? After.substr(With + 6) : "";
  const size_t First = Out.Effects.size();
  if (llvm::Error E = parseArguments(Rest.slice(Open + 1, Close), Word, Shape, Out.Effects))
    return E;
  for (size_t I = First; TellsArguments && I < Out.Effects.size(); ++I)
    if (llvm::Error E = parseInvocations(
            After, Word, {Out.Effects[I].Subject, {}, false, Shape.Kind == EffectKind::Spawns}, Out.Invocations))
      return E;
  return llvm::Error::success();
}

} // namespace

llvm::Expected<CallEffects> holdfast::parseEffects(StringRef Words) {
  CallEffects Out;
  Words = Words.trim();
  if (Words == "none")
    return Out;
  llvm::SmallVector<StringRef, 4> List;
  Words.split(List, ';');
  if (List.size() > 1 && List.back().trim().empty())
    List.pop_back(); // "reads(this);"
  for (StringRef Word : List) {
    Word = Word.trim();
    if (Word.empty())
      return sentence("a word is missing in '", Words, "': write 'none' where a call has no effect");
    if (Word == "none")
      return sentence("'none' stands alone, not with other words as in '", Words, "'");
    if (llvm::Error E = parseWord(Word, Out))
      return std::move(E);
  }
  return Out;
}
