// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/scripts.h"

#include <unicode/uscript.h>

namespace backfile {

bool is_written_without_blanks(char32_t c) {
  if (c < 0x0e00) return false;
  UErrorCode status = U_ZERO_ERROR;
  switch (static_cast<int>(uscript_getScript(static_cast<UChar32>(c), &status))) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR: return true;
    default: return false;
  }
}

}  // namespace backfile
