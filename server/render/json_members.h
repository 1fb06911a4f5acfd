// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/json_text.h"
#include "server/search/search.h"

namespace backfile {

// Members that several kinds of answers have. set_... writes a key with its value, or nothing if
// there is no value.

std::string day_of(std::int64_t seconds);  // "2017-01-19".

void set_text(JsonText& json, std::string_view key, const std::string& text);
void set_list(JsonText& json, std::string_view key, const std::vector<std::string>& list);
void set_day(JsonText& json, std::string_view key, const std::optional<std::int64_t>& seconds);
void set_source(JsonText& json, const Source& source);
void set_article_links(JsonText& json, const Article& article);
// What names an article in answers about something else.
void add_reference(JsonText& json, const Article& article);
void set_warnings(JsonText& json, const std::vector<Warning>& warnings);
// Articles and, when collapsed, stories.
void set_total(JsonText& json, std::uint64_t articles,
               const std::optional<std::uint64_t>& stories = std::nullopt);
void set_index(JsonText& json, const ArchiveStatus& index);

// The value of a list, empty or not.
void add_list(JsonText& json, const std::vector<std::string>& list);
// Id, name and domain as members of the object that is open.
void add_source_members(JsonText& json, const Source& source);

}  // namespace backfile
