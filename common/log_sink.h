// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// Takes the lines of the log in place of standard error.
class LogSink {
 public:
  virtual ~LogSink() = default;
  // Whole lines, each with its newline. Throws nothing. Any thread.
  virtual void write(std::string_view lines) = 0;
};

// From now on lines go to `sink`, which must outlive that; null: to standard error again. Any
// thread.
void set_log_sink(LogSink* sink);

}  // namespace backfile
