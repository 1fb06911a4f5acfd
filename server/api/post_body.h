// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"
#include "server/http/message.h"

namespace backfile {

// A POST as the GET that asks for the same: its body, JSON or a form, holds what would stand behind
// "?" and is too long for an address. In JSON a parameter is a text, a number, true or false (1 or
// 0), or a list of these. InvalidArgument of kind "bad_body".
Result<HttpRequest> as_get(const HttpRequest& post);

}  // namespace backfile
