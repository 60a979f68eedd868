// What most of the tour's files pass around: a message with a text that is
// worth moving rather than copying.

#ifndef TOUR_MESSAGE_H
#define TOUR_MESSAGE_H

#include <cstddef>
#include <string>
#include <vector>

struct Message {
  std::string To;
  std::string Text;
  std::vector<std::string> Attachments;
};

void log(const std::string &Line);

#endif
