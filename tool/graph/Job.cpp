//===- Job.cpp ------------------------------------------------------------===//

#include "tool/graph/Job.h"

#include "tool/output/Report.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace holdfast {

static constexpr int64_t Version = 1;

static json::Array listOf(const std::vector<std::string> &Texts) {
  json::Array Out;
  for (const std::string &Text : Texts)
    Out.push_back(utf8(Text));
  return Out;
}

std::string writeJob(const Job &J, const Relocation &Root) {
  std::string Text;
  raw_string_ostream(Text) << json::Value(
      json::Object{{"holdfast-job", Version},
                   {"file", utf8(J.What.File)},
                   {"directory", utf8(J.What.Directory)},
                   {"arguments", listOf(J.What.Arguments)},
                   {"config", utf8(J.ConfigText)},
                   {"roots", listOf(J.Extent.Roots)},
                   {"build", utf8(J.Extent.BuildFolder)},
                   {"units", listOf(J.Extent.Units)},
                   {"seconds", J.Seconds},
                   {"megabytes", J.Megabytes},
                   {"tells", J.IsTeller},
                   {"inputs", listOf(J.Inputs)},
                   {"outside", J.Outside}});
  return Root.relative(Text) + "\n";
}

Expected<Job> readJob(StringRef Text, const Relocation &Root) {
  Expected<json::Value> V = json::parse(Root.absolute(Text));
  if (!V)
    return createStringError("it is not JSON: " + toString(V.takeError()));
  Job J;
  int64_t Read = 0;
  json::Path::Root At("the job");
  json::ObjectMapper O(*V, At);
  if (!O || !O.map("holdfast-job", Read) || Read != Version ||
      !O.map("file", J.What.File) || !O.map("directory", J.What.Directory) ||
      !O.map("arguments", J.What.Arguments) || !O.map("config", J.ConfigText) ||
      !O.map("roots", J.Extent.Roots) ||
      !O.map("build", J.Extent.BuildFolder) ||
      !O.map("units", J.Extent.Units) || !O.map("seconds", J.Seconds) ||
      !O.map("megabytes", J.Megabytes) || !O.map("tells", J.IsTeller) ||
      !O.map("inputs", J.Inputs) || !O.map("outside", J.Outside)) {
    consumeError(At.getError());
    return createStringError(
        "it is no job that this version of 'holdfast graph' wrote");
  }
  return J;
}

std::string stemOf(const Unit &U, const Relocation &Root) {
  const std::string Key = Root.relative(U.File + '\n' + U.Directory + '\n' +
                                        join(U.Arguments, "\n"));
  return sys::path::filename(U.File).str() + "-" +
         utohexstr(xxh3_64bits(Key), /*LowerCase=*/true, /*Width=*/16);
}

Expected<const Settings *> JobSettings::of(const Job &J) {
  if (!Scope) {
    Known = J.Extent;
    Scope.emplace(Known);
  } else if (Known.Roots != J.Extent.Roots ||
             Known.BuildFolder != J.Extent.BuildFolder) {
    return createStringError("the steps of two projects are mixed");
  }
  Scope->addUnits(J.Extent.Units);
  Made &Slot = ByText[J.ConfigText];
  if (Slot.What)
    return Slot.What.get();
  Expected<Config> Origin = readConfigText(
      "the configuration of '" + J.What.File + "'", J.ConfigText);
  if (!Origin)
    return Origin.takeError();
  Slot.Origin = std::move(*Origin);
  Expected<std::unique_ptr<Settings>> New =
      Settings::create(Options(), Slot.Origin, *Scope);
  if (!New)
    return New.takeError();
  Slot.What = std::move(*New);
  return Slot.What.get();
}

} // namespace holdfast
