// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "server/api/call.h"
#include "server/api/numbered_page.h"
#include "server/http/percent.h"
#include "server/search/search.h"

namespace backfile {

// What the routes under /compat share. They take the parameters of another service and answer in
// its shapes; docs/rest-api.md says where they differ from it. Keys of theirs are ignored.

class CompatParameters {
 public:
  explicit CompatParameters(RawParameters given) : given_(std::move(given)) {}

  // The first value of the first of these names that is given and not empty.
  std::string get(std::initializer_list<std::string_view> names) const;
  // All of them, each cut at `separator`.
  std::vector<std::string> list(std::initializer_list<std::string_view> names,
                                char separator) const;
  // Refuses what is no number within the bounds.
  Result<std::uint32_t> number(std::string_view name, std::uint32_t least, std::uint32_t most,
                               std::uint32_t otherwise) const;

 private:
  RawParameters given_;
};

// What a service is asked, in our terms.
struct CompatQuery {
  std::string q;
  std::string from;  // ISO, or YYYYMMDD, or MM/DD/YYYY; a date means all of its day.
  std::string to;
  std::optional<FieldId> in;  // Title or Text: where the words of `q` are looked for.
  SearchRequest search;
  std::uint32_t offset = 0;  // Results to pass over, of search.page_size.
};

// InvalidArgument for a query or date that cannot be read.
Result<void> read_query(CompatQuery& query);

// What a client is told of an error: nothing of what is wrong inside.
std::string compat_message(const Error& error);

// The names with commas between them.
std::string joined(const std::vector<std::string>& names);

// The text with its marks between `before` and `after`.
std::string marked(const Snippet& snippet, std::string_view before, std::string_view after);

HttpResponse compat_json(int status, std::string body);

}  // namespace backfile
