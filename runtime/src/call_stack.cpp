//===- call_stack.cpp - return addresses, and their text ------------------===//
//
// By <execinfo.h> and the dynamic linker. The first capture of a process may
// load the unwinder, so nobody captures with a lock of the library's held.
//
//===----------------------------------------------------------------------===//

#include "call_stack.h"

#if HOLDFAST_CHECKED

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>
#include <memory>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

call_stack capture_calls(void *from) noexcept {
  call_stack all;
  const int count =
      backtrace(all.calls.data(), static_cast<int>(all.calls.size()));
  const auto end = all.calls.begin() + count;
  // Inlined, the library's calls are not there, and nothing is left out.
  const auto first = std::find(all.calls.begin(), end, from);
  if (first != end)
    std::move(first, end, all.calls.begin());
  all.count =
      static_cast<int>(end - (first != end ? first : all.calls.begin()));
  return all;
}

std::string text_of(const call_stack &calls) {
  std::string text;
  for (int i = 0; i < calls.count; ++i) {
    // The call itself, and not what comes after it, has the line.
    const auto at = reinterpret_cast<std::uintptr_t>(calls.calls[i]) - 1;
    Dl_info found = {};
    link_map *file = nullptr;
    if (!dladdr1(reinterpret_cast<void *>(at), &found,
                 reinterpret_cast<void **>(&file), RTLD_DL_LINKMAP))
      found = {};
    text += "\n    #" + std::to_string(i) + ' ';
    if (found.dli_sname) {
      const std::unique_ptr<char, decltype(&std::free)> readable(
          abi::__cxa_demangle(found.dli_sname, nullptr, nullptr, nullptr),
          &std::free);
      text +=
          (readable ? readable.get() : found.dli_sname) + std::string(" in ");
    }
    char offset[32];
    std::snprintf(offset, sizeof offset, "+0x%zx",
                  static_cast<std::size_t>(at - (file ? file->l_addr : 0)));
    const char *const name = found.dli_fname ? found.dli_fname : "";
    const char *const slash = std::strrchr(name, '/');
    text += (slash ? slash + 1 : name) + std::string(offset);
  }
  return text;
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_CHECKED
