//===- http_writer.h - answers become bytes -------------------------------===//
//
// What a response looks like on the wire, and whether it may go there.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_HTTP_WRITER_H
#define HOLDFAST_SRC_HTTP_WRITER_H

#include "holdfast/http.h"

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

/// Appends the response. Precondition: is_valid().
void append_response(std::string &to, const http_response &answer,
                     http_frame frame);

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_HTTP_WRITER_H
