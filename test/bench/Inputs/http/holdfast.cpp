//===- holdfast.cpp - "hello" over HTTP, for the benchmark ----------------===//
//
// Prints its port and serves until it is killed. server.go does the same.
//
//===----------------------------------------------------------------------===//

#include "holdfast/http.h"

#include <cstdio>

int main() {
  holdfast::http_server server(
      holdfast::tcp_listener::bind("127.0.0.1:0").value(),
      [](const holdfast::http_request &) {
        holdfast::http_response answer = {.body = "hello"};
        answer.fields.add("Content-Type", "text/plain");
        return answer;
      });
  std::printf("%d\n", server.local_address().value().port());
  std::fflush(stdout);
  server.serve();
}
