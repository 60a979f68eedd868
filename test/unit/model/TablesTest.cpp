// Every built-in row parses, no two rows name one function, and the rows that
// the rules lean on say what they should.

#include "model/CalleeNames.h"
#include "model/Catalog.h"

#include "gtest/gtest.h"

#include <map>

using namespace holdfast;

namespace {

/// A name as lowering spells it: scopes, then an identifier, an operator or
/// "(constructor)", then perhaps a count. A name that is misspelt is never found.
bool looksLikeAFunction(llvm::StringRef Name) {
  auto [Plain, Count] = Name.rsplit('/');
  if (!Count.empty() && !Plain.ends_with("operator"))
    Name = Plain; // a number of parameters, or the class of one
  if (Name.contains("operator"))
    Name = Name.substr(0, Name.find("operator"));
  else if (Name.consume_back("(constructor)") || Name.consume_back("(destructor)") ||
           Name.consume_back("(conversion)"))
    ;
  else if (Name.ends_with(":"))
    return false;
  return Name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_:") ==
         llvm::StringRef::npos;
}

TEST(Tables, EveryRowParsesAndNamesFunctions) {
  for (llvm::ArrayRef<ModelRow> Table : {moveRows(), containerRows(), handleRows(), threadRows(), lockRows(), algorithmRows(), conventionRows()}) {
    EXPECT_FALSE(Table.empty());
    for (const ModelRow &Row : Table) {
      llvm::Expected<CallEffects> Effects = parseEffects(Row.Words);
      if (!Effects)
        ADD_FAILURE() << Row.Callee << ": " << llvm::toString(Effects.takeError());
      llvm::Expected<std::vector<std::string>> Names = expandCallee(Row.Callee);
      if (!Names) {
        ADD_FAILURE() << llvm::toString(Names.takeError());
        continue;
      }
      for (const std::string &Name : *Names)
        EXPECT_TRUE(looksLikeAFunction(Name)) << Name << " in the row of " << Row.Callee;
    }
  }
}

TEST(Tables, NoTwoRowsNameOneFunction) {
  std::map<std::string, std::string> Seen;
  for (llvm::ArrayRef<ModelRow> Table : {moveRows(), containerRows(), handleRows(), threadRows(), lockRows(), algorithmRows()})
    for (const ModelRow &Row : Table)
      for (const std::string &Name : llvm::cantFail(expandCallee(Row.Callee))) {
        auto [It, New] = Seen.try_emplace(Name, Row.Words);
        EXPECT_TRUE(New) << Name << " has two rows: " << It->second << " and " << Row.Words;
      }
}

TEST(Tables, EveryClassSaysOnceHowItCrosses) {
  std::map<std::string, std::string> Seen;
  for (const ModelRow &Row : sendRows()) {
    EXPECT_TRUE(crossingWord(Row.Words)) << Row.Words << " of " << Row.Callee;
    for (const std::string &Name : llvm::cantFail(expandCallee(Row.Callee))) {
      auto [It, New] = Seen.try_emplace(Name, Row.Words);
      EXPECT_TRUE(New) << Name << " has two rows: " << It->second << " and " << Row.Words;
    }
  }
}

TEST(Tables, TheRowsThatRulesLeanOn) {
  struct {
    const char *Callee;
    unsigned ParamCount;
    const char *Words;
  } Cases[] = {
      {"std::move", 1, "alias(arg0)"},
      {"std::move", 3, "moves(arg0.*); reinit(arg2.*)"},
      {"std::exchange", 2, "reads(arg0); moves(arg1); reinit(arg0)"},
      {"std::swap", 2, "reinit(arg0); reinit(arg1)"},
      {"std::vector::clear", 0, "reinit(this)"},
      {"std::vector::size", 0, "reads(this); pure"},
      {"std::vector::empty", 0, "reads(this); pure"},
      {"std::vector::push_back", 1, "moves(arg0..15); writes(this)"},
      {"std::vector::pop_back", 0, "writes(this)"},
      {"std::vector::operator[]", 1, "reads(this); alias(this.[arg0])"},
      {"std::vector::front", 0, "reads(this); alias(this.[0])"},
      {"std::vector::back", 0, "reads(this); alias(this.[])"},
      {"std::vector::begin", 0, "reads(this); borrow(this.[])"},
      {"std::basic_string::clear", 0, "reinit(this)"},
      {"std::string::clear", 0, "reinit(this)"},
      {"std::basic_string::operator=", 1, "moves(arg0); reinit(this)"},
      {"std::basic_string::c_str", 0, "reads(this); borrow(this.[])"},
      {"std::map::operator[]", 1, "moves(arg0); writes(this)"},
      {"std::map::try_emplace", 2, "moves(arg0..15) if-untested; writes(this)"},
      {"std::unordered_map::insert", 1, "moves(arg0..15) if-untested; writes(this)"},
      {"std::list::sort", 0, "writes(this)"},
      {"std::list::sort", 1, "writes(this); runs(arg0) with this.[], this.[]"},
      {"std::unique_ptr::operator bool", 0, "asks(this) when false; pure"},
      {"std::unique_ptr::get", 0, "asks(this) when false; pure"},
      {"std::unique_ptr::operator==", 2, "asks(this) when true; asks(arg0) when true; asks(arg1) when true; pure"},
      {"std::unique_ptr::operator<", 2, "asks(this); asks(arg0); asks(arg1); pure"},
      {"std::unique_ptr::operator->", 0, "reads(this); alias(this.*)"},
      {"std::unique_ptr::release", 0, "asks(this); reinit(this)"},
      {"std::unique_ptr::reset", 1, "moves(arg0); reinit(this); flows(arg0, this)"},
      {"std::shared_ptr::use_count", 0, "asks(this) when false"},
      {"std::optional::has_value", 0, "asks(this); pure"},
      {"std::optional::value", 0, "alias(this.value)"},
      {"std::optional::emplace", 1, "moves(arg0..15); makes(this.value) with arg0..15; reinit(this); alias(this.value)"},
      {"std::variant::index", 0, "asks(this); pure"},
      {"std::function::operator bool", 0, "reads(this)"},
      {"std::thread::joinable", 0, "asks(this) when false; pure"},
      {"std::thread::join", 0, "writes(this); joins(this)"},
      {"std::thread::(constructor)", 2, "spawns(arg0) with arg1..15; spawns(arg1..15); moves(arg0..15)"},
      {"std::future::valid", 0, "asks(this) when false; pure"},
      {"std::future::get", 0, "writes(this); joins(this)"},
      {"std::unique_lock::owns_lock", 0, "asks(this) when false; tells(this) when true; pure"},
      {"std::unique_lock::(constructor)", 1, "locks(arg0, this)"},
      {"std::mutex::lock", 0, "locks(this)"},
      {"std::pair::(constructor)", 2, "moves(arg0..15) if-rvalue"},
      {"std::any_cast", 1, "moves(arg0) if-rvalue"},
      {"std::make_unique", 1, "moves(arg0..15); makes(result.*) with arg0..15"},
      {"std::for_each", 3, "runs(arg2) with arg0.*"},
      {"std::for_each", 4, "runs(arg3) with arg1.*"},
      {"std::sort", 2, "none"},
      {"std::sort", 3, "runs(arg2) with arg0.*, arg0.*"},
      {"std::condition_variable::wait", 2, "reads(arg0); waits(arg0); runs(arg1); joins(this)"},
      {"std::visit", 2, "runs(arg0) once; moves(arg1..7)"},
      {"std::getline", 2, "writes(arg0); reinit(arg1); alias(arg0)"},
      {"std::basic_ios::clear", 1, "asks(this)"},
      {"absl::flat_hash_map::try_emplace", 2, "moves(arg0..15) if-untested; writes(this)"},
      {"boost::move", 1, "alias(arg0)"},
  };
  Catalog C;
  for (const auto &Case : Cases) {
    const CallEffects *Row = C.find(Case.Callee, Case.ParamCount);
    ASSERT_NE(Row, nullptr) << Case.Callee;
    EXPECT_TRUE(*Row == llvm::cantFail(parseEffects(Case.Words))) << Case.Callee << " is not " << Case.Words;
  }
}

/// What is called with anything in its arguments must have no row: a row
/// would say that it leaves them alone.
TEST(Tables, CallsOfUnknownCodeHaveNoRow) {
  Catalog C;
  EXPECT_EQ(C.find("std::function::operator()", 1), nullptr);
  EXPECT_EQ(C.find("std::packaged_task::operator()", 1), nullptr);
}

TEST(Tables, ConventionsRefillTheObject) {
  Catalog C;
  for (const char *Name : {"clear", "Clear", "reset", "Reset", "assign", "init", "swap", "open"}) {
    const CallEffects *Row = C.findConvention(Name);
    ASSERT_NE(Row, nullptr) << Name;
    EXPECT_EQ(Row->Effects.at(0).Kind, EffectKind::Reinits) << Name;
    EXPECT_EQ(Row->Effects.at(0).Subject.Base, EffectPath::Object) << Name;
  }
}

} // namespace
