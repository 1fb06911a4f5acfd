// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/endpoints.h"
#include "server/render/service.h"

namespace backfile {

// Serving the last good revision is being ready; that a newer one cannot be served is said.
HttpResponse answer_ready(const Call& call) {
  return state_response(render_ready(call.archive.status(), call.archive.problem()));
}

HttpResponse answer_version(const Call&) { return state_response(render_version()); }

}  // namespace backfile
