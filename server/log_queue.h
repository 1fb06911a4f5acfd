// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "common/log_sink.h"
#include "server/http/descriptor.h"

namespace backfile {

// Writes the log so that nobody waits for whoever reads it: what cannot be written at once waits in
// memory, up to a limit, and lines above that are dropped and counted. While this object lives it
// is the sink of the log.
class LogQueue : public LogSink {
 public:
  static constexpr std::size_t kMostWaiting = 1 << 20;  // Bytes.

  // Writes to `descriptor`, which must stay open.
  explicit LogQueue(int descriptor);
  // Gives what waits half a second.
  ~LogQueue() override;
  LogQueue(const LogQueue&) = delete;
  LogQueue& operator=(const LogQueue&) = delete;

  void write(std::string_view lines) override;

  std::uint64_t dropped() const;  // Lines. Any thread.

 private:
  // How to write without waiting depends on what is written to.
  enum class Kind { Pipe, Socket, Other };

  // These are called with mutex_ held. The first writes what can be written now and returns its
  // size.
  std::size_t write_now(std::string_view bytes);
  void keep(std::string_view rest, bool begun);
  void tell_dropped();

  bool can_write(int milliseconds) const;
  void work();

  const int descriptor_;
  Kind kind_ = Kind::Other;
  Descriptor unblocked_;  // Of a pipe: the same, opened again so that writing never waits.
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;        // Guarded by mutex_.
  std::uint64_t dropped_ = 0;  // Guarded by mutex_.
  std::uint64_t told_ = 0;     // Of those; guarded by mutex_.
  bool finishing_ = false;     // Guarded by mutex_.
  std::thread thread_;         // Last: it uses the others.
};

}  // namespace backfile
