// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/index/terms.h"

namespace backfile {

// What a search needs for itself: stemmers are not shared between threads.
struct Reader {
  std::map<std::string, Stemmer, std::less<>> stemmers;

  // `language`: one of stem_languages().
  const Stemmer& stemmer(std::string_view language);
};

Reader& reader_of_this_thread();

}  // namespace backfile
