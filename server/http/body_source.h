// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace backfile {

// A body that is made while it is sent, a piece at a time and only when the client has taken the
// piece before: a slow reader holds one piece, and no thread. Used by one thread at a time. Throws
// nothing.
class BodySource {
 public:
  enum class Step { More, Done, Failed };

  virtual ~BodySource() = default;
  // Appends a piece. Done: it was the last one. Failed: the client must see that the body is not
  // whole.
  virtual Step next(std::string& piece) = 0;
};

}  // namespace backfile
