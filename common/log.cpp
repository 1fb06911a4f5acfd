// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/log.h"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>

#include "common/log_sink.h"

namespace backfile {
namespace {

LogLevel threshold = LogLevel::Warn;
std::atomic<LogSink*> sink_in_use = nullptr;

std::string_view name(LogLevel level) {
  switch (level) {
    case LogLevel::Error: return "error";
    case LogLevel::Warn: return "warn";
    case LogLevel::Info: return "info";
    case LogLevel::Debug: return "debug";
  }
  return "error";
}

bool needs_quotes(std::string_view value) {
  return value.empty() || std::any_of(value.begin(), value.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '=' || c == '\\' ||
                  c == 0x7f;
         });
}

void append_quoted(std::string_view value, std::string* line) {
  line->push_back('"');
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      line->push_back('\\');
      line->push_back(c);
    } else if (c == '\n') {
      line->append("\\n");
    } else if (byte < ' ' || byte == 0x7f) {
      char escaped[5];
      std::snprintf(escaped, sizeof escaped, "\\x%02x", byte);
      line->append(escaped);
    } else {
      line->push_back(c);
    }
  }
  line->push_back('"');
}

}  // namespace

void set_log_level(LogLevel level) { threshold = level; }

std::string log_line(LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields) {
  std::string line = "level=";
  line.append(name(level)).append(" event=").append(event);
  for (const LogField& field : fields) {
    line.append(" ").append(field.key).append("=");
    if (needs_quotes(field.value)) {
      append_quoted(field.value, &line);
    } else {
      line.append(field.value);
    }
  }
  return line;
}

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (level > threshold) return;
  std::string line = log_line(level, event, fields);
  line.push_back('\n');
  log_lines(line);
}

void set_log_sink(LogSink* sink) { sink_in_use.store(sink, std::memory_order_release); }

void log_lines(std::string_view lines) {
  if (lines.empty()) return;
  if (LogSink* const sink = sink_in_use.load(std::memory_order_acquire); sink != nullptr) {
    sink->write(lines);
    return;
  }
  // Nothing can be done about a standard error that cannot be written to.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, lines.data(), lines.size());
}

}  // namespace backfile
