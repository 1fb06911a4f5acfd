// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/exit_status.h"

namespace backfile {

int exit_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidArgument: return kUsage;
    case ErrorCode::BadRecord: return kSomeRejected;
    case ErrorCode::NoInput: return 66;
    case ErrorCode::NotFound: return 66;
    case ErrorCode::Gone: return 66;
    case ErrorCode::Internal: return kBug;
    case ErrorCode::System: return 71;
    case ErrorCode::CannotCreate: return 73;
    case ErrorCode::Io: return 74;
    case ErrorCode::Corrupt: return 74;
    case ErrorCode::Busy: return 75;
    case ErrorCode::Deadline: return 75;
    case ErrorCode::Unavailable: return 75;
    case ErrorCode::StaleCursor: return 75;
    case ErrorCode::Permission: return 77;
    case ErrorCode::BadConfig: return 78;
    case ErrorCode::Incompatible: return 78;
  }
  return kBug;
}

}  // namespace backfile
