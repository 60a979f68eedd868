//===- UseTable.cpp -------------------------------------------------------===//
//
// Joining tables, and writing one as text: names once, in a list; everything else
// names them by their number. A path is [base, name, kind, name, index, ...].
// UseTableRead.cpp reads it.
//
//===----------------------------------------------------------------------===//

#include "summary/UseTable.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace holdfast;
namespace json = llvm::json;

bool UsePath::isWithin(const UsePath &Outer) const {
  return Base == Outer.Base && Name == Outer.Name && Steps.size() >= Outer.Steps.size() &&
         std::equal(Outer.Steps.begin(), Outer.Steps.end(), Steps.begin());
}

namespace {

/// Calls `Do` for every name in a table's function.
template <class Fn> struct Renaming {
  Fn Do;

  explicit Renaming(Fn Do) : Do(Do) {}
  void in(SymbolId &S) { S = Do(S); }
  void in(UsePath &P) {
    in(P.Name);
    for (Projection &S : P.Steps)
      in(S.Name);
  }
  void in(UsedLock &L) { in(L.Path); }
  void in(UseBinding &B) { in(B.Inner), in(B.Outer); }
  void in(UseSpot &S) { in(S.File); }
  template <class T> void in(std::vector<T> &All) {
    for (T &Each : All)
      in(Each);
  }
  void in(FieldUse &U) {
    in(U.Field), in(U.Owner), in(U.Guard), in(U.Held), in(U.Unsure), in(U.GivenBack), in(U.VagueNames), in(U.Where);
  }
  void in(CallUse &C) {
    in(C.Callee), in(C.Held), in(C.Bindings), in(C.Same), in(C.HeldOutside), in(C.GivenBack), in(C.Fresh), in(C.Where);
  }
  void in(LoanUse &L) { in(L.Field), in(L.Lock), in(L.Taken), in(L.Where), in(L.LetGo); }
  void in(OrderLock &L) { in(L.Path), in(L.Class); }
  void in(HeldSince &H) { in(H.Lock), in(H.Since); }
  void in(LockTake &T) { in(T.Lock), in(T.Held), in(T.GivenBack), in(T.Where); }
  void in(OrderBinding &B) { in(B.Inner), in(B.Outer), in(B.Class); }
  void in(OrderCall &C) { in(C.Callee), in(C.Bindings), in(C.Held), in(C.GivenBack), in(C.Where); }
  void in(OrderRule &R) { in(R.First), in(R.Second), in(R.Where); }
  void in(FunctionUse &F) { in(F.Name), in(F.Fields), in(F.Calls), in(F.Loans), in(F.Order.Takes), in(F.Order.Calls), in(F.Order.OfCaller); }
};

} // namespace

// To text.

static json::Value textOf(SymbolId S) { return S ? json::Value(S.index()) : json::Value(nullptr); }

static json::Value textOf(const UsePath &P) {
  json::Array Out{P.Base, textOf(P.Name)};
  for (const Projection &S : P.Steps) {
    Out.push_back(unsigned(S.Kind));
    Out.push_back(textOf(S.Name));
    Out.push_back(S.Index);
  }
  return Out;
}
static json::Value textOf(const UsedLock &L) { return json::Array{textOf(L.Path), L.Shared}; }
static json::Value textOf(const UseBinding &B) { return json::Array{textOf(B.Inner), textOf(B.Outer)}; }
/// Most are in one line: [file, line, column, length, offset].
static json::Value textOf(const UseSpot &S) {
  if (S.Line == S.EndLine && S.EndColumn - S.Column == S.EndOffset - S.Offset)
    return json::Array{textOf(S.File), S.Line, S.Column, S.EndColumn - S.Column, S.Offset};
  return json::Array{textOf(S.File), S.Line, S.Column, S.EndLine, S.EndColumn, S.Offset, S.EndOffset};
}

static json::Value textOf(const FieldUse &U);
static json::Value textOf(const CallUse &C);
static json::Value textOf(const LoanUse &L);
static json::Value textOf(const HeldSince &H);
static json::Value textOf(const LockTake &T);
static json::Value textOf(const OrderBinding &B);
static json::Value textOf(const OrderCall &C);
static json::Value textOf(const RolePair &P);
static json::Value textOf(const OrderRule &R);
static json::Value textOf(const DataDeclaration &D);
static json::Value textOf(const FunctionUse &F);

template <class T> static json::Array textOf(const std::vector<T> &All) {
  json::Array Out;
  for (const T &Each : All)
    Out.push_back(textOf(Each));
  return Out;
}

/// Lists that are empty, and what is false, are left out.
static void put(json::Object &O, llvm::StringRef Key, json::Array All) {
  if (!All.empty())
    O[Key] = std::move(All);
}
static void put(json::Object &O, llvm::StringRef Key, bool Is) {
  if (Is)
    O[Key] = true;
}

static json::Value textOf(const FieldUse &U) {
  json::Object O{{"field", textOf(U.Field)}, {"owner", textOf(U.Owner)}, {"at", textOf(U.Where)}, {"data", json::fixUTF8(U.Data)}};
  put(O, "writes", U.IsWrite);
  put(O, "declared", U.IsDeclared);
  if (U.Guard.Base != UsePath::Own)
    O["guard"] = textOf(U.Guard);
  put(O, "any", U.MayHoldAny);
  put(O, "held", textOf(U.Held));
  put(O, "unsure", textOf(U.Unsure));
  put(O, "given-back", textOf(U.GivenBack));
  put(O, "vague", textOf(U.VagueNames));
  return O;
}

static json::Value textOf(const CallUse &C) {
  json::Object O{{"callee", textOf(C.Callee)}, {"at", textOf(C.Where)}};
  put(O, "any", C.TellsNothing);
  put(O, "thread", C.IsThread);
  put(O, "once", C.IsOnce);
  put(O, "closure", C.IsClosure);
  put(O, "held", textOf(C.Held));
  put(O, "bindings", textOf(C.Bindings));
  put(O, "same", textOf(C.Same));
  put(O, "held-outside", textOf(C.HeldOutside));
  put(O, "given-back", textOf(C.GivenBack));
  put(O, "fresh", textOf(C.Fresh));
  return O;
}

static json::Value textOf(const LoanUse &L) {
  json::Object O{{"field", textOf(L.Field)}, {"lock", textOf(L.Lock)}, {"way", L.Way}, {"taken", textOf(L.Taken)},
                 {"data", json::fixUTF8(L.Data)}, {"holder", json::fixUTF8(L.Holder)}};
  if (L.Where.isValid())
    O["at"] = textOf(L.Where);
  if (L.LetGo.isValid())
    O["let-go"] = textOf(L.LetGo);
  return O;
}

static json::Value textOf(const OrderLock &L) { return json::Array{textOf(L.Path), textOf(L.Class), L.Shared}; }
static json::Value textOf(const HeldSince &H) {
  return H.Since.isValid() ? json::Array{textOf(H.Lock), textOf(H.Since)} : json::Array{textOf(H.Lock)};
}
static json::Value textOf(const OrderBinding &B) { return json::Array{textOf(B.Inner), textOf(B.Outer), textOf(B.Class)}; }
static json::Value textOf(const RolePair &P) { return json::Array{P.First, P.Second}; }

static json::Value textOf(const LockTake &T) {
  json::Object O{{"lock", textOf(T.Lock)}, {"at", textOf(T.Where)}};
  put(O, "held", textOf(T.Held));
  put(O, "given-back", textOf(T.GivenBack));
  return O;
}

/// Most calls hold and hand on nothing: they are just a name.
static json::Value textOf(const OrderCall &C) {
  if (!C.Where.isValid())
    return textOf(C.Callee);
  json::Object O{{"callee", textOf(C.Callee)}, {"at", textOf(C.Where)}};
  put(O, "thread", C.IsThread);
  put(O, "bindings", textOf(C.Bindings));
  put(O, "held", textOf(C.Held));
  put(O, "given-back", textOf(C.GivenBack));
  return O;
}

static json::Value textOf(const FunctionUse &F) {
  json::Object O{{"name", textOf(F.Name)}, {"display", json::fixUTF8(F.Display)}};
  if (!F.Instantiation.empty())
    O["instantiation"] = json::fixUTF8(F.Instantiation);
  put(O, "open", F.IsOpen);
  put(O, "of-program", F.IsOfProgram);
  put(O, "dispatched", F.IsDispatched);
  put(O, "begin-or-end", F.IsBeginOrEnd);
  put(O, "called-locked", F.IsCalledLocked);
  put(O, "address-taken", F.IsAddressTaken);
  put(O, "fields", textOf(F.Fields));
  put(O, "calls", textOf(F.Calls));
  put(O, "loans", textOf(F.Loans));
  put(O, "takes", textOf(F.Order.Takes));
  put(O, "waits", textOf(F.Order.Calls));
  put(O, "of-caller", textOf(F.Order.OfCaller));
  put(O, "alike", textOf(F.Order.Alike));
  put(O, "compared", textOf(F.Order.Compared));
  return O;
}

static json::Value textOf(const OrderRule &R) {
  return json::Array{textOf(R.First), textOf(R.Second), textOf(R.Where)};
}

static json::Value textOf(const DataDeclaration &D) { return json::Array{textOf(D.Name), textOf(D.Declarator), D.Macro}; }

void UseTable::add(const UseTable &Of, uint32_t Unit) {
  Renaming Own([&](SymbolId S) { return S ? Names.intern(Of.Names.key(S), Of.Names.display(S)) : S; });
  auto IsNew = [&](const auto &What) {
    std::string Text;
    llvm::raw_string_ostream(Text) << textOf(What);
    return Known.insert(llvm::xxh3_64bits(Text)).second;
  };
  for (const FunctionUse &Each : Of.Functions) {
    if (Each.isEmpty())
      continue;
    FunctionUse F = Each;
    F.Unit = Unit;
    Own.in(F);
    if (IsNew(F))
      Functions.push_back(std::move(F));
  }
  for (OrderRule Each : Of.Orders) {
    Own.in(Each);
    if (IsNew(Each))
      Orders.push_back(Each);
  }
  for (DataDeclaration Each : Of.Declared) {
    Own.in(Each.Name), Own.in(Each.Declarator);
    Each.Unit = Unit;
    if (Known.insert(llvm::xxh3_64bits("declared " + Names.key(Each.Name).str())).second)
      Declared.push_back(std::move(Each));
  }
}

std::string holdfast::writeUses(const UseTable &Uses) {
  UseTable Told; // without the names of functions that do nothing of the kind
  Told.add(Uses, 0);
  if (Told.Functions.empty())
    return "";
  json::Array NameList;
  for (uint32_t I = 0; I < Told.Names.size(); ++I)
    NameList.push_back(json::Array{json::fixUTF8(Told.Names.key(SymbolId(I))), json::fixUTF8(Told.Names.display(SymbolId(I)))});
  json::Object All{{"holdfast-uses", UseTextVersion}, {"names", std::move(NameList)}, {"functions", textOf(Told.Functions)}, {"orders", textOf(Told.Orders)}};
  put(All, "declared", textOf(Told.Declared));
  std::string Out;
  llvm::raw_string_ostream(Out) << json::Value(std::move(All));
  return Out;
}
