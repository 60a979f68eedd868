// A web API: JSON over HTTP, with a store in memory behind a lock, and a page
// that shows how fast it answers. Each connection is a goroutine.
//
// Serves 127.0.0.1 at the port that it is given, or any free one for 0, and
// prints which. SIGINT and SIGTERM end it when what is being answered has been.

#include "service.h"
#include "workload.h"

#include "holdfast/arc.h"
#include "holdfast/go.h"

#include <csignal>

int main(int count, char **arguments) {
  const int port = workload::number(count, arguments, 0, 65535);
  // Before there are other threads, which do as this one.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  auto listener = holdfast::tcp_listener::bind(
      holdfast::socket_address::loopback(static_cast<std::uint16_t>(port)));
  if (!listener) {
    std::fprintf(stderr, "%s: port %d: %s\n", arguments[0], port,
                 listener.error().message().c_str());
    return 1;
  }
  const auto answers = holdfast::arc<service>::make();
  holdfast::http_server server(*std::move(listener),
                               [answers](const holdfast::http_request &asked) {
                                 return (*answers)(asked);
                               },
                               {.max_body = 64 * 1024});
  std::printf("%d\n", server.local_address().value().port());
  std::fflush(stdout);

  holdfast::go_scope([&](auto &tasks) {
    tasks.go([&server] { server.serve(); });
    int which = 0;
    sigwait(&ends, &which);
    server.stop();
  });
}
