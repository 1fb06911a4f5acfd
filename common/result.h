// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace backfile {

// One code per reaction, not per cause. The indexer's exit statuses and the server's HTTP statuses
// are each one switch over this enum without a default.
enum class ErrorCode {
  InvalidArgument,  // The caller asked for something that cannot be: usage, a query, a parameter.
  BadRecord,        // One record of the input is unusable; the next one may be fine.
  NoInput,          // A named input does not exist or cannot be opened.
  NotFound,         // Nothing in the archive has this name.
  Gone,             // It was in the archive and was taken out.
  StaleCursor,      // The revision that a cursor belongs to is no longer held.
  Busy,             // Another run holds the archive.
  Deadline,         // The time allowed for a request has passed.
  Unavailable,      // The archive cannot be served now.
  CannotCreate,     // An output could not be created.
  Io,               // Reading or writing failed below us.
  Permission,       // The operating system forbids it.
  BadConfig,        // The configuration file is wrong.
  Corrupt,          // Stored bytes are not what was written.
  Incompatible,     // The archive has another format version.
  System,           // The operating system refused a resource: a port, memory.
  Internal,         // A bug of ours.
};

// What a client needs in order to correct a request. Empty strings mean "not said".
struct ErrorDetail {
  std::string parameter;                // Name of the offending parameter or option.
  std::optional<std::size_t> position;  // In code points from the start of the value, from 0.
  std::string found;                    // What stands there.
  std::vector<std::string> expected;    // What could have stood there.
  std::string suggestion;               // A value that would be accepted.
  // Which mistake, where one ErrorCode covers several: "unknown_parameter", "query_too_broad".
  std::string kind = {};
  // More that a client may want as values, in order: name, value.
  std::vector<std::pair<std::string, std::string>> members = {};
};

struct Error {
  ErrorCode code;
  std::string message;  // One sentence for people: what, where, and what to do.
  ErrorDetail detail = {};
};

// Either a T or an Error: the subset of std::expected that we use, under the same names, so that
// C++23 can replace it. Our code throws nothing; exceptions of libraries stop at the file that
// makes the call.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // REQUIRES: has_value().
  T& value() & { return checked(); }
  const T& value() const& { return const_cast<Result*>(this)->checked(); }
  T&& value() && { return std::move(checked()); }
  T& operator*() & { return checked(); }
  const T& operator*() const& { return const_cast<Result*>(this)->checked(); }
  T&& operator*() && { return std::move(checked()); }
  T* operator->() { return &checked(); }
  const T* operator->() const { return &const_cast<Result*>(this)->checked(); }

  // REQUIRES: !has_value().
  const Error& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  T& checked() {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }

  std::variant<T, Error> state_;
};

// Success or an Error. A default-constructed one is success.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }

  // REQUIRES: !has_value().
  const Error& error() const& {
    assert(error_.has_value());
    return *error_;
  }
  Error&& error() && {
    assert(error_.has_value());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace backfile
