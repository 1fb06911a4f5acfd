// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/http/message.h"

namespace backfile {

// Compresses the body if the client takes that and it is worth it, and says on what the form of the
// body depends. A response that is encoded already stays as it is.
void encode(const HttpRequest& request, HttpResponse& response);

// The same for a body that is made while it is sent.
void encode_stream(const HttpRequest& request, HttpResponse& response);

}  // namespace backfile
