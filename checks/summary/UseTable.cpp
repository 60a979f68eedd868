//===- UseTable.cpp -------------------------------------------------------===//
//
// The text: names once, in a list; everything else names them by their number.
// A path is [base, name, kind, name, index, kind, name, index, ...].
//
//===----------------------------------------------------------------------===//

#include "summary/UseTable.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace holdfast;
namespace json = llvm::json;

/// A text of another version is not read.
static constexpr int64_t Version = 9;

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
  put(O, "any", C.MayHoldAny);
  put(O, "thread", C.IsThread);
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
  json::Object All{{"holdfast-uses", Version}, {"names", std::move(NameList)}, {"functions", textOf(Told.Functions)}, {"orders", textOf(Told.Orders)}};
  put(All, "declared", textOf(Told.Declared));
  std::string Out;
  llvm::raw_string_ostream(Out) << json::Value(std::move(All));
  return Out;
}

// From text. Whatever is not as it was written makes the whole text wrong.

namespace {

class Reader {
public:
  llvm::Expected<UseTable> run(llvm::StringRef Text) {
    llvm::Expected<json::Value> Read = json::parse(Text);
    if (!Read)
      return wrong(llvm::toString(Read.takeError()));
    const json::Object *Top = Read->getAsObject();
    if (!Top)
      return wrong("it is no JSON object");
    if (Top->getInteger("holdfast-uses") != Version)
      return wrong("it is of another version");
    const json::Array *NameList = Top->getArray("names");
    for (size_t I = 0; NameList && I < NameList->size(); ++I) {
      const json::Array *Name = (*NameList)[I].getAsArray();
      if (!Name || Name->size() != 2 || !(*Name)[0].getAsString() || !(*Name)[1].getAsString() ||
          Out.Names.intern(*(*Name)[0].getAsString(), *(*Name)[1].getAsString()).index() != I)
        return wrong("its names are damaged");
    }
    const json::Array *Functions = Top->getArray("functions"), *Orders = Top->getArray("orders");
    if (!NameList || !Functions || !Orders || !read(*Functions, Out.Functions) || !read(*Orders, Out.Orders) ||
        !read(*Top, "declared", Out.Declared))
      return wrong("it is damaged");
    return std::move(Out);
  }

private:
  static llvm::Error wrong(const llvm::Twine &What) { return llvm::createStringError(What); }

  template <class T> bool number(const json::Value &V, T &Into) const {
    std::optional<int64_t> Read = V.getAsInteger();
    if (!Read || *Read != int64_t(T(*Read)))
      return false;
    Into = T(*Read);
    return true;
  }
  bool read(const json::Value &V, SymbolId &S) const {
    uint32_t Index = 0;
    if (V.kind() == json::Value::Null)
      return true;
    if (!number(V, Index) || Index >= Out.Names.size())
      return false;
    S = SymbolId(Index);
    return true;
  }
  bool read(const json::Value &V, UsePath &P) const {
    const json::Array *A = V.getAsArray();
    if (!A || A->size() < 2 || A->size() % 3 != 2 || !number((*A)[0], P.Base) || !read((*A)[1], P.Name))
      return false;
    for (size_t I = 2; I < A->size(); I += 3) {
      Projection S;
      uint8_t Kind = 0;
      if (!number((*A)[I], Kind) || Kind > uint8_t(ProjectionKind::Capture) || !read((*A)[I + 1], S.Name) || !number((*A)[I + 2], S.Index))
        return false;
      S.Kind = ProjectionKind(Kind);
      P.Steps.push_back(S);
    }
    return true;
  }
  bool read(const json::Value &V, UsedLock &L) const {
    const json::Array *A = V.getAsArray();
    if (!A || A->size() != 2 || !read((*A)[0], L.Path) || !(*A)[1].getAsBoolean())
      return false;
    L.Shared = *(*A)[1].getAsBoolean();
    return true;
  }
  bool read(const json::Value &V, UseBinding &B) const {
    const json::Array *A = V.getAsArray();
    return A && A->size() == 2 && read((*A)[0], B.Inner) && read((*A)[1], B.Outer);
  }
  bool read(const json::Value &V, UseSpot &S) const {
    const json::Array *A = V.getAsArray();
    if (!A || (A->size() != 5 && A->size() != 7) || !read((*A)[0], S.File) || !S.File)
      return false;
    uint32_t Length = 0;
    auto Are = [&](std::initializer_list<uint32_t *> Numbers) {
      size_t I = 0;
      return llvm::all_of(Numbers, [&](uint32_t *Each) { return number((*A)[++I], *Each); });
    };
    if (A->size() == 7)
      return Are({&S.Line, &S.Column, &S.EndLine, &S.EndColumn, &S.Offset, &S.EndOffset});
    if (!Are({&S.Line, &S.Column, &Length, &S.Offset}))
      return false;
    S.EndLine = S.Line, S.EndColumn = S.Column + Length, S.EndOffset = S.Offset + Length;
    return true;
  }
  template <class T> bool read(const json::Array &A, std::vector<T> &All) const {
    All.resize(A.size());
    for (size_t I = 0; I < A.size(); ++I)
      if (!read(A[I], All[I]))
        return false;
    return true;
  }

  template <class T> bool read(const json::Object &O, llvm::StringRef Key, std::vector<T> &All) const {
    const json::Value *V = O.get(Key);
    return !V || (V->getAsArray() && read(*V->getAsArray(), All));
  }
  template <class T> bool read(const json::Object &O, llvm::StringRef Key, T &Into) const {
    const json::Value *V = O.get(Key);
    return V && read(*V, Into);
  }
  static bool is(const json::Object &O, llvm::StringRef Key) { return O.getBoolean(Key).value_or(false); }

  bool read(const json::Value &V, FieldUse &U) const {
    const json::Object *O = V.getAsObject();
    if (!O || !O->getString("data"))
      return false;
    U.Data = O->getString("data")->str();
    U.IsWrite = is(*O, "writes");
    U.IsDeclared = is(*O, "declared");
    U.MayHoldAny = is(*O, "any");
    const json::Value *Guard = O->get("guard");
    return (!Guard || read(*Guard, U.Guard)) && read(*O, "field", U.Field) && read(*O, "owner", U.Owner) && read(*O, "at", U.Where) && read(*O, "held", U.Held) &&
           read(*O, "unsure", U.Unsure) && read(*O, "given-back", U.GivenBack) && read(*O, "vague", U.VagueNames);
  }
  bool read(const json::Value &V, CallUse &C) const {
    const json::Object *O = V.getAsObject();
    if (!O)
      return false;
    C.MayHoldAny = is(*O, "any");
    C.IsThread = is(*O, "thread");
    C.IsClosure = is(*O, "closure");
    return read(*O, "callee", C.Callee) && read(*O, "at", C.Where) && read(*O, "held", C.Held) &&
           read(*O, "bindings", C.Bindings) && read(*O, "same", C.Same) &&
           read(*O, "held-outside", C.HeldOutside) && read(*O, "given-back", C.GivenBack) && read(*O, "fresh", C.Fresh);
  }
  bool read(const json::Value &V, LoanUse &L) const {
    const json::Object *O = V.getAsObject();
    if (!O || !O->getString("data") || !O->getString("holder"))
      return false;
    L.Data = O->getString("data")->str();
    L.Holder = O->getString("holder")->str();
    const json::Value *Way = O->get("way"), *Where = O->get("at"), *LetGo = O->get("let-go");
    return Way && number(*Way, L.Way) && read(*O, "field", L.Field) && read(*O, "lock", L.Lock) && read(*O, "taken", L.Taken) &&
           (!Where || read(*Where, L.Where)) && (!LetGo || read(*LetGo, L.LetGo));
  }
  bool read(const json::Value &V, OrderLock &L) const {
    const json::Array *A = V.getAsArray();
    if (!A || A->size() != 3 || !read((*A)[0], L.Path) || !read((*A)[1], L.Class) || !(*A)[2].getAsBoolean())
      return false;
    L.Shared = *(*A)[2].getAsBoolean();
    return true;
  }
  bool read(const json::Value &V, HeldSince &H) const {
    const json::Array *A = V.getAsArray();
    return A && (A->size() == 1 || (A->size() == 2 && read((*A)[1], H.Since))) && read((*A)[0], H.Lock);
  }
  bool read(const json::Value &V, OrderBinding &B) const {
    const json::Array *A = V.getAsArray();
    return A && A->size() == 3 && read((*A)[0], B.Inner) && read((*A)[1], B.Outer) && read((*A)[2], B.Class);
  }
  bool read(const json::Value &V, RolePair &P) const {
    const json::Array *A = V.getAsArray();
    return A && A->size() == 2 && number((*A)[0], P.First) && number((*A)[1], P.Second);
  }
  bool read(const json::Value &V, OrderRule &R) const {
    const json::Array *A = V.getAsArray();
    return A && A->size() == 3 && read((*A)[0], R.First) && R.First && read((*A)[1], R.Second) && R.Second && read((*A)[2], R.Where);
  }
  bool read(const json::Value &V, DataDeclaration &D) const {
    const json::Array *A = V.getAsArray();
    if (!A || A->size() != 3 || !read((*A)[0], D.Name) || !D.Name || !read((*A)[1], D.Declarator) || !(*A)[2].getAsString())
      return false;
    D.Macro = (*A)[2].getAsString()->str();
    return true;
  }
  bool read(const json::Value &V, LockTake &T) const {
    const json::Object *O = V.getAsObject();
    return O && read(*O, "lock", T.Lock) && read(*O, "at", T.Where) && read(*O, "held", T.Held) && read(*O, "given-back", T.GivenBack);
  }
  bool read(const json::Value &V, OrderCall &C) const {
    const json::Object *O = V.getAsObject();
    if (!O)
      return read(V, C.Callee) && C.Callee;
    C.IsThread = is(*O, "thread");
    return read(*O, "callee", C.Callee) && C.Callee && read(*O, "at", C.Where) && read(*O, "bindings", C.Bindings) &&
           read(*O, "held", C.Held) && read(*O, "given-back", C.GivenBack);
  }
  bool readOrder(const json::Object &O, OrderUse &Of) const {
    return read(O, "takes", Of.Takes) && read(O, "waits", Of.Calls) && read(O, "of-caller", Of.OfCaller) && read(O, "alike", Of.Alike) && read(O, "compared", Of.Compared);
  }
  bool read(const json::Value &V, FunctionUse &F) const {
    const json::Object *O = V.getAsObject();
    if (!O || !O->getString("display"))
      return false;
    F.Display = O->getString("display")->str();
    F.Instantiation = O->getString("instantiation").value_or("").str();
    F.IsOpen = is(*O, "open");
    F.IsDispatched = is(*O, "dispatched");
    F.IsBeginOrEnd = is(*O, "begin-or-end");
    F.IsOfProgram = is(*O, "of-program");
    F.IsCalledLocked = is(*O, "called-locked");
    F.IsAddressTaken = is(*O, "address-taken");
    return read(*O, "name", F.Name) && F.Name && read(*O, "fields", F.Fields) && read(*O, "calls", F.Calls) &&
           read(*O, "loans", F.Loans) && readOrder(*O, F.Order) && !F.isEmpty();
  }

  UseTable Out;
};

} // namespace

llvm::Expected<UseTable> holdfast::readUses(llvm::StringRef Text) { return Reader().run(Text); }
