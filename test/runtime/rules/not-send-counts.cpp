// Of shared pointers, an rc stays on its thread, an arc may go: where the headers
// are in the client's own tree. Each case has a silent twin.
//
// RUN: not %holdfast --no-cache --quiet '--rules=-*,not-send' %s -- -std=c++20 -I %headers 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='error:' --implicit-check-not='warning:'

#include <holdfast/arc.h>
#include <holdfast/go.h>
#include <holdfast/thread.h>

void rcIsCaptured() {
  auto shared = holdfast::rc<int>::make(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'shared' must not cross threads: {{.*}}plain_count{{.*}} [holdfast-not-send]
  holdfast::spawn([shared] { (void)*shared; }).detach();
}
void arcIsCaptured() {
  auto shared = holdfast::arc<int>::make(1);
  holdfast::spawn([shared] { (void)*shared; }).detach();
}
void weakRcIsCaptured() {
  auto shared = holdfast::rc<int>::make(1);
  // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'of' must not cross threads: {{.*}}plain_count
  holdfast::go([of = shared.downgrade()] { (void)of.upgrade(); }).detach();
}
void weakIsCaptured() {
  auto shared = holdfast::arc<int>::make(1);
  holdfast::go([of = shared.downgrade()] { (void)of.upgrade(); }).detach();
}
void rcInAScope() {
  auto shared = holdfast::rc<int>::make(1);
  holdfast::go_scope([&](auto &tasks) {
    // CHECK: :[[@LINE+1]]:{{[0-9]+}}: error: 'shared' must not cross threads: {{.*}}plain_count
    tasks.go([shared] { (void)*shared; });
  });
}
void arcInAScope() {
  auto shared = holdfast::arc<int>::make(1);
  holdfast::go_scope([&](auto &tasks) {
    tasks.go([shared] { (void)*shared; });
  });
}
