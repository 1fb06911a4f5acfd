// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace backfile {

enum class LogLevel { Error, Warn, Info, Debug };

// One field of a log line. Numbers are written as they are, texts quoted where logfmt needs it,
// control characters escaped: a hostile file name cannot forge a line.
struct LogField {
  std::string_view key;
  std::string value;

  LogField(std::string_view k, std::string_view v) : key(k), value(v) {}
  LogField(std::string_view k, const char* v) : key(k), value(v) {}
  LogField(std::string_view k, std::uint64_t v) : key(k), value(std::to_string(v)) {}
};

// Lines above this level are not written. Default: Warn. Set once at start, before threads.
void set_log_level(LogLevel level);

// One logfmt line to standard error in a single write: `level=warn event=reject file=a.json ...`.
// Called only by the code that handles an error, never by the code that returns it. Thread-safe.
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

// Lines of log_line(), each with its newline, in a single write. Nothing for an empty text.
void log_lines(std::string_view lines);

// The line without its newline, as log() writes it.
std::string log_line(LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields);

}  // namespace backfile
