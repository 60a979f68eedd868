// RUN: %holdfast --no-cache --quiet --rules='*' %s -- -std=c++20 -fopenmp -fopenmp-version=60 2>&1 | count 0
// RUN: %holdfast --no-cache --dump=ir %s -- -std=c++20 -fopenmp -fopenmp-version=60 | FileCheck %s --implicit-check-not=skipped
// Every directive has a body that is lowered, also in templates, lambdas and
// coroutines: none is skipped, and no rule has anything to say.

typedef unsigned long omp_event_handle_t;
typedef void *omp_depend_t;
typedef void *omp_interop_t;
typedef unsigned long omp_allocator_handle_t;
void work(int);
int count();
int table[100], threads;
#pragma omp threadprivate(threads)

struct Sum {
  int n = 0;
  Sum &operator+=(const Sum &other);
  Sum();
  Sum(const Sum &);
  ~Sum();
};
#pragma omp declare reduction(+ : Sum : omp_out += omp_in) initializer(omp_priv = Sum())
struct Mapped {
  int *data;
  int size;
};
#pragma omp declare mapper(Mapped m) map(m, m.data[0 : m.size])
#pragma omp declare simd
int twice(int x) { return 2 * x; }
#pragma omp begin declare target
int onDevice(int x) { return x; }
#pragma omp end declare target

// CHECK: function teams
void teams(int n) {
  int a = 0, b = 1;
  Sum s;
#pragma omp parallel num_threads(count()) if (parallel : n > 2) private(a) firstprivate(b) reduction(+ : s) copyin(threads)
  {
    a = b;
    s += Sum();
  }
#pragma omp parallel for schedule(dynamic, count()) collapse(2) lastprivate(a) linear(b)
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      a = i + j;
#pragma omp parallel for simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp parallel sections
  {
#pragma omp section
    work(1);
#pragma omp section
    work(2);
  }
#pragma omp parallel master
  work(3);
#pragma omp parallel masked filter(count())
  work(3);
#pragma omp parallel loop
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp parallel master taskloop
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp parallel master taskloop simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp parallel masked taskloop
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp parallel masked taskloop simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp parallel
  {
#pragma omp for ordered nowait
    for (int i = 0; i < n; ++i) {
#pragma omp ordered
      work(i);
    }
#pragma omp for ordered(1)
    for (int i = 0; i < n; ++i) {
#pragma omp ordered doacross(sink : i - 1)
      work(i);
#pragma omp ordered doacross(source :)
    }
#pragma omp for simd
    for (int i = 0; i < n; ++i)
      table[i] = i;
#pragma omp sections nowait
    {
      work(1);
#pragma omp section
      {
        work(2);
#pragma omp cancel sections
#pragma omp cancellation point sections
      }
    }
#pragma omp single copyprivate(threads)
    threads = 2;
#pragma omp master
    work(1);
#pragma omp masked
    work(1);
#pragma omp critical(name)
    work(1);
#pragma omp scope
    work(1);
#pragma omp barrier
#pragma omp cancel parallel if (n)
#pragma omp flush
#pragma omp loop bind(parallel)
    for (int i = 0; i < n; ++i)
      work(i);
  }
}

// CHECK: function tasks
void tasks(int n) {
  int a = 0, b = 1;
  Sum s;
  omp_event_handle_t done;
  omp_depend_t on;
#pragma omp depobj(on) depend(inout : a)
#pragma omp task depend(depobj : on) depend(iterator(i = 0 : n), in : table[i]) detach(done)
  work(n);
#pragma omp depobj(on) update(in)
#pragma omp taskgroup task_reduction(+ : s)
  {
#pragma omp task in_reduction(+ : s) firstprivate(b) private(a) final(n > 2) if (task : n > 3) affinity(b)
    {
      a = b;
#pragma omp taskyield
      work(a);
    }
#pragma omp task
    while (true)
      work(1);
  }
#pragma omp taskloop grainsize(count()) nogroup
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp taskloop simd num_tasks(count()) reduction(+ : a) collapse(1)
  for (int i = 0; i < n; ++i)
    a += i;
#pragma omp master taskloop
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp master taskloop simd nogroup
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp masked taskloop
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp masked taskloop simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp taskwait depend(in : a)
#pragma omp taskwait
}

// CHECK: function devices
void devices(int n, Mapped m) {
  int a = 0;
  int *p = &a;
  omp_interop_t with;
#pragma omp target map(tofrom : a) device(count())
  a = onDevice(a);
#pragma omp target parallel map(m)
  work(1);
#pragma omp target parallel for
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp target parallel for simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp target parallel loop
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp target simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp target teams num_teams(count()) thread_limit(4)
  work(1);
#pragma omp target teams distribute
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp target teams distribute simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp target teams distribute parallel for nowait depend(out : a)
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp target teams distribute parallel for simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp target teams loop
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp target data map(a) use_device_ptr(p)
  {
#pragma omp target update to(a)
  }
#pragma omp target enter data map(to : a)
#pragma omp target exit data map(from : a)
#pragma omp interop init(target : with)
#pragma omp interop destroy(with)
#pragma omp teams
  {
#pragma omp distribute
    for (int i = 0; i < n; ++i)
      work(i);
  }
#pragma omp teams distribute
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp teams distribute simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp teams distribute parallel for
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp teams distribute parallel for simd
  for (int i = 0; i < n; ++i)
    table[i] = i;
#pragma omp teams loop
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp teams
  {
#pragma omp distribute simd
    for (int i = 0; i < n; ++i)
      table[i] = i;
#pragma omp distribute parallel for
    for (int i = 0; i < n; ++i)
      work(i);
#pragma omp distribute parallel for simd
    for (int i = 0; i < n; ++i)
      table[i] = i;
  }
}

// CHECK: function loops
void loops(int n) {
  int a = 0, b = 0, sum = 0;
#pragma omp simd safelen(4) reduction(+ : sum)
  for (int i = 0; i < n; ++i)
    sum += table[i];
#pragma omp simd reduction(inscan, + : sum)
  for (int i = 0; i < 10; ++i) {
    sum += i;
#pragma omp scan inclusive(sum)
    table[i] = sum;
  }
#pragma omp tile sizes(4, 4)
  for (int i = 0; i < 10; ++i)
    for (int j = 0; j < 10; ++j)
      work(i + j);
#pragma omp stripe sizes(4)
  for (int i = 0; i < 10; ++i)
    work(i);
#pragma omp unroll partial(2)
  for (int i = 0; i < 10; ++i)
    work(i);
#pragma omp reverse
  for (int i = 0; i < 10; ++i)
    work(i);
#pragma omp interchange
  for (int i = 0; i < 10; ++i)
    for (int j = 0; j < 10; ++j)
      work(i + j);
#pragma omp fuse
  {
    for (int i = 0; i < 10; ++i)
      work(i);
    for (int j = 0; j < 10; ++j)
      work(j);
  }
#pragma omp parallel for
#pragma omp tile sizes(4)
  for (int i = 0; i < 10; ++i)
    work(i);
#pragma omp parallel for
  for (int &each : table)
    work(each);
#pragma omp atomic read
  a = sum;
#pragma omp atomic write
  sum = a;
#pragma omp atomic
  ++sum;
#pragma omp atomic capture
  {
    b = sum;
    sum += a;
  }
#pragma omp atomic compare
  if (sum > a) {
    sum = a;
  }
#pragma omp metadirective when(user = {condition(n > 10)} : parallel for) otherwise(simd)
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp metadirective when(implementation = {vendor(llvm)} : task)
  work(b);
#pragma omp dispatch
  work(1);
#pragma omp assume holds(n > 0)
  work(2);
#pragma omp error at(execution) severity(warning) message("here")
#pragma omp allocate(a) align(8)
}

// CHECK: function inATemplate
template <class T> void inATemplate(T x) {
  T y = x;
#pragma omp parallel firstprivate(x) shared(y) if (x)
#pragma omp single
#pragma omp task shared(y) firstprivate(x)
  y += x;
#pragma omp taskloop
  for (T i = 0; i < 10; ++i)
    work(i);
}
template void inATemplate(int);

struct Object {
  int m = 0;
  int &r = m;
  void inAMember(int n) {
#pragma omp parallel private(m) num_threads(m + n)
    m = 1;
#pragma omp task firstprivate(m, r)
    m += r;
#pragma omp parallel for reduction(+ : m) lastprivate(r)
    for (int i = 0; i < n; ++i)
      m += i, r = i;
#pragma omp taskwait
  }
  void inALambda() {
    int x = 0;
    auto run = [=, this, &x](auto y) mutable {
#pragma omp parallel firstprivate(x)
      {
#pragma omp task firstprivate(y, m)
        {
          auto inner = [&] { return x + y + m; };
          work(inner());
        }
      }
    };
    run(1);
  }
};

// Exceptions do not leave a region.
void thrown(int n) {
  try {
#pragma omp parallel
    {
      if (n)
        throw n;
      work(n);
    }
  } catch (int) {
    work(1);
  }
}

namespace std {
template <class T, class...> struct coroutine_traits { using promise_type = typename T::promise_type; };
template <class = void> struct coroutine_handle {
  static coroutine_handle from_address(void *) noexcept;
  operator coroutine_handle<>() const noexcept;
};
template <> struct coroutine_handle<void> {
  static coroutine_handle from_address(void *) noexcept;
};
struct suspend_always {
  bool await_ready() noexcept { return false; }
  void await_suspend(coroutine_handle<>) noexcept {}
  void await_resume() noexcept {}
};
} // namespace std
struct Coroutine {
  struct promise_type {
    Coroutine get_return_object();
    std::suspend_always initial_suspend();
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
};
// CHECK: function inACoroutine
Coroutine inACoroutine(int n) {
#pragma omp parallel for
  for (int i = 0; i < n; ++i)
    work(i);
#pragma omp task shared(n)
  work(n);
#pragma omp taskwait
  co_await std::suspend_always();
}
