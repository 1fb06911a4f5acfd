// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/result.h"
#include "indexer/input/buffered_stream.h"

namespace backfile {

// The same text in UTF-8, if it begins with a byte-order mark of UTF-16, else the stream as it is.
// Lone surrogates become U+FFFD.
Result<BufferedStream> utf16_as_utf8(BufferedStream stream);

}  // namespace backfile
