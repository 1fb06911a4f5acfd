// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/http/quota.h"

namespace backfile {

Quota::Use Quota::take(const std::string& name, std::uint32_t most, TimePoint now) {
  Window& window = windows_[name];
  if (now >= window.end) window = {.end = now + kWindow, .used = 0};
  Use use;
  use.until_new = std::chrono::ceil<std::chrono::seconds>(window.end - now);
  use.allowed = window.used < most;
  if (use.allowed) ++window.used;
  // A key may have got a smaller quota meanwhile.
  use.left = window.used < most ? most - window.used : 0;
  return use;
}

}  // namespace backfile
