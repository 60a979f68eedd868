//===- RowMatchers.cpp ----------------------------------------------------===//
//
// Clang's parser gives a matcher whose node kind may still be open: `callee(x)`
// is for CallExpr and others, `isConst()` for CXXMethodDecl only. So it is
// asked for each kind of function, then for each kind of call, and wrapped as
// a matcher of any Decl or Stmt that looks at the node's kind first. A matcher
// that could be of both is one of functions.
//
//===----------------------------------------------------------------------===//

#include "lower/RowMatchers.h"

#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/Dynamic/Diagnostics.h"
#include "clang/ASTMatchers/Dynamic/Parser.h"
#include "clang/ASTMatchers/Dynamic/VariantValue.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace holdfast;
using namespace holdfast::lower;
using llvm::StringRef;

struct RowMatchers::FunctionRow {
  std::vector<DeclarationMatcher> Matchers; ///< one is enough
  Row Says;
};

struct RowMatchers::CallRow {
  std::vector<StatementMatcher> Matchers; ///< one is enough
  Row Says;
};

RowMatchers::RowMatchers() = default;
RowMatchers::~RowMatchers() = default;

template <class... Nodes> static std::vector<ASTNodeKind> kinds() {
  return {ASTNodeKind::getFromNodeKind<Nodes>()...};
}

/// `Parsed` as a matcher of each of `Kinds` that it can match, without those
/// that an earlier one includes.
template <class Root>
static std::vector<internal::Matcher<Root>>
typedAs(const dynamic::VariantMatcher &Parsed,
        const std::vector<ASTNodeKind> &Kinds) {
  std::vector<internal::Matcher<Root>> Out;
  std::vector<ASTNodeKind> Taken;
  for (ASTNodeKind Kind : Kinds) {
    if (!Parsed.hasTypedMatcher(Kind) ||
        llvm::any_of(Taken, [&](ASTNodeKind K) { return K.isBaseOf(Kind); }))
      continue;
    internal::DynTypedMatcher Typed = Parsed.getTypedMatcher(Kind);
    if (llvm::none_of(
            Kinds, [&](ASTNodeKind K) { return Typed.canMatchNodesOfKind(K); }))
      continue;
    Taken.push_back(Kind);
    Out.push_back(Typed.dynCastTo(ASTNodeKind::getFromNodeKind<Root>())
                      .template convertTo<Root>());
  }
  return Out;
}

/// One line, of an expression of several lines too.
static llvm::Error complain(StringRef Expression, const llvm::Twine &Why) {
  auto [First, More] = Expression.split('\n');
  return llvm::createStringError(
      llvm::inconvertibleErrorCode(),
      "in the matcher '" + First + (More.empty() ? "" : " ...") + "': " + Why);
}

namespace {
/// Clang prints what is wrong with a regular expression and goes on with one
/// that matches nothing; here it is an error like all others.
class CheckedSema : public dynamic::Parser::RegistrySema {
public:
  dynamic::VariantMatcher
  actOnMatcherExpression(dynamic::MatcherCtor Maker, dynamic::SourceRange Where,
                         StringRef Bound,
                         llvm::ArrayRef<dynamic::ParserValue> Args,
                         dynamic::Diagnostics *Wrong) override {
    const bool IsRegex = llvm::any_of(Regexes, [&](StringRef Name) {
      return lookupMatcherCtor(Name) == Maker;
    });
    if (IsRegex && !Args.empty() && Args[0].Value.isString()) {
      std::string Why;
      if (!llvm::Regex(Args[0].Value.getString()).isValid(Why)) {
        Wrong->addError(Args[0].Range,
                        dynamic::Diagnostics::ET_ParserStringError)
            << Why;
        return {};
      }
    }
    return RegistrySema::actOnMatcherExpression(Maker, Where, Bound, Args,
                                                Wrong);
  }

private:
  static constexpr StringRef Regexes[] = {
      "matchesName", "isExpansionInFileMatching", "matchesSelector"};
};
} // namespace

static llvm::Expected<dynamic::VariantMatcher> parse(StringRef Expression) {
  dynamic::Diagnostics Wrong;
  dynamic::VariantValue Value;
  CheckedSema Checks;
  StringRef Rest = Expression;
  if (!dynamic::Parser::parseExpression(Rest, &Checks, &Value, &Wrong)) {
    std::string Said = Wrong.toString();
    llvm::SmallVector<StringRef, 2> Lines;
    StringRef(Said).split(Lines, '\n', -1, false);
    return complain(Expression, StringRef(llvm::join(Lines, "; ")).rtrim('.'));
  }
  if (!Value.isMatcher())
    return complain(Expression, "this is not a matcher");
  if (StringRef More = Rest.trim(); !More.empty())
    return complain(Expression, "'" + More.split('\n').first +
                                    "' follows the end of the matcher");
  return Value.getMatcher();
}

llvm::Error RowMatchers::add(StringRef Expression, StringRef Words,
                             unsigned Order) {
  Expression = Expression.trim();
  llvm::Expected<dynamic::VariantMatcher> Parsed = parse(Expression);
  if (!Parsed)
    return Parsed.takeError();
  llvm::Expected<CallEffects> Effects = parseEffects(Words);
  if (!Effects)
    return Effects.takeError();
  static const std::vector<ASTNodeKind> Functions =
      kinds<FunctionDecl, CXXMethodDecl, CXXConstructorDecl,
            CXXConversionDecl>();
  static const std::vector<ASTNodeKind> Calls =
      kinds<CallExpr, CXXMemberCallExpr, CXXOperatorCallExpr, CXXConstructExpr,
            CXXTemporaryObjectExpr>();
  if (auto OfFunction = typedAs<Decl>(*Parsed, Functions); !OfFunction.empty())
    OfFunctions.push_back(std::make_unique<FunctionRow>(
        FunctionRow{std::move(OfFunction), {*Effects, Order}}));
  else if (auto OfCall = typedAs<Stmt>(*Parsed, Calls); !OfCall.empty())
    OfCalls.push_back(std::make_unique<CallRow>(
        CallRow{std::move(OfCall), {*Effects, Order}}));
  else
    return complain(Expression, "it matches neither functions nor calls");
  return llvm::Error::success();
}

template <class Matcher>
static bool isMatched(const std::vector<Matcher> &Matchers,
                      const DynTypedNode &Node, ASTContext &AST) {
  return llvm::any_of(
      Matchers, [&](const Matcher &M) { return !match(M, Node, AST).empty(); });
}

const Row *RowMatchers::findFor(const FunctionDecl *F, ASTContext &AST) const {
  for (const auto &Each : llvm::reverse(OfFunctions))
    for (const FunctionDecl *Declared : F->redecls())
      if (isMatched(Each->Matchers, DynTypedNode::create(*Declared), AST))
        return &Each->Says;
  return nullptr;
}

const Row *RowMatchers::findForCall(const Expr *Call, ASTContext &AST) const {
  for (const auto &Each : llvm::reverse(OfCalls))
    if (isMatched(Each->Matchers, DynTypedNode::create(*Call), AST))
      return &Each->Says;
  return nullptr;
}
