//===- Catalog.cpp - rows, stored by name ---------------------------------===//
//
// Answers: which row does a function have? Rows are parsed once, when the
// catalog is made, and found by one or two look-ups of a string. Not handled
// here: overloads with the same number of parameters share a row; an effect
// says for itself what it needs (`moves ... if-rvalue`).
//
//===----------------------------------------------------------------------===//

#include "model/Catalog.h"

#include "model/CalleeNames.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace holdfast;
using llvm::StringRef;

llvm::Expected<std::vector<std::string>> holdfast::expandCallee(StringRef Callee) {
  auto Fail = [&](const char *Why) {
    return llvm::createStringError(llvm::inconvertibleErrorCode(), llvm::Twine("the callee '") + Callee + "' " + Why);
  };
  std::vector<std::string> Out{""};
  StringRef Rest = Callee;
  while (!Rest.empty()) {
    size_t Brace = Rest.find_first_of("{}");
    for (std::string &Name : Out)
      Name += Rest.substr(0, Brace);
    if (Brace == StringRef::npos)
      break;
    size_t Close = Rest.find_first_of("{}", Brace + 1);
    if (Rest[Brace] != '{' || Close == StringRef::npos || Rest[Close] != '}')
      return Fail("has a brace without a partner");
    llvm::SmallVector<StringRef, 8> Choices;
    Rest.slice(Brace + 1, Close).split(Choices, ',');
    std::vector<std::string> Longer;
    for (const std::string &Name : Out)
      for (StringRef Choice : Choices) {
        if (Choice.trim().empty())
          return Fail("has an empty choice in its braces");
        Longer.push_back(Name + Choice.trim().str());
      }
    Out = std::move(Longer);
    Rest = Rest.substr(Close + 1);
  }
  for (const std::string &Name : Out)
    if (StringRef(Name).trim().empty())
      return Fail("names no function");
  return Out;
}

/// Stores one copy of the row under each name.
static llvm::Error addRow(llvm::StringMap<std::unique_ptr<Row>> &Into, StringRef Callee, StringRef Words,
                          unsigned Order) {
  llvm::Expected<std::vector<std::string>> Names = expandCallee(Callee);
  if (!Names)
    return Names.takeError();
  llvm::Expected<CallEffects> Effects = parseEffects(Words);
  if (!Effects)
    return Effects.takeError();
  for (const std::string &Name : *Names)
    Into[StringRef(Name).trim()] = std::make_unique<Row>(Row{*Effects, Order});
  return llvm::Error::success();
}

static void addTable(llvm::StringMap<std::unique_ptr<Row>> &Into, llvm::ArrayRef<ModelRow> Table) {
  for (const ModelRow &Each : Table)
    if (llvm::Error Why = addRow(Into, Each.Callee, Each.Words, 0))
      llvm::report_fatal_error(llvm::Twine("the built-in row of '") + Each.Callee + "': " + toString(std::move(Why)));
}

Catalog::Catalog() {
  for (llvm::ArrayRef<ModelRow> Table : {moveRows(), containerRows(), handleRows(), threadRows(), lockRows(), runtimeRows(), algorithmRows()})
    addTable(Rows, Table);
  addTable(Conventions, conventionRows());
  for (const SharedTypeRow &Each : sharedTypeRows())
    for (const std::string &Name : llvm::cantFail(expandCallee(Each.Classes)))
      SharedTypes[StringRef(Name).trim()] = Each.InThreads;
  for (const ModelRow &Each : sendRows())
    for (const std::string &Name : llvm::cantFail(expandCallee(Each.Callee)))
      Crossings[StringRef(Name).trim()] = *crossingWord(Each.Words);
  for (const char *Each : blockingNames())
    for (const std::string &Name : llvm::cantFail(expandCallee(Each)))
      Blocking.insert(Name);
  for (const auto &Each : Rows)
    noteTag(Each.getKey());
}

bool Catalog::blocks(StringRef QualifiedName, unsigned ParamCount) const {
  return Blocking.contains(QualifiedName) || Blocking.contains((llvm::Twine(QualifiedName) + "/" + llvm::Twine(ParamCount)).str());
}

/// "std::f/std::tag_t": f has a row of its own for some overload.
void Catalog::noteTag(StringRef Name) {
  size_t Slash = Name.find('/');
  if (Slash != StringRef::npos && Slash + 1 < Name.size() && !llvm::isDigit(Name[Slash + 1]) && Name[Slash + 1] != '=' &&
      !Name.take_front(Slash).ends_with("operator"))
    Tagged.insert(Name.take_front(Slash));
}

/// True for "std::move/1", not for "path::operator/".
static bool hasCount(StringRef Name) {
  StringRef Count = Name.rsplit('/').second;
  return !Count.empty() && llvm::all_of(Count, llvm::isDigit);
}

llvm::Error Catalog::add(StringRef Callee, StringRef Words, unsigned Order) {
  if (llvm::Error Why = addRow(Rows, Callee, Words, Order))
    return Why;
  // A row for every number of parameters overrides those for one number, and
  // those for one class of them.
  for (const std::string &Name : llvm::cantFail(expandCallee(Callee))) {
    if (!hasCount(Name)) {
      for (unsigned Count = 0; Count < 64; ++Count)
        Rows.erase((StringRef(Name).trim() + "/" + llvm::Twine(Count)).str());
      Tagged.erase(StringRef(Name).trim());
    }
    noteTag(StringRef(Name).trim());
  }
  return llvm::Error::success();
}

llvm::Error Catalog::addType(StringRef Class, StringRef Words, unsigned Order) {
  if (hasCount(Class) || Class.contains('('))
    return llvm::createStringError(llvm::inconvertibleErrorCode(),
                                   llvm::Twine("the type '") + Class + "' is not the name of a class");
  // Of the words, one may say how the class crosses threads.
  llvm::SmallVector<StringRef, 4> List, Others;
  Words.split(List, ';', -1, false);
  std::optional<Crossing> Crosses;
  for (StringRef Word : List)
    if (std::optional<Crossing> Said = crossingWord(Word.trim()))
      Crosses = Said;
    else
      Others.push_back(Word);
  if (!Crosses)
    return addRow(Types, Class, Words, Order);
  llvm::Expected<std::vector<std::string>> Names = expandCallee(Class);
  if (!Names)
    return Names.takeError();
  for (const std::string &Name : *Names)
    Crossings[StringRef(Name).trim()] = *Crosses;
  return Others.empty() ? llvm::Error::success() : addRow(Types, Class, llvm::join(Others, ";"), Order);
}

std::optional<Crossing> Catalog::findCrossing(StringRef QualifiedName) const {
  auto It = Crossings.find(QualifiedName);
  return It == Crossings.end() ? std::nullopt : std::optional(It->second);
}

const Row *Catalog::find(StringRef QualifiedName, unsigned ParamCount) const {
  llvm::SmallString<96> Exact;
  (llvm::Twine(QualifiedName) + "/" + llvm::Twine(ParamCount)).toVector(Exact);
  if (auto It = Rows.find(Exact); It != Rows.end())
    return It->second.get();
  auto It = Rows.find(QualifiedName);
  return It == Rows.end() ? nullptr : It->second.get();
}

const Row *Catalog::findTagged(StringRef QualifiedName, StringRef Class) const {
  auto It = Rows.find((llvm::Twine(QualifiedName) + "/" + Class).str());
  return It == Rows.end() ? nullptr : It->second.get();
}

const Row *Catalog::findType(StringRef QualifiedName) const {
  auto It = Types.find(QualifiedName);
  return It == Types.end() ? nullptr : It->second.get();
}

std::optional<Sharing> Catalog::findSharing(StringRef QualifiedName) const {
  auto It = SharedTypes.find(QualifiedName);
  return It == SharedTypes.end() ? std::nullopt : std::optional(It->second);
}

const Row *Catalog::findConvention(StringRef MethodName) const {
  auto It = Conventions.find(MethodName);
  return It == Conventions.end() ? nullptr : It->second.get();
}
