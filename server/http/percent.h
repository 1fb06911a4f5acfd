// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/result.h"

namespace backfile {

// The raw target of a request to text, strictly. httplib passes malformed escapes through; we
// refuse them. The errors are InvalidArgument of kind "bad_encoding".

enum class Plus { IsBlank, IsPlus };

// `text` with its %XX resolved. An error for an escape without two hexadecimal digits, for a
// result that is not UTF-8, and for control characters; `name` is said in it.
Result<std::string> percent_decode(std::string_view text, Plus plus, std::string_view name);

// The part of a target behind "?", in order. Empty pieces ("a=1&&b=2") are skipped; a piece without
// "=" has an empty value.
using RawParameters = std::vector<std::pair<std::string, std::string>>;
Result<RawParameters> split_parameters(std::string_view query);

}  // namespace backfile
