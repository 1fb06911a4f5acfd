// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/api/endpoints.h"
#include "server/http/errors.h"
#include "server/render/render.h"

namespace backfile {

HttpResponse answer_article(const Call& call) {
  const auto address = plain_address(call);
  if (!address) return problem_response(address.error(), call.request.target);
  const auto id = decoded_rest(call, "id");
  if (!id) return problem_response(id.error(), call.request.target);
  return answer(call, *address, [&]() -> Result<Made> {
    const auto found = call.archive.article(*id);
    if (!found) return found.error();
    return Made{render_article(*found), found->index};
  });
}

}  // namespace backfile
