// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "common/mojibake.h"

namespace backfile {

TEST_CASE("UTF-8 that was read as windows-1252 is repaired, sound text is not touched") {
  const struct {
    const char* damaged;
    const char* sound;
  } cases[] = {
      {"cafÃ© crÃ¨me", "café crème"},
      {"itâ€™s â€œfineâ€\u009d", "it’s “fine”"},
      {"it\u00e2\u0080\u0099s 40\u00c2\u00a0km", "it’s 40\u00a0km"},
      {"ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"},
      {"one Ã© alone", "one Ã© alone"},
      {"the worldâ€™s most", "the world’s most"},
      {"JOSÉ” y ANDRÉ”", "JOSÉ” y ANDRÉ”"},
      {"il a été…» dit-il, côté…»", "il a été…» dit-il, côté…»"},
      {"MANHÃ” e AMANHÃ”", "MANHÃ” e AMANHÃ”"},
      {"ÄÖÜ äöü ß", "ÄÖÜ äöü ß"},
      {"", ""},
  };
  for (const auto& [damaged, sound] : cases) {
    CAPTURE(damaged);
    CHECK(repair_mojibake(damaged) == sound);
  }
}

}  // namespace backfile
