// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/vocabulary.h"

namespace backfile {

// The words of `text` as they stand in it, one for each number of `stream` (the words of the text
// in the index; common/index/token_stream.h). Lines that are not indexed are left out: every line
// is in the stream whole or not at all. Empty when the two do not belong together.
std::vector<std::string_view> written_words(std::string_view text,
                                            std::span<const std::uint8_t> stream,
                                            const Vocabulary& vocabulary);

}  // namespace backfile
