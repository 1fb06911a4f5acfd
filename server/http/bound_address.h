// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"
#include "server/http/listener.h"

namespace backfile {

// Connections that the kernel holds for us until they are accepted.
inline constexpr int kBacklog = 511;

// A listener of a socket that listens already, with what its address says. System.
Result<Listener> described(Descriptor socket);

}  // namespace backfile
