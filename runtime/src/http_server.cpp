//===- http_server.cpp - connections, and how they end --------------------===//
//
// Each connection is a goroutine, and stands in a list so that stop() can reach
// it. A bit says whether it is between two requests: then stop() ends its
// reading, and it reads what has come before that, or the end. Another bit says
// that it is to end after the request it is at. Both are in one word, so that
// stop() and the connection see each other.
//
// After an answer that ends a connection with bytes unread, what else comes is
// read for a while and dropped: closing would reset the connection, and the
// client might lose the answer.
//
//===----------------------------------------------------------------------===//

#include "holdfast/http.h"

#include "http_reader.h"
#include "http_writer.h"

#include "holdfast/go.h"
#include "holdfast/mutex.h"
#include "holdfast/sync.h"

#include <algorithm>
#include <atomic>

namespace holdfast::inline HOLDFAST_BUILD {
namespace detail {

class http_connection;

class http_service {
public:
  http_service(tcp_listener at,
               std::function<http_response(const http_request &)> handler,
               http_options options)
      : listener(std::move(at)), handler(std::move(handler)),
        options(std::move(options)),
        places(std::max(this->options.max_connections, 1u)) {}
  void serve();
  void stop() noexcept;

  const tcp_listener listener;
  const std::function<http_response(const http_request &)> handler;
  const http_options options;
  std::atomic<bool> is_stopping = false;
  std::atomic<int> serving = 0;         // calls of serve()
  mutex<http_connection *> connections; // the first of a list

private:
  bool accept_one();
  void tell(std::error_code failed) const noexcept;

  const latch stopped{1};
  const semaphore places;
  const wait_group members;
};

class http_connection {
public:
  http_connection(http_service &of, tcp_stream with, wait_group::member member,
                  semaphore::permit place)
      : of_(of), member_(std::move(member)), place_(std::move(place)),
        stream_(std::move(with)), reader_(of.options) {
    auto first = of_.connections.lock();
    next_ = std::exchange(*first, this);
    if (next_)
      next_->previous_ = this;
    if (of_.is_stopping)
      ask_to_stop();
  }
  http_connection(const http_connection &) = delete;
  ~http_connection() {
    auto first = of_.connections.lock();
    (previous_ ? previous_->next_ : *first) = next_;
    if (next_)
      next_->previous_ = previous_;
  }

  /// Serves requests until the connection is over.
  void run();

  /// Precondition, for both: the list is locked.
  void ask_to_stop() noexcept {
    if (state_.fetch_or(stopping) & idle)
      (void)stream_.shutdown(halves::reading);
  }
  http_connection *next() const noexcept { return next_; }

private:
  static constexpr unsigned idle = 1, stopping = 2;
  enum class outcome { request, over, refused };

  outcome read_request();
  bool read_more(deadline until, outcome &otherwise);
  bool answer_request();
  http_response call_handler() noexcept;
  bool write(const http_response &answer, http_frame frame);
  void refuse(int status);
  void drain() noexcept;

  http_service &of_;
  // In this order: the last that ends is what serve() waits for.
  const wait_group::member member_;
  const semaphore::permit place_;
  const tcp_stream stream_;
  http_reader reader_;
  std::string out_;
  http_date date_;
  http_connection *previous_ = nullptr, *next_ = nullptr; // in the list
  std::atomic<unsigned> state_ = idle;
};

void http_connection::run() {
  for (;;) {
    switch (read_request()) {
    case outcome::over:
      return;
    case outcome::refused:
      return refuse(reader_.failure());
    case outcome::request:
      break;
    }
    if (!answer_request())
      return;
    reader_.next();
  }
}

/// False where nothing came, and then `otherwise` says what that means.
bool http_connection::read_more(deadline until, outcome &otherwise) {
  const io_result got = stream_.read_until(reader_.room(), until);
  otherwise = outcome::over;
  if (got.error == std::errc::timed_out && !(state_ & idle)) {
    refuse(408);
    return false;
  }
  reader_.added(got.count);
  return got && got.count > 0;
}

http_connection::outcome http_connection::read_request() {
  outcome failed = outcome::over;
  if (!reader_.has_bytes()) {
    if (state_.fetch_or(idle) & stopping) // asked when it was not idle
      (void)stream_.shutdown(halves::reading);
    if (!read_more(after(of_.options.idle_time), failed))
      return failed;
  }
  state_.fetch_and(~idle);
  const deadline header_until = after(of_.options.header_time);
  deadline body_until = never;
  for (bool is_told = false;;)
    switch (reader_.parse()) {
    case http_reader::state::done:
      return outcome::request;
    case http_reader::state::failed:
      return outcome::refused;
    case http_reader::state::header:
      if (!read_more(header_until, failed))
        return failed;
      break;
    case http_reader::state::body:
      if (body_until == never)
        body_until = after(of_.options.body_time);
      if (!std::exchange(is_told, true) && reader_.wants_continue() &&
          !stream_.write_all_until("HTTP/1.1 100 Continue\r\n\r\n", body_until))
        return outcome::over;
      if (!read_more(body_until, failed))
        return failed;
      break;
    }
}

http_response http_connection::call_handler() noexcept {
  try {
    http_response answer = of_.handler(reader_.request());
    if (is_valid(answer))
      return answer;
  } catch (...) {
    try {
      if (of_.options.on_exception)
        of_.options.on_exception(std::current_exception());
    } catch (...) {
      // Who is told of an exception has no say in what comes next.
    }
  }
  return {.status = 500};
}

/// False where the connection is over.
bool http_connection::answer_request() {
  http_response answer = call_handler();
  if (answer.status == 500 && answer.body.empty())
    answer = plain_answer(500);
  const http_request &request = reader_.request();
  const bool stays = reader_.wants_to_stay() && !(state_ & stopping) &&
                     !answer.fields.has_token("Connection", "close");
  const bool is_written =
      write(answer, {request.method == "HEAD", stays, request.minor});
  if (is_written && !stays && reader_.has_bytes())
    drain();
  return is_written && stays;
}

bool http_connection::write(const http_response &answer, http_frame frame) {
  out_.clear();
  append_response(out_, answer, frame, date_);
  const bool is_written(
      stream_.write_all_until(out_, after(of_.options.write_time)));
  constexpr std::size_t much = 64 * 1024; // to keep
  if (out_.capacity() > much)
    out_ = std::string();
  return is_written;
}

void http_connection::refuse(int status) {
  if (write(plain_answer(status), {.stays = false}))
    drain();
}

void http_connection::drain() noexcept {
  (void)stream_.shutdown(halves::writing);
  char dropped[4096];
  const deadline until = after(std::chrono::seconds(1));
  for (std::size_t count = 0; count < 1024 * 1024;) {
    const io_result got = stream_.read_until(dropped, until);
    if (!got || got.count == 0)
      return;
    count += got.count;
  }
}

void http_service::tell(std::error_code failed) const noexcept {
  try {
    if (options.on_accept_error)
      options.on_accept_error(failed);
  } catch (...) {
    // As with on_exception.
  }
}

/// False where there was none, and somebody was told.
bool http_service::accept_one() {
  semaphore::permit place = places.acquire();
  net_result<tcp_stream> stream = listener.accept();
  if (!stream) {
    if (!is_stopping)
      tell(stream.error());
    return false;
  }
  try {
    go(
        [](std::unique_ptr<http_connection> mine) {
          try {
            mine->run();
          } catch (...) {
            // There was no memory for this one.
          }
        },
        std::make_unique<http_connection>(*this, *std::move(stream),
                                          members.token(), std::move(place)))
        .detach();
  } catch (const std::bad_alloc &) {
    tell(std::make_error_code(std::errc::not_enough_memory));
    return false;
  }
  return true;
}

void http_service::serve() {
  using namespace std::chrono_literals;
  constexpr steady::duration least = 5ms, most = 1s;
  for (auto pause = least; !is_stopping;)
    if (accept_one()) {
      pause = least;
    } else if (!is_stopping) {
      (void)stopped.wait_until(after(pause));
      pause = std::min(2 * pause, most);
    }
  members.wait();
}

void http_service::stop() noexcept {
  if (is_stopping.exchange(true))
    return;
  listener.close();
  stopped.count_down();
  auto first = connections.lock();
  for (http_connection *one = *first; one; one = one->next())
    one->ask_to_stop();
}

} // namespace detail

http_server::http_server(private_tag, tcp_listener at, call handler,
                         http_options options)
    : service_(std::make_unique<detail::http_service>(
          std::move(at), std::move(handler), std::move(options))) {}

http_server::~http_server() {
  if (service_->serving > 0)
    detail::fail("a server is destroyed that still serves", place::current());
}

void http_server::serve() {
  ++service_->serving;
  service_->serve();
  --service_->serving;
}

void http_server::stop() noexcept { service_->stop(); }

net_result<socket_address> http_server::local_address() const noexcept {
  return service_->listener.local_address();
}

} // namespace holdfast::inline HOLDFAST_BUILD
