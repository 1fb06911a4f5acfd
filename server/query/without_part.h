// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "server/query/ast.h"

namespace backfile {

// The tree without the part that `path` leads to: the number of a child, then that of a child of
// it, and so on. What has one operand left becomes that operand; NOT and ATLEAST go with theirs,
// and NOT W/n with its first one. Nothing when nothing is left.
// REQUIRES: there is such a part.
std::optional<Node> without_part(const Node& root, std::span<const std::size_t> path);

}  // namespace backfile
