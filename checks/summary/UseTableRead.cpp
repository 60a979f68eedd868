//===- UseTableRead.cpp - a table from its text ---------------------------===//
//
// Whatever is not as UseTable.cpp writes it makes the whole text wrong.
//
//===----------------------------------------------------------------------===//

#include "summary/UseTable.h"

#include "llvm/Support/JSON.h"

using namespace holdfast;
namespace json = llvm::json;

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
    if (Top->getInteger("holdfast-uses") != UseTextVersion)
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
    C.TellsNothing = is(*O, "any");
    C.IsThread = is(*O, "thread");
    C.IsOnce = is(*O, "once");
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
