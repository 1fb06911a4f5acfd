// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "server/api/answer_request.h"
#include "server/api/endpoints.h"
#include "server/http/errors.h"
#include "server/render/links.h"
#include "server/render/words.h"

namespace backfile {
namespace {

constexpr std::uint32_t kContextOfLine = 8;
constexpr std::uint32_t kContextOfCollocates = 5;

}  // namespace

HttpResponse answer_terms(const Call& call) {
  return answer_request(call, [&](const ApiRequest& parsed) -> Result<Made> {
    auto found = find_key_words(call.archive, {parsed.search, parsed.versus_query, parsed.keyness,
                                               parsed.min_frequency, parsed.search.page_size});
    if (!found) return std::move(found).error();
    return Made{render_key_words(*found, parsed), found->index};
  });
}

HttpResponse answer_concordance(const Call& call) {
  return answer_request(call, [&](const ApiRequest& parsed) -> Result<Made> {
    auto found = find_concordance(
        call.archive, {parsed.search, parsed.line_order, parsed.window.value_or(kContextOfLine)});
    if (!found) return std::move(found).error();
    Made made{render_concordance(*found, parsed), found->index};
    made.next = next_link(parsed, found->next_cursor);
    return made;
  });
}

HttpResponse answer_collocates(const Call& call) {
  return answer_request(call, [&](const ApiRequest& parsed) -> Result<Made> {
    auto found = find_collocates(
        call.archive, {parsed.search, parsed.window.value_or(kContextOfCollocates),
                       parsed.min_frequency, parsed.collocation, parsed.search.page_size});
    if (!found) return std::move(found).error();
    return Made{render_collocates(*found, parsed), found->index};
  });
}

HttpResponse answer_suggest(const Call& call) {
  return answer_request(call, [&](const ApiRequest& parsed) -> Result<Made> {
    SuggestRequest request;
    request.bounds = parsed.search.bounds;
    request.text = parsed.q;
    auto found = suggest(call.archive, request);
    if (!found) return std::move(found).error();
    return Made{render_suggestions(*found, parsed), found->index};
  });
}

HttpResponse answer_similar(const Call& call) {
  const auto id = decoded_rest(call, "id");
  if (!id) return problem_response(id.error(), call.request.target);
  const auto make = [&](const ApiRequest& parsed) -> Result<Made> {
    auto found = find_similar(call.archive, {parsed.search, *id});
    if (!found) return std::move(found).error();
    return Made{render_similar(*found, parsed), found->result.index};
  };
  return answer_request(call, make, [&](ApiRequest& parsed) -> Result<void> {
    parsed.target.path = "/api/v1/articles/" + percent_encode(*id) + "/similar";
    return {};
  });
}

}  // namespace backfile
