// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/reader.h"

namespace backfile {

const Stemmer& Reader::stemmer(std::string_view language) {
  const auto found = stemmers.find(language);
  if (found != stemmers.end()) return found->second;
  return stemmers.emplace(language, Stemmer(language)).first->second;
}

Reader& reader_of_this_thread() {
  thread_local Reader reader;
  return reader;
}

}  // namespace backfile
