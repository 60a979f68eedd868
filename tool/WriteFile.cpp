//===- WriteFile.cpp - files that are whole or not there ------------------===//

#include "tool/WriteFile.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace holdfast {

/// True for what names a stream that is there: a device, a pipe, a descriptor.
static bool isStream(StringRef File) {
  sys::fs::file_status Status;
  return File.starts_with("/dev/") || File.starts_with("/proc/") ||
         (!sys::fs::status(File, Status) && sys::fs::exists(Status) &&
          Status.type() != sys::fs::file_type::regular_file);
}

std::string whyNotWritable(StringRef File) {
  if (sys::fs::is_directory(File))
    return "it is a folder";
  if (isStream(File) && sys::fs::exists(File))
    return sys::fs::access(File, sys::fs::AccessMode::Write)
               ? "it does not allow it"
               : "";
  SmallString<256> Real;
  if (sys::fs::real_path(File, Real))
    Real = File;
  StringRef Folder = sys::path::parent_path(Real);
  if (Folder.empty())
    Folder = ".";
  if (!sys::fs::is_directory(Folder))
    return ("there is no folder '" + Folder + "'").str();
  return sys::fs::access(Folder, sys::fs::AccessMode::Write)
             ? "the folder does not allow it"
             : "";
}

Error takeError(raw_fd_ostream &Out) {
  Out.flush();
  const std::error_code Failed = Out.error();
  Out.clear_error();
  return errorCodeToError(Failed);
}

static Error writeStream(StringRef File,
                         function_ref<void(raw_ostream &)> Write) {
  std::error_code Failed;
  raw_fd_ostream Out(File, Failed, sys::fs::CD_OpenExisting, sys::fs::FA_Write,
                     sys::fs::OF_None);
  if (Failed)
    return errorCodeToError(Failed);
  Write(Out);
  return takeError(Out);
}

Error writeWhole(StringRef File, function_ref<void(raw_ostream &)> Write) {
  if (isStream(File))
    return writeStream(File, Write);
  SmallString<256> Path;
  const bool IsNew = bool(sys::fs::real_path(File, Path));
  if (IsNew)
    Path = File;
  Expected<sys::fs::TempFile> Temporary = sys::fs::TempFile::create(
      Path + ".%%%%%%%%.tmp", sys::fs::all_read | sys::fs::all_write);
  if (!Temporary)
    return Temporary.takeError();
  Error Failed = [&] {
    if (sys::fs::file_status Status; !IsNew && !sys::fs::status(Path, Status))
      if (std::error_code Refused =
              sys::fs::setPermissions(Temporary->FD, Status.permissions()))
        return errorCodeToError(Refused);
    raw_fd_ostream Out(Temporary->FD, /*shouldClose=*/false);
    Write(Out);
    return takeError(Out);
  }();
  if (Failed)
    return joinErrors(std::move(Failed), Temporary->discard());
  return Temporary->keep(Path);
}

} // namespace holdfast
