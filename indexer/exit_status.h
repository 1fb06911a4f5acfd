// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"

namespace backfile {

// Exit statuses as in sysexits(3). A run whose input had rejects ends with kSomeRejected.
inline constexpr int kAllDone = 0;
inline constexpr int kUsage = 64;
inline constexpr int kSomeRejected = 65;
inline constexpr int kBug = 70;

int exit_status(ErrorCode code);

}  // namespace backfile
