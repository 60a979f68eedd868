//===- ProgramEffects.cpp -------------------------------------------------===//
//
// The text is one JSON document: {"version", "tells": {name: effects}, "asks":
// [name, ...]}. A function's effects are [never returns, effect, ...], or [] where
// its declaration says enough; an effect is [kind, flags, subject, target], a path [base, name, kind, name, index, ...].
//
//===----------------------------------------------------------------------===//

#include "summary/ProgramEffects.h"

#include "summary/HalfKnown.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <map>
#include <set>

using namespace holdfast;
namespace json = llvm::json;

/// A text of another version is not read. Goes up with every change of what a
/// number in it means.
static constexpr int64_t Version = 2;

/// Begins the key of what another unit has named and this one has never met.
static constexpr llvm::StringLiteral Unseen = "elsewhere ";

/// Names are most of what units exchange, and need only be told apart.
static std::string stableName(const Program &Prog, SymbolId S) {
  if (llvm::StringRef Key = Prog.Symbols.key(S); Key.consume_front(Unseen))
    return Key.str();
  return llvm::utohexstr(llvm::xxh3_64bits(Prog.StableName ? Prog.StableName(S) : Prog.Symbols.key(S).str()));
}

// To text.

namespace {

enum Flag : uint32_t { May = 1, Detached = 2, OfReferent = 4, Once = 8, Again = 16, IfTested = 32, IfRvalue = 64, WhenTrue = 128, WhenFalse = 256, OfSign = 512 };

class Writer {
public:
  explicit Writer(const Program &Prog) : Prog(Prog) {}

  json::Value textOf(const CallEffects &Of) {
    json::Array Out{Of.NeverReturns};
    for (const Effect &E : Of.Effects)
      Out.push_back(json::Array{unsigned(E.Kind), flagsOf(E), textOf(E.Subject), textOf(E.Target)});
    return Out;
  }

private:
  static uint32_t flagsOf(const Effect &E) {
    return (E.May ? May : 0) | (E.Detached ? Detached : 0) | (E.OfReferent ? OfReferent : 0) | (E.Once ? Once : 0) | (E.Again ? Again : 0) |
           (E.IfTested ? IfTested : 0) | (E.IfRvalue ? IfRvalue : 0) | (E.OfSign ? OfSign : 0) | (E.WhenResult ? (*E.WhenResult ? WhenTrue : WhenFalse) : 0);
  }
  json::Value textOf(const EffectPath &P) {
    json::Array Out{P.Base, textOf(P.Name)};
    for (const Projection &S : P.Steps) {
      Out.push_back(unsigned(S.Kind));
      Out.push_back(textOf(S.Name));
      Out.push_back(S.Index);
    }
    return Out;
  }
  /// With what the user calls it, for a unit that has not seen it.
  json::Value textOf(SymbolId S) { return S ? json::Value(stableName(Prog, S) + " " + json::fixUTF8(Prog.Symbols.display(S))) : json::Value(nullptr); }

  const Program &Prog;
};

} // namespace

static bool takes(EffectKind Kind) { return Kind == EffectKind::Locks || Kind == EffectKind::LocksShared; }

/// What an object does to its own values while it ends, nobody sees.
static bool isOfValue(EffectKind Kind) {
  return Kind == EffectKind::Reads || Kind == EffectKind::Asks || Kind == EffectKind::Writes || Kind == EffectKind::Moves ||
         Kind == EffectKind::Reinits;
}

/// True where a caller that knows the declaration alone would go wrong: reading
/// and refilling are what is expected anyway, what may be locked or not is of no use,
/// nor is what may be moved out of the object by its own function,
/// and a lock that is taken and given back again is looked at by `lock-order`.
static bool isTelling(const Body &B, const CallEffects &Of) {
  // That what is given by value or by `T &&` is taken is no news.
  auto IsGivenAway = [&](const EffectPath &P) {
    if (P.Base < 0 || size_t(P.Base) >= B.Params.size() || !B.Params[size_t(P.Base)])
      return false;
    const bool OfRvalue = size_t(P.Base) < B.OfRvalue.size() && B.OfRvalue[size_t(P.Base)];
    return P.Steps.empty() && (OfRvalue || !B.Places[B.Params[size_t(P.Base)]].IsReference);
  };
  auto IsPaired = [&](const Effect &E) {
    return llvm::any_of(Of.Effects, [&](const Effect &Other) {
      return Other.Subject == E.Subject && (takes(E.Kind) ? Other.Kind == EffectKind::Unlocks : takes(Other.Kind));
    });
  };
  auto Is = [&](const Effect &E) {
    switch (E.Kind) {
    case EffectKind::Moves: return !IsGivenAway(E.Subject) && !(E.May && E.Subject.Base == EffectPath::Object);
    case EffectKind::RunsNow:
    case EffectKind::Spawns:
    case EffectKind::Abandons:
    case EffectKind::Detaches: return true;
    case EffectKind::Joins: return !E.OfSign; // nobody can say what a flag stands for
    case EffectKind::Locks:
    case EffectKind::LocksShared:
    case EffectKind::Unlocks: return !E.May && !IsPaired(E);
    case EffectKind::Reads:
    case EffectKind::Asks:
    case EffectKind::Writes:
    case EffectKind::Reinits:
    case EffectKind::Aliases:
    case EffectKind::Borrows:
    case EffectKind::Flows:
    case EffectKind::Keeps:
    case EffectKind::Defers:
    case EffectKind::Adopts:
    case EffectKind::Disowns:
    case EffectKind::Waits:
    case EffectKind::Needs:
    case EffectKind::NeedsShared:
    case EffectKind::Excludes:
    case EffectKind::TellsHeld: return false;
    }
    return false;
  };
  return Of.NeverReturns || llvm::any_of(Of.Effects, Is);
}

/// True for what means something outside of its body: a place at the value of an
/// argument does not.
static bool isPlain(const CallEffects &Of) {
  auto Is = [](const EffectPath &P) { return llvm::none_of(P.Steps, [](const Projection &S) { return S.IndexPlace.isValid(); }); };
  return llvm::all_of(Of.Effects, [&](const Effect &E) { return Is(E.Subject) && Is(E.Target); });
}

namespace {

/// What of a body's effects others may build on.
class Teller {
public:
  explicit Teller(const Program &Prog) : Prog(Prog) {
    for (uint32_t I = 0; I < Prog.Types.size(); ++I)
      if (FunctionId Destructor = Prog.Types[TypeId(I)].Destructor)
        Destructors.insert(Destructor);
  }

  /// Nothing where the declaration says enough.
  std::optional<CallEffects> of(const Body &B, const CallEffects &All) {
    CallEffects Out = All;
    const bool IsOfEnd = Destructors.count(B.Id);
    llvm::erase_if(Out.Effects, [&](const Effect &E) {
      if (takes(E.Kind) || E.Kind == EffectKind::Unlocks)
        return half().isOn(B, E.Subject);
      return IsOfEnd && isOfValue(E.Kind);
    });
    if (isTelling(B, Out) && isPlain(Out))
      return Out;
    return std::nullopt;
  }

private:
  const HalfKnown &half() { return Half ? *Half : Half.emplace(Prog); } // few bodies leave a lock held or given back

  const Program &Prog;
  std::set<FunctionId> Destructors;
  std::optional<HalfKnown> Half;
};

} // namespace

std::set<std::string> holdfast::namesAskedFor(const Program &Prog) {
  std::set<std::string> Names;
  for (const Callee &C : Prog.Callees)
    if (isElsewhere(C))
      Names.insert(stableName(Prog, C.Name));
  for (uint32_t I = 0; I < Prog.Types.size(); ++I)
    if (SymbolId D = Prog.Types[TypeId(I)].DestructorElsewhere)
      Names.insert(stableName(Prog, D));
  return Names;
}

std::string holdfast::writeEffects(const Program &Prog, const Summaries &Known, const std::set<std::string> &Asked) {
  json::Object Tells;
  Writer Text(Prog);
  Teller Told(Prog);
  for (const Body &B : Prog.Bodies) {
    if (!B.IsShared)
      continue;
    const std::optional<CallEffects> &Of = Known[B.Id.index()];
    const std::optional<CallEffects> Each = Of ? Told.of(B, *Of) : std::nullopt;
    // What is not told is said, too: another program's function may have the name.
    Tells[stableName(Prog, B.Symbol)] = Each ? Text.textOf(*Each) : json::Array();
  }
  if (Tells.empty() && Asked.empty())
    return "";
  json::Array Asks;
  for (const std::string &Name : Asked)
    Asks.push_back(Name);
  std::string Out;
  llvm::raw_string_ostream(Out) << json::Value(json::Object{{"version", Version}, {"tells", std::move(Tells)}, {"asks", std::move(Asks)}});
  return Out;
}

// From text.

static llvm::Expected<json::Value> readUnit(llvm::StringRef Text) {
  llvm::Expected<json::Value> Read = json::parse(Text);
  if (!Read)
    return Read.takeError();
  const json::Object *O = Read->getAsObject();
  if (!O || O->getInteger("version") != Version || !O->getObject("tells") || !O->getArray("asks"))
    return llvm::createStringError("the effects of its functions are damaged, or of another version");
  return Read;
}

llvm::Error ProgramEffects::add(llvm::StringRef UnitText) {
  if (UnitText.empty())
    return llvm::Error::success();
  llvm::Expected<json::Value> Read = readUnit(UnitText);
  if (!Read)
    return Read.takeError();
  for (const auto &[Name, Effects] : *Read->getAsObject()->getObject("tells")) {
    std::string Text;
    llvm::raw_string_ostream(Text) << Effects;
    auto [It, New] = Told.try_emplace(llvm::StringRef(Name), Text);
    if (!New && It->second != Text)
      It->second.clear();
  }
  return llvm::Error::success();
}

llvm::Expected<std::string> ProgramEffects::linesOf(llvm::StringRef UnitText) {
  std::string Out;
  if (UnitText.empty())
    return Out;
  llvm::Expected<json::Value> Read = readUnit(UnitText);
  if (!Read)
    return Read.takeError();
  std::map<llvm::StringRef, const json::Value *> Sorted;
  for (const auto &[Name, Effects] : *Read->getAsObject()->getObject("tells"))
    Sorted[Name] = &Effects;
  llvm::raw_string_ostream To(Out);
  for (const auto &[Name, Effects] : Sorted)
    To << Name << ' ' << *Effects << '\n';
  return Out;
}

std::vector<std::string> ProgramEffects::namesAskedBy(llvm::StringRef UnitText) {
  std::set<std::string> Out;
  llvm::Expected<json::Value> Read = readUnit(UnitText);
  if (!Read) {
    llvm::consumeError(Read.takeError());
    return {};
  }
  for (const json::Value &Each : *Read->getAsObject()->getArray("asks"))
    if (std::optional<llvm::StringRef> Name = Each.getAsString())
      Out.insert(Name->str());
  return {Out.begin(), Out.end()};
}

void ProgramEffects::addLines(llvm::StringRef Lines) {
  while (!Lines.empty()) {
    llvm::StringRef Line;
    std::tie(Line, Lines) = Lines.split('\n');
    const auto [Name, Effects] = Line.split(' ');
    Told[Name] = Effects.str();
  }
}

llvm::StringRef ProgramEffects::find(llvm::StringRef Name) const {
  auto It = Told.find(Name);
  return It == Told.end() || It->second == "[]" ? llvm::StringRef() : llvm::StringRef(It->second);
}

std::string ProgramEffects::questionsOf(llvm::StringRef UnitText) {
  std::string Out;
  llvm::Expected<json::Value> Read = readUnit(UnitText);
  if (!Read)
    llvm::consumeError(Read.takeError());
  else if (json::Array &Asks = *Read->getAsObject()->getArray("asks"); !Asks.empty())
    llvm::raw_string_ostream(Out) << json::Value(json::Object{{"version", Version}, {"tells", json::Object()}, {"asks", std::move(Asks)}});
  return Out;
}

std::string ProgramEffects::answersFor(llvm::StringRef UnitText) const {
  std::string Out;
  if (Told.empty() || UnitText.empty())
    return Out;
  llvm::Expected<json::Value> Read = readUnit(UnitText);
  if (!Read) {
    llvm::consumeError(Read.takeError());
    return Out;
  }
  for (const json::Value &Each : *Read->getAsObject()->getArray("asks"))
    if (std::optional<llvm::StringRef> Name = Each.getAsString())
      if (llvm::StringRef Text = find(*Name); !Text.empty())
        Out += (*Name + " " + Text + "\n").str();
  return Out;
}

namespace {

class Reader {
public:
  explicit Reader(Program &Prog) : Prog(Prog) {}

  /// Nothing where the text is not what Writer wrote.
  std::shared_ptr<CallEffects> effects(llvm::StringRef Text) {
    llvm::Expected<json::Value> Read = json::parse(Text);
    if (!Read) {
      llvm::consumeError(Read.takeError());
      return nullptr;
    }
    const json::Array *All = Read->getAsArray();
    if (!All || All->empty() || !(*All)[0].getAsBoolean())
      return nullptr;
    auto Out = std::make_shared<CallEffects>();
    Out->NeverReturns = *(*All)[0].getAsBoolean();
    for (const json::Value &Each : llvm::drop_begin(*All)) {
      std::optional<Effect> E = effect(Each.getAsArray());
      if (!E)
        return nullptr;
      Out->Effects.push_back(std::move(*E));
    }
    return Out;
  }

private:
  std::optional<Effect> effect(const json::Array *A) {
    if (!A || A->size() != 4)
      return std::nullopt;
    std::optional<int64_t> Kind = (*A)[0].getAsInteger(), Flags = (*A)[1].getAsInteger();
    std::optional<EffectPath> Subject = path((*A)[2].getAsArray()), Target = path((*A)[3].getAsArray());
    if (!Kind || *Kind < 0 || *Kind > int64_t(EffectKind::TellsHeld) || !Flags || !Subject || !Target)
      return std::nullopt;
    Effect E;
    E.Kind = EffectKind(*Kind);
    E.Subject = std::move(*Subject);
    E.Target = std::move(*Target);
    E.May = *Flags & May, E.Detached = *Flags & Detached, E.OfReferent = *Flags & OfReferent, E.Once = *Flags & Once;
    E.Again = *Flags & Again, E.IfTested = *Flags & IfTested, E.IfRvalue = *Flags & IfRvalue, E.OfSign = *Flags & OfSign;
    if (*Flags & (WhenTrue | WhenFalse))
      E.WhenResult = (*Flags & WhenTrue) != 0;
    return E;
  }

  std::optional<EffectPath> path(const json::Array *A) {
    if (!A || A->size() < 2 || A->size() % 3 != 2 || !(*A)[0].getAsInteger())
      return std::nullopt;
    EffectPath Out{int(*(*A)[0].getAsInteger()), {}, symbol((*A)[1])};
    for (size_t I = 2; I < A->size(); I += 3) {
      std::optional<int64_t> Kind = (*A)[I].getAsInteger(), Index = (*A)[I + 2].getAsInteger();
      if (!Kind || *Kind < 0 || *Kind > int64_t(ProjectionKind::Capture) || !Index)
        return std::nullopt;
      Out.Steps.push_back({ProjectionKind(*Kind), symbol((*A)[I + 1]), uint32_t(*Index), {}});
    }
    return Out;
  }

  SymbolId symbol(const json::Value &V) {
    std::optional<llvm::StringRef> Text = V.getAsString();
    if (!Text)
      return SymbolId();
    if (Named.empty())
      for (uint32_t I = 0, All = Prog.Symbols.size(); I < All; ++I)
        Named.try_emplace(stableName(Prog, SymbolId(I)), SymbolId(I));
    auto [Name, Display] = Text->split(' ');
    auto [It, New] = Named.try_emplace(Name, SymbolId());
    if (New) // nothing in this unit has that name
      It->second = Prog.Symbols.intern((Unseen + Name).str(), Display);
    return It->second;
  }

  Program &Prog;
  llvm::StringMap<SymbolId> Named;
};

} // namespace

void holdfast::importEffects(Program &Prog, const ProgramEffects &All) {
  if (All.empty())
    return;
  auto Find = [&](SymbolId S) {
    const llvm::StringRef Text = All.find(stableName(Prog, S));
    if (!Text.empty() && Prog.NameMembers)
      Prog.NameMembers(S);
    return Text;
  };
  // Types that are met while members get names end nowhere in the unit: they are not asked for.
  const uint32_t Types = Prog.Types.size();
  std::vector<std::pair<Callee *, llvm::StringRef>> Functions;
  for (Callee &C : Prog.Callees)
    if (isElsewhere(C))
      Functions.push_back({&C, Find(C.Name)});
  std::vector<std::pair<TypeId, llvm::StringRef>> Destructors;
  for (uint32_t I = 0; I < Types; ++I)
    if (SymbolId D = Prog.Types[TypeId(I)].DestructorElsewhere)
      Destructors.push_back({TypeId(I), Find(D)});
  Reader Texts(Prog); // now that all members have names
  auto Read = [&](llvm::StringRef Text) {
    std::shared_ptr<CallEffects> Out = Text.empty() ? nullptr : Texts.effects(Text);
    if (Out)
      Prog.Annotations.push_back(Out);
    return Out.get();
  };
  for (auto [C, Text] : Functions)
    if ((C->Elsewhere = Read(Text)))
      C->Row = nullptr; // which was a convention at most
  for (auto [T, Text] : Destructors)
    Prog.Types[T].DropElsewhere = Read(Text);
}
