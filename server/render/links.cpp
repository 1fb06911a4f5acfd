// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/render/links.h"

#include "common/schema.h"
#include "common/text.h"

namespace backfile {
namespace {

// What the page keeps in its own address; the rest of a request is the program's business.
bool is_shown_by_the_page(std::string_view name) {
  if (name == "q" || name == "from" || name == "to" || name == "sort") return true;
  const Field* row = find_field(name);
  return row != nullptr && row->kind == FieldKind::Keyword;
}

}  // namespace

std::string next_link(const ApiRequest& request, const SearchResult& result) {
  if (result.next_cursor.empty()) return {};
  return to_string(request.target.without("cursor").with("cursor", result.next_cursor));
}

std::string toggle_link(const ApiRequest& request, FieldId id, const FacetBucket& bucket) {
  const std::string_view name = field(id).name;
  Target target = request.target.without("cursor");
  if (!bucket.selected) return to_string(target.with(name, bucket.value));
  // A source may have been asked for by its name, and any value in another spelling.
  const std::string value = fold(bucket.value);
  const std::string label = fold(bucket.label);
  std::erase_if(target.parameters, [&](const auto& parameter) {
    if (parameter.first != name) return false;
    const std::string given = fold(parameter.second);
    return given == value || given == label;
  });
  return to_string(target);
}

std::string page_link(const ApiRequest& request) {
  Target target{.path = "/", .parameters = {}};
  for (const auto& parameter : request.target.parameters) {
    if (is_shown_by_the_page(parameter.first)) target.parameters.push_back(parameter);
  }
  return to_string(target);
}

std::string article_link(std::string_view id) { return "/api/v1/articles/" + percent_encode(id); }

}  // namespace backfile
