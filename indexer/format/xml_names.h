// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace backfile {

// The prefix under which XmlTree names the elements and attributes of a namespace: "dc", or the
// empty one for the main namespace of a format. Nothing for a namespace that is not in the table.
std::optional<std::string_view> usual_prefix(std::string_view namespace_uri);

}  // namespace backfile
