// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/result.h"
#include "server/query/ast.h"
#include "server/query/query_text.h"

namespace backfile {

// The operators of proximity, in letters of any case: W/5 and NEAR/5 (the same), PRE/5, W/S, W/P.
// `distance` is as written, however large; kMaxDistance is for the caller to check.
std::optional<Node::Nearness> read_proximity(std::u32string_view chunk);

// Larger distances are half an article. (That of Nexis.)
inline constexpr std::uint32_t kMaxDistance = 255;
std::optional<Error> refuse_distance(const QueryText& text, Span chunk,
                                     const Node::Nearness& nearness);

// The number of ATLEAST5, the letters in any case; at most kMostAtLeast + 1.
std::optional<std::uint32_t> read_at_least(std::u32string_view chunk);
inline constexpr std::uint32_t kMostAtLeast = 1000;

// As it is written: "W/5", "NOT W/S".
std::string to_string(const Node::Nearness& nearness);

}  // namespace backfile
