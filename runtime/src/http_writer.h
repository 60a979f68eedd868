//===- http_writer.h - answers become bytes -------------------------------===//
//
// What a response looks like on the wire, and whether it may go there.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_HTTP_WRITER_H
#define HOLDFAST_SRC_HTTP_WRITER_H

#include "holdfast/http.h"

#include <chrono>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// Whether the status and the fields can be written: a line's end in a value
/// would begin another field, or another answer.
bool is_valid(const http_response &answer) noexcept;

/// A response with the status and its phrase as the body.
http_response plain_answer(int status);

/// How a response is framed.
struct http_frame {
  bool is_head = false; // for a HEAD: without the body
  bool stays = true;    // the connection does
  int minor = 1;        // the request's
};

/// "Date: Sun, 06 Nov 1994 08:49:37 GMT" and the line's end, made once a
/// second. The words are not the locale's. Each connection has its own: what is
/// thread_local, ThreadSanitizer takes for shared by goroutines.
class http_date {
public:
  /// Valid until the next call.
  std::string_view line() noexcept;

private:
  std::chrono::sys_seconds made_ = {};
  std::size_t size_ = 0;
  char text_[64];
};

/// Appends the response. Precondition: is_valid().
void append_response(std::string &to, const http_response &answer,
                     http_frame frame, http_date &date);

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_HTTP_WRITER_H
