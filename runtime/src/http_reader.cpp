//===- http_reader.cpp - Boost.Beast's parser, and what it lets through ---===//
//
// Beast parses and keeps the limits. Refused here: what it takes for a request
// without a body and another server might not (a transfer coding other than
// "chunked", or one in HTTP/1.0), a request of HTTP/1.1 without exactly one
// Host, and expectations other than "100-continue".
// (RFC 9112, sections 3.2, 6.1 and 6.3; RFC 9110, section 10.1.1.)
//
//===----------------------------------------------------------------------===//

#include "http_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <cstring>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

namespace http = boost::beast::http;
using boost_error = boost::beast::error_code;
using boost_view = boost::beast::string_view;

class http_reader::parser final : public http::basic_parser<true> {
public:
  explicit parser(http_request &into) : into_(into) { eager(true); }

  int status = 0; // what is wrong, if it is found here
  bool expects_continue = false;

private:
  void refuse(int with, boost_error &error) {
    status = with;
    error = http::error::bad_value;
  }

  void on_request_impl(http::verb, boost_view method, boost_view target,
                       int version, boost_error &) override {
    into_.minor = version - 10;
    into_.method.assign(method.data(), method.size());
    into_.target.assign(target.data(), target.size());
  }

  void on_field_impl(http::field field, boost_view name, boost_view value,
                     boost_error &error) override {
    if (is_header_over_)
      return; // a trailer
    switch (field) {
    case http::field::host:
      if (++hosts_ > 1)
        return refuse(400, error);
      break;
    case http::field::transfer_encoding:
      if (into_.minor == 0)
        return refuse(400, error);
      if (!boost::beast::iequals(value, "chunked"))
        return refuse(501, error);
      break;
    case http::field::expect:
      if (!boost::beast::iequals(value, "100-continue"))
        return refuse(417, error);
      expects_continue = into_.minor == 1;
      break;
    default:
      break;
    }
    into_.fields.add({name.data(), name.size()}, {value.data(), value.size()});
  }

  void on_header_impl(boost_error &error) override {
    is_header_over_ = true;
    if (hosts_ == 0 && into_.minor == 1)
      refuse(400, error);
  }
  std::size_t on_body_impl(boost_view part, boost_error &) override {
    into_.body.append(part.data(), part.size());
    return part.size();
  }
  std::size_t on_chunk_body_impl(std::uint64_t, boost_view part,
                                 boost_error &error) override {
    return on_body_impl(part, error);
  }
  void on_body_init_impl(const boost::optional<std::uint64_t> &,
                         boost_error &) override {}
  void on_chunk_header_impl(std::uint64_t, boost_view, boost_error &) override {
  }
  void on_finish_impl(boost_error &) override {}
  void on_response_impl(int, boost_view, int, boost_error &) override {}

  http_request &into_;
  int hosts_ = 0;
  bool is_header_over_ = false;
};

http_reader::http_reader(const http_options &limits)
    : max_header_(limits.max_header), max_body_(limits.max_body) {
  next();
}

http_reader::~http_reader() = default;

void http_reader::next() {
  request_.fields.clear();
  request_.body.clear();
  parser_ = std::make_unique<parser>(request_);
  parser_->header_limit(static_cast<std::uint32_t>(
      std::min<std::size_t>(max_header_, 0xffff'ffff)));
  parser_->body_limit(max_body_);
  skip_empty_lines();
}

/// Before a request they mean nothing (RFC 9112, section 2.2).
void http_reader::skip_empty_lines() noexcept {
  while (has_bytes() && (bytes_[parsed_] == '\r' || bytes_[parsed_] == '\n'))
    ++parsed_;
}

std::span<char> http_reader::room() {
  // What has been parsed is not needed any more.
  if (parsed_ > 0) {
    std::memmove(bytes_.data(), bytes_.data() + parsed_, used_ - parsed_);
    used_ -= std::exchange(parsed_, 0);
  }
  const std::size_t least = parser_->is_header_done() ? 16 * 1024 : 2048;
  if (bytes_.size() - used_ < least)
    bytes_.resize(used_ + 2 * least);
  return std::span(bytes_).subspan(used_);
}

/// Whether the request line is as it should be, but for its version: then
/// Beast's error was that.
bool http_reader::names_version() const noexcept {
  const std::string_view rest =
      std::string_view(bytes_).substr(parsed_, used_ - parsed_);
  const std::string_view line = rest.substr(0, rest.find("\r\n"));
  const auto is_digit = [](char one) { return one >= '0' && one <= '9'; };
  return line.size() > 9 && std::count(line.begin(), line.end(), ' ') == 2 &&
         line.substr(line.size() - 9, 6) == " HTTP/" &&
         is_digit(line[line.size() - 3]) && line[line.size() - 2] == '.' &&
         is_digit(line.back());
}

http_reader::state http_reader::parse() {
  if (!parser_->got_some())
    skip_empty_lines();
  boost_error error;
  if (has_bytes() && !parser_->is_done())
    parsed_ += parser_->put(
        boost::asio::buffer(bytes_.data() + parsed_, used_ - parsed_), error);
  if (!error || error == http::error::need_more) {
    if (parser_->is_done())
      return state::done;
    // A body's bytes are taken at once: what stays is a line without an end.
    if (used_ - parsed_ <= max_header_)
      return parser_->is_header_done() ? state::body : state::header;
    error = http::error::header_limit;
  }
  const bool is_version = error == http::error::bad_version && names_version();
  if (parser_->status == 0)
    parser_->status = error == http::error::header_limit ? 431
                      : error == http::error::body_limit ? 413
                      : is_version                       ? 505
                                                         : 400;
  return state::failed;
}

int http_reader::failure() const noexcept { return parser_->status; }

bool http_reader::wants_continue() const noexcept {
  return parser_->expects_continue && parser_->is_header_done() &&
         !parser_->is_done() && !has_bytes() && request_.body.empty();
}

bool http_reader::wants_to_stay() const noexcept {
  return parser_->keep_alive();
}

} // namespace detail
} // namespace holdfast::inline HOLDFAST_BUILD
