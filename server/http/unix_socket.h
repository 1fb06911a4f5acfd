// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <string>

#include "common/result.h"
#include "server/http/listener.h"

namespace backfile {

// See listen_on(). Before any thread that makes files: the umask is changed for a moment.
Result<Listener> listen_on_unix_socket(const std::string& path, mode_t mode);

}  // namespace backfile
