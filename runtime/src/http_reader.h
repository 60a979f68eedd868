//===- http_reader.h - bytes become requests ------------------------------===//
//
// A buffer of what has come in, and a parser (Boost.Beast's) of the request at
// its front. What is behind that request stays for the next one.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_SRC_HTTP_READER_H
#define HOLDFAST_SRC_HTTP_READER_H

#include "holdfast/http.h"

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

/// One for a connection. Not thread-safe.
class http_reader {
public:
  explicit http_reader(const http_options &limits);
  http_reader(const http_reader &) = delete;
  ~http_reader();

  /// Room for bytes to be read; added() says how many there are.
  std::span<char> room();
  void added(std::size_t count) noexcept { used_ += count; }
  /// Whether there are bytes of a request that is not done.
  bool has_bytes() const noexcept { return used_ > parsed_; }

  enum class state { header, body, done, failed };
  /// Parses what is there, as far as the end of this request.
  state parse();
  /// The status that says what is wrong. Precondition: it has failed.
  int failure() const noexcept;
  /// Whether the client waits for "100 Continue" before it sends the body.
  bool wants_continue() const noexcept;

  // Precondition, for both: done.
  const http_request &request() const noexcept { return request_; }
  bool wants_to_stay() const noexcept;
  /// Forgets this request.
  void next();

private:
  class parser;
  bool names_version() const noexcept;
  void skip_empty_lines() noexcept;

  const std::size_t max_header_, max_body_;
  std::string bytes_;
  std::size_t parsed_ = 0, used_ = 0; // of the bytes
  http_request request_;
  std::unique_ptr<parser> parser_;
};

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD

#endif // HOLDFAST_SRC_HTTP_READER_H
