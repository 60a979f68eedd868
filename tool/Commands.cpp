//===- Commands.cpp - a compile command made fit for clang ----------------===//
//
// The command is read with clang's own table of options, so that what clang
// does not know is recognised as such whatever compiler it was meant for, and
// an option is found under all of its spellings. This is the first of two
// nets: Parse.cpp clears what writes or loads in the finished invocation too.
//
//===----------------------------------------------------------------------===//

#include "tool/Commands.h"

#include "tool/Launchers.h"

#include "clang/Driver/Types.h"
#include "clang/Options/Options.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
namespace options = clang::options;
namespace types = clang::driver::types;

namespace holdfast {

bool isCpp(const Unit &U) {
  StringRef Extension = sys::path::extension(U.File);
  Extension.consume_front(".");
  types::ID Type = types::lookupTypeForExtension(Extension);
  auto IsPlainCpp = [](types::ID Id) {
    return Id != types::TY_INVALID && types::isCXX(Id) && !types::isObjC(Id) &&
           !types::isCuda(Id) && !types::isHIP(Id);
  };
  // The usual case is decided without splitting the command.
  if (IsPlainCpp(Type) && U.CommandLine.find("-x") == std::string::npos &&
      !is_contained(U.Arguments, "-x"))
    return true;
  std::vector<std::string> Words = argumentsOf(U);
  stripLaunchers(Words);
  for (size_t I = 1; I < Words.size(); ++I) {
    StringRef Word = Words[I];
    if (!Word.consume_front("-x"))
      continue;
    if (Word.empty() && I + 1 != Words.size())
      Word = Words[I + 1];
    types::ID Named = types::lookupTypeForTypeSpecifier(Word.str().c_str());
    if (Named != types::TY_INVALID)
      return IsPlainCpp(Named);
  }
  if (Type == types::TY_C && !Words.empty() &&
      StringRef(Words[0]).contains("++"))
    return true;
  return IsPlainCpp(Type);
}

/// Options that make the compiler write, load or print, or that choose what
/// it does with the file; none of them changes what the file means.
static bool isOutputOption(const opt::Option &O) {
  static const unsigned Ids[] = {options::OPT_o,
                                 options::OPT_c,
                                 options::OPT_S,
                                 options::OPT_E,
                                 options::OPT_P,
                                 options::OPT_v,
                                 options::OPT_H,
                                 options::OPT_fsyntax_only,
                                 options::OPT__HASH_HASH_HASH,
                                 options::OPT__analyze,
                                 options::OPT_emit_ast,
                                 options::OPT_emit_llvm,
                                 options::OPT_save_temps,
                                 options::OPT_save_temps_EQ,
                                 options::OPT_dependency_file,
                                 options::OPT__serialize_diags,
                                 options::OPT_ftime_trace,
                                 options::OPT_ftime_trace_EQ,
                                 options::OPT_fmodule_output,
                                 options::OPT_fmodule_output_EQ,
                                 options::OPT_fmodules,
                                 options::OPT_fcxx_modules,
                                 options::OPT_fmodules_cache_path,
                                 options::OPT_mllvm,
                                 options::OPT_gsplit_dwarf,
                                 options::OPT_gsplit_dwarf_EQ,
                                 options::OPT_foptimization_record_file_EQ,
                                 options::OPT_fsave_optimization_record,
                                 options::OPT_fdiagnostics_format_EQ,
                                 options::OPT_resource_dir,
                                 options::OPT_resource_dir_EQ,
                                 options::OPT_include_pch,
                                 options::OPT_config,
                                 options::OPT_config_system_dir_EQ};
  for (unsigned Id : Ids)
    if (O.matches(Id))
      return true;
  return O.matches(options::OPT_M_Group);
}

static bool isPluginOption(const opt::Option &O) {
  return O.matches(options::OPT_fplugin_EQ) ||
         O.matches(options::OPT_fplugin_arg) ||
         O.matches(options::OPT_fpass_plugin_EQ);
}

static bool isPluginWord(StringRef Word) {
  return Word == "-load" || Word == "-plugin" || Word == "-add-plugin" ||
         Word.starts_with("-plugin-arg-");
}

namespace {

class Fitter {
public:
  explicit Fitter(FitCommand &Out) : Out(Out) {}
  void fit(const opt::InputArgList &Args);

private:
  bool isDropped(const opt::Arg &A);
  bool isDroppedFrontEndWord(StringRef Word);

  FitCommand &Out;
  bool NextIsPluginValue = false;
};

} // namespace

/// `-Xclang -load -Xclang x.so` are two arguments; both go.
bool Fitter::isDroppedFrontEndWord(StringRef Word) {
  if (NextIsPluginValue) {
    NextIsPluginValue = false;
    return true;
  }
  if (!isPluginWord(Word))
    return false;
  NextIsPluginValue = true;
  Out.HadPlugins = true;
  return true;
}

bool Fitter::isDropped(const opt::Arg &A) {
  const opt::Option &O = A.getOption();
  if (O.getKind() == opt::Option::UnknownClass ||
      O.hasFlag(options::Unsupported)) {
    Out.Unknown.push_back(A.getSpelling().str());
    return true;
  }
  if (O.getKind() == opt::Option::InputClass ||
      O.matches(options::OPT__DASH_DASH))
    return true;
  if (isPluginOption(O)) {
    Out.HadPlugins = true;
    return true;
  }
  if (O.matches(options::OPT_Xclang))
    return isDroppedFrontEndWord(A.getValue());
  if (O.matches(options::OPT_Wp_COMMA))
    return any_of(A.getValues(),
                  [](StringRef Value) { return Value.starts_with("-M"); });
  if (O.matches(options::OPT_W_Joined))
    return StringRef(A.getValue()).starts_with("error");
  return isOutputOption(O) || O.matches(options::OPT_pedantic_errors);
}

void Fitter::fit(const opt::InputArgList &Args) {
  for (const opt::Arg *A : Args) {
    if (isDropped(*A))
      continue;
    opt::ArgStringList Rendered;
    A->render(Args, Rendered);
    Out.Arguments.insert(Out.Arguments.end(), Rendered.begin(), Rendered.end());
  }
}

/// The driver looks for headers beside itself; the one that our headers belong
/// to is three folders above them: <prefix>/lib/clang/22.
static std::string driverPath(StringRef ResourceFolder) {
  SmallString<256> Path(ResourceFolder);
  sys::path::append(Path, "..", "..", "..", "bin");
  sys::path::append(Path, "clang++");
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return Path.str().str();
}

std::vector<std::string> wholeCommand(const Unit &U, const CommandExtras &Extras) {
  std::vector<std::string> Words = argumentsOf(U);
  stripLaunchers(Words);
  if (Words.empty())
    Words.push_back("c++");
  auto Files = vfs::createPhysicalFileSystem();
  Files->setCurrentWorkingDirectory(U.Directory);
  clang::tooling::addExpandedResponseFiles(Words, U.Directory,
                                           cl::TokenizeGNUCommandLine, *Files);
  clang::tooling::addTargetAndModeForProgramName(Words, Words[0]);
  Words.insert(Words.begin() + 1, Extras.Before.begin(), Extras.Before.end());
  Words.insert(Words.end(), Extras.After.begin(), Extras.After.end());
  return Words;
}

FitCommand fitCommand(const Unit &U, const CommandExtras &Extras) {
  const std::vector<std::string> Words = wholeCommand(U, Extras);
  std::vector<const char *> Pointers;
  for (size_t I = 1; I < Words.size(); ++I)
    Pointers.push_back(Words[I].c_str());
  unsigned MissingIndex = 0;
  unsigned MissingCount = 0;
  opt::InputArgList Args = clang::getDriverOptTable().ParseArgs(
      Pointers, MissingIndex, MissingCount,
      opt::Visibility(options::ClangOption));

  FitCommand Out;
  Out.Arguments.push_back(driverPath(Extras.ResourceFolder));
  Fitter(Out).fit(Args);
  append_range(Out.Arguments,
               ArrayRef<std::string>{"--no-default-config", "-fsyntax-only",
                                     "-w", "-Wno-everything",
                                     "-resource-dir=" + Extras.ResourceFolder,
                                     "--", U.File});
  return Out;
}

} // namespace holdfast
