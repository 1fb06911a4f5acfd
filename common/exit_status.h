// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"

namespace backfile {

// With which status a program ends: those of sysexits(3), as docs/operations.md promises them.
inline constexpr int kExitDone = 0;
inline constexpr int kExitUsage = 64;
inline constexpr int kExitSomeRejected = 65;
inline constexpr int kExitNoInput = 66;
inline constexpr int kExitBug = 70;
inline constexpr int kExitSystem = 71;
inline constexpr int kExitCannotCreate = 73;
inline constexpr int kExitIo = 74;
inline constexpr int kExitBusy = 75;
inline constexpr int kExitPermission = 77;
inline constexpr int kExitConfiguration = 78;

constexpr int exit_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidArgument: return kExitUsage;
    case ErrorCode::BadRecord: return kExitSomeRejected;
    case ErrorCode::NoInput:
    case ErrorCode::NotFound:
    case ErrorCode::Gone: return kExitNoInput;
    case ErrorCode::System: return kExitSystem;
    case ErrorCode::CannotCreate: return kExitCannotCreate;
    case ErrorCode::Io:
    case ErrorCode::Corrupt: return kExitIo;
    case ErrorCode::Busy:
    case ErrorCode::Unavailable: return kExitBusy;
    case ErrorCode::Permission: return kExitPermission;
    case ErrorCode::BadConfig:
    case ErrorCode::Incompatible: return kExitConfiguration;
    case ErrorCode::StaleCursor:
    case ErrorCode::Deadline:
    case ErrorCode::Internal: return kExitBug;
  }
  return kExitBug;
}

}  // namespace backfile
