//===- Config.h - .holdfast.yaml ------------------------------------------===//
//
// Reads the configuration nearest above a file, with `inherit: true` on top of
// the next one up, and says file and line of what is wrong in it. Whether a
// model's words make sense is the engine's to say.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_TOOL_CONFIG_H
#define HOLDFAST_TOOL_CONFIG_H

#include "Engine.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace holdfast {

/// The name of a configuration file.
inline constexpr const char ConfigName[] = ".holdfast.yaml";

struct Config {
  std::string File; ///< empty: there is none, these are the defaults
  std::vector<std::string> Rules; ///< patterns, on top of the defaults
  std::map<std::string, Severity> Levels;
  std::vector<std::string> Strict; ///< patterns
  std::optional<std::string> HeaderFilter;
  std::vector<std::string> Exclude; ///< regular expressions over file names
  std::vector<UserModel> Models;
  bool Inherit = false;
};

/// Reads one file, without what it inherits.
llvm::Expected<Config> readConfig(const std::string &File);

/// Reads `Text` as readConfig reads a file; `Name` is what messages call it.
llvm::Expected<Config> readConfigText(const std::string &Name, llvm::StringRef Text);

/// Writes `C` in the form that readConfig reads.
void writeConfig(const Config &C, llvm::raw_ostream &Out);

/// Finds and keeps configurations by folder.
class ConfigFinder {
public:
  /// The effective configuration of files in `Folder`, an absolute path. The
  /// answer lives as long as the finder; equal configurations are one object.
  llvm::Expected<const Config *> forFolder(llvm::StringRef Folder);

  /// The configuration files that there are, of all folders that were asked for.
  std::vector<std::string> filesRead() const;

private:
  llvm::StringMap<const Config *> ByFolder;
  std::map<std::string, Config> ByFile; ///< with what they inherit; "" is none
};

} // namespace holdfast

#endif
