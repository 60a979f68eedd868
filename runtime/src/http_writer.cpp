//===- http_writer.cpp - status line, fields, body ------------------------===//
//
// The length of a body is always said, so that an answer's end is known and the
// connection can stay.
//
//===----------------------------------------------------------------------===//

#include "http_writer.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <strings.h>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {
namespace {

bool is_same(std::string_view one, std::string_view other) noexcept {
  return one.size() == other.size() &&
         strncasecmp(one.data(), other.data(), one.size()) == 0;
}

/// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) noexcept {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char one) {
    return (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') ||
           (one >= '0' && one <= '9') || marks.find(one) != marks.npos;
  });
}

bool is_value(std::string_view text) noexcept {
  return std::none_of(text.begin(), text.end(), [](unsigned char one) {
    return (one < ' ' && one != '\t') || one == 0x7f;
  });
}

/// Fields that this file writes itself.
bool is_ours(std::string_view name) noexcept {
  return is_same(name, "Content-Length") ||
         is_same(name, "Transfer-Encoding") || is_same(name, "Connection") ||
         is_same(name, "Date");
}

const char *phrase_of(int status) noexcept {
  switch (status) {
    // clang-format off
  case 200: return "OK";
  case 201: return "Created";
  case 202: return "Accepted";
  case 204: return "No Content";
  case 206: return "Partial Content";
  case 301: return "Moved Permanently";
  case 302: return "Found";
  case 303: return "See Other";
  case 304: return "Not Modified";
  case 307: return "Temporary Redirect";
  case 308: return "Permanent Redirect";
  case 400: return "Bad Request";
  case 401: return "Unauthorized";
  case 403: return "Forbidden";
  case 404: return "Not Found";
  case 405: return "Method Not Allowed";
  case 408: return "Request Timeout";
  case 409: return "Conflict";
  case 410: return "Gone";
  case 413: return "Content Too Large";
  case 415: return "Unsupported Media Type";
  case 417: return "Expectation Failed";
  case 422: return "Unprocessable Content";
  case 429: return "Too Many Requests";
  case 431: return "Request Header Fields Too Large";
  case 500: return "Internal Server Error";
  case 501: return "Not Implemented";
  case 502: return "Bad Gateway";
  case 503: return "Service Unavailable";
  case 504: return "Gateway Timeout";
  case 505: return "HTTP Version Not Supported";
  case 507: return "Insufficient Storage";
  default: return ""; // RFC 9112, section 4: it may be absent
    // clang-format on
  }
}

void append_number(std::string &to, std::size_t number) {
  char digits[20];
  to.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

} // namespace

std::string_view http_date::line() noexcept {
  using namespace std::chrono;
  const auto now = floor<seconds>(system_clock::now());
  if (now == made_)
    return {text_, size_};
  made_ = now;
  const auto day = floor<days>(now);
  const year_month_day date(day);
  const hh_mm_ss time(now - day);
  static constexpr char week[] = "SunMonTueWedThuFriSat",
                        year[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const int size = std::snprintf(
      text_, sizeof text_, "Date: %.3s, %02u %.3s %04d %02d:%02d:%02d GMT\r\n",
      week + 3 * weekday(day).c_encoding(), unsigned(date.day()),
      year + 3 * (unsigned(date.month()) - 1), int(date.year()),
      int(time.hours().count()), int(time.minutes().count()),
      int(time.seconds().count()));
  size_ = std::min<std::size_t>(size, sizeof text_ - 1);
  return {text_, size_};
}

bool is_valid(const http_response &answer) noexcept {
  return answer.status >= 200 && answer.status <= 599 &&
         std::all_of(answer.fields.begin(), answer.fields.end(),
                     [](const http_field &one) {
                       return is_token(one.name) && is_value(one.value);
                     });
}

http_response plain_answer(int status) {
  http_response answer = {.status = status};
  answer.fields.add("Content-Type", "text/plain");
  append_number(answer.body, static_cast<std::size_t>(status));
  answer.body.append(" ").append(phrase_of(status)).append("\n");
  return answer;
}

void append_response(std::string &to, const http_response &answer,
                     http_frame frame, http_date &date) {
  to.append("HTTP/1.1 ");
  append_number(to, static_cast<std::size_t>(answer.status));
  to.append(" ").append(phrase_of(answer.status)).append("\r\n");
  to.append(date.line());
  for (const http_field &one : answer.fields)
    if (!is_ours(one.name))
      to.append(one.name).append(": ").append(one.value).append("\r\n");
  // These have no body, nor a length of one (RFC 9110, section 8.6).
  const bool has_body = answer.status != 204 && answer.status != 304;
  if (has_body) {
    to.append("Content-Length: ");
    append_number(to, answer.body.size());
    to.append("\r\n");
  }
  if (!frame.stays)
    to.append("Connection: close\r\n");
  else if (frame.minor == 0)
    to.append("Connection: keep-alive\r\n");
  to.append("\r\n");
  if (has_body && !frame.is_head)
    to.append(answer.body);
}

} // namespace detail

const std::string *http_fields::find(std::string_view name) const noexcept {
  for (const http_field &one : all_)
    if (detail::is_same(one.name, name))
      return &one.value;
  return nullptr;
}

bool http_fields::has_token(std::string_view name,
                            std::string_view token) const noexcept {
  for (const http_field &one : all_) {
    if (!detail::is_same(one.name, name))
      continue;
    for (std::string_view rest = one.value;;) {
      const std::size_t comma = std::min(rest.find(','), rest.size());
      std::string_view part = rest.substr(0, comma);
      const std::size_t first = part.find_first_not_of(" \t");
      part = first == part.npos ? std::string_view() : part.substr(first);
      part = part.substr(0, part.find_last_not_of(" \t") + 1);
      if (detail::is_same(part, token))
        return true;
      if (comma == rest.size())
        break;
      rest.remove_prefix(comma + 1);
    }
  }
  return false;
}

void http_fields::set(std::string name, std::string value) {
  std::erase_if(all_, [&](const http_field &one) {
    return detail::is_same(one.name, name);
  });
  add(std::move(name), std::move(value));
}

} // namespace holdfast::inline HOLDFAST_BUILD
