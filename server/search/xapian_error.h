// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <xapian.h>

#include <exception>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// Calls `body`, which returns a Result, and turns what the libraries below it throw into an Error.
// Xapian::Error is not a std::exception; damaged data can make the standard library throw too.
// `action` completes the sentence "Cannot ...": "read segments/c-0.xapian".
template <typename Body>
auto stop_exceptions(std::string_view action, const Body& body) -> decltype(body()) {
  const std::string cannot = "Cannot " + std::string(action) + ": ";
  try {
    return body();
  } catch (const Xapian::DatabaseCorruptError& error) {
    return Error{ErrorCode::Corrupt, cannot + error.get_description()};
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::Unavailable, cannot + error.get_description()};
  } catch (const std::exception& error) {
    return Error{ErrorCode::Corrupt, cannot + error.what()};
  }
}

}  // namespace backfile
