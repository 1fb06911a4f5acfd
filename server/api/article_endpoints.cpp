// SPDX-License-Identifier: GPL-3.0-or-later
#include <optional>

#include "server/api/endpoints.h"
#include "server/http/errors.h"
#include "server/render/article_formats.h"
#include "server/render/render.h"

namespace backfile {
namespace {

struct Wanted {
  ArticleAnswer answer;
  const ArticleFormat* format;  // Null: JSON.
};

// An id may end like the name of a form: what is the id of an article is meant as one.
Result<Wanted> find_article(const Archive& archive, const std::string& name) {
  auto whole = archive.article(name);
  if (whole) return Wanted{std::move(*whole), nullptr};
  if (whole.error().code != ErrorCode::NotFound) return whole.error();
  const auto in_form = [&](std::string_view suffix,
                           const ArticleFormat* format) -> std::optional<Result<Wanted>> {
    if (!name.ends_with(suffix)) return std::nullopt;
    auto found = archive.article(name.substr(0, name.size() - suffix.size()));
    if (!found) return found.error();
    return Wanted{std::move(*found), format};
  };
  for (const ArticleFormat& format : kArticleFormats) {
    if (auto wanted = in_form(format.suffix, &format)) return std::move(*wanted);
  }
  if (auto wanted = in_form(".json", nullptr)) return std::move(*wanted);
  return whole.error();
}

}  // namespace

HttpResponse answer_article(const Call& call) {
  const auto address = plain_address(call);
  if (!address) return problem_response(address.error(), call.request.target);
  const auto id = decoded_rest(call, "id");
  if (!id) return problem_response(id.error(), call.request.target);
  return answer(call, *address, [&]() -> Result<Made> {
    const auto found = find_article(call.archive, *id);
    if (!found) return found.error();
    if (found->format == nullptr) {
      return Made{render_article(found->answer), found->answer.index};
    }
    return Made{found->format->render(found->answer), found->answer.index,
                std::string(found->format->content_type)};
  });
}

}  // namespace backfile
