//===- service.h - what the web API answers -------------------------------===//
//
//   GET /              the page
//   GET /meter         counts of requests by the time they took
//   GET /items         the first hundred items
//   POST /items        a new item: 201, with its place
//   GET, PUT, DELETE /items/ID
//
// An item is {"name": "text", "price": 12}. What is wrong with a request is
// said as {"error": "..."}: 400 where it is no JSON, 422 where it is no item,
// 404, 405 with the methods that there are, 507 where the store is full. The
// server itself refuses a body that is too large (413) and what is no HTTP.
//
//===----------------------------------------------------------------------===//

#ifndef HOLDFAST_WORKLOADS_SERVICE_H
#define HOLDFAST_WORKLOADS_SERVICE_H

#include "meter.h"
#include "page.h"
#include "store.h"

#include "holdfast/http.h"

#include <charconv>
#include <nlohmann/json.hpp>

/// Thread-safe, by its parts.
class service {
  using request = holdfast::http_request;
  using response = holdfast::http_response;
  using json = nlohmann::json;

public:
  /// The answer to one request; the meter gets the time that it took.
  response operator()(const request &asked) const {
    const auto begin = std::chrono::steady_clock::now();
    response answer = route(asked);
    meter_.add(std::chrono::steady_clock::now() - begin);
    return answer;
  }

private:
  response route(const request &asked) const {
    constexpr std::string_view items = "/items";
    std::string_view path = asked.target;
    path = path.substr(0, path.find('?'));
    if (path == "/")
      return asked.method == "GET" ? text(page, "text/html; charset=utf-8")
                                   : not_allowed("GET");
    if (path == "/meter")
      return asked.method == "GET" ? tell(200, meter_.read())
                                   : not_allowed("GET");
    if (path == items)
      return all(asked);
    if (path.starts_with(items) && path[items.size()] == '/') {
      std::uint64_t id = 0;
      const char *const end = path.data() + path.size();
      const auto [at, error] =
          std::from_chars(path.data() + items.size() + 1, end, id);
      if (error == std::errc() && at == end)
        return one(id, asked);
    }
    return refuse(404, "there is nothing here");
  }

  response all(const request &asked) const {
    if (asked.method == "GET") {
      json list = json::array();
      for (const auto &[id, is] : items_.list(100))
        list.push_back(to_json(id, is));
      return tell(200, list);
    }
    if (asked.method != "POST")
      return not_allowed("GET, POST");
    return with_item(asked, [this](item made) {
      const auto id = items_.add(made);
      if (!id)
        return refuse(507, "the store is full");
      response answer = tell(201, to_json(*id, made));
      answer.fields.add("Location", "/items/" + std::to_string(*id));
      return answer;
    });
  }

  response one(std::uint64_t id, const request &asked) const {
    const auto missing = [] { return refuse(404, "there is no such item"); };
    if (asked.method == "GET") {
      const auto found = items_.find(id);
      return found ? tell(200, to_json(id, *found)) : missing();
    }
    if (asked.method == "DELETE")
      return items_.remove(id) ? response{.status = 204} : missing();
    if (asked.method != "PUT")
      return not_allowed("GET, PUT, DELETE");
    return with_item(asked, [&](item by) {
      return items_.replace(id, by) ? tell(200, to_json(id, by)) : missing();
    });
  }

  /// Calls use(item) with what the body says, if it is one.
  template <class Use>
  static response with_item(const request &asked, const Use &use) {
    const json said = json::parse(asked.body, nullptr, false);
    if (said.is_discarded())
      return refuse(400, "the body is no JSON");
    const json none;
    const auto member = [&](const char *name) -> const json & {
      const auto at = said.is_object() ? said.find(name) : said.end();
      return at == said.end() ? none : *at;
    };
    const json &name = member("name"), &price = member("price");
    if (said.size() != 2 || !name.is_string() || !price.is_number_integer())
      return refuse(422, "an item has a name, a text, and a price, a number");
    item made{name.get<std::string>(), price.get<std::int64_t>()};
    if (made.name.empty() || made.name.size() > 100 || made.price < 0 ||
        made.price > 1'000'000'000)
      return refuse(422,
                    "a name has 1 to 100 bytes, a price is 0 to 1000000000");
    return use(std::move(made));
  }

  static json to_json(std::uint64_t id, const item &is) {
    return {{"id", id}, {"name", is.name}, {"price", is.price}};
  }
  static response text(std::string body, const char *type, int status = 200) {
    response answer{.status = status, .body = std::move(body)};
    answer.fields.add("Content-Type", type);
    return answer;
  }
  static response tell(int status, const json &what) {
    return text(what.dump(), "application/json", status);
  }
  static response refuse(int status, const char *why) {
    return tell(status, {{"error", why}});
  }
  static response not_allowed(const char *methods) {
    response answer = refuse(405, "there is no such method here");
    answer.fields.add("Allow", methods);
    return answer;
  }

  store items_;
  meter meter_;
};

// Its members are, and lock themselves.
template <>
inline constexpr holdfast::answer holdfast::declared_sync<service> =
    holdfast::answer::yes;

#endif // HOLDFAST_WORKLOADS_SERVICE_H
