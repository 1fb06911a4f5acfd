// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/correction.h"

#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kFirstLines = 3;
constexpr std::size_t kLastLines = 4;

// Folded.
constexpr std::string_view kOpenings[] = {
    "correction:", "correction -", "corrections:", "correction appended",
    "corrections and clarifications", "corrections & clarifications",
    "clarification:", "this article was amended on", "this article has been amended",
    "this article was corrected", "this article has been corrected", "this story was corrected",
    "this story has been corrected", "this version corrects", "an earlier version of this article",
    "an earlier version of this story", "a previous version of this article",
    "a previous version of this story", "editor's note: an earlier version",
    "editor’s note: an earlier version",
    // German, French, Spanish.
    "korrektur:", "korrekturhinweis", "berichtigung:", "in einer fruheren version dieses",
    "in einer fruheren fassung dieses", "anmerkung: in einer fruheren", "rectificatif", "correctif",
    "erratum", "une version precedente de cet article", "correccion:", "fe de errores",
    "fe de erratas", "una version anterior de est",
    // Italian, Portuguese, Dutch, Polish, Russian.
    "rettifica:", "errata corrige", "correcao:", "errata:", "uma versao anterior dest",
    "correctie:", "rectificatie:", "in een eerdere versie van dit",
    "sprostowanie:", "korekta:", "w poprzedniej wersji", "исправление:", "поправка:"};

constexpr std::string_view kHeadlines[] = {"corrected-",  "corrected:",    "corrected -",
                                           "correction:", "correction-",   "(corrected)",
                                           "korrektur:",  "rectificatif:", "correccion:"};

template <typename Table>
bool begins_with_one(const Table& table, const std::string& folded) {
  for (const std::string_view opening : table) {
    if (folded.starts_with(opening)) return true;
  }
  return false;
}

bool is_note(std::string_view line) {
  constexpr std::size_t kEnough = 80;  // Bytes; the openings are shorter.
  std::string folded = fold(truncate_utf8(trim(line), kEnough));
  while (!folded.empty() && (folded.front() == '*' || folded.front() == '(' ||
                             folded.front() == '[' || folded.front() == ' ')) {
    folded.erase(0, 1);
  }
  return begins_with_one(kOpenings, folded);
}

}  // namespace

bool says_corrected(std::string_view title, std::string_view text) {
  if (begins_with_one(kHeadlines, fold(title))) return true;
  std::size_t seen = 0;
  std::string_view rest = text;
  while (!rest.empty() && seen < kFirstLines) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (!trim(line).empty() && ++seen > 0 && is_note(line)) return true;
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  }
  for (seen = 0; !rest.empty() && seen < kLastLines;) {
    const std::size_t begin = rest.rfind('\n');
    const std::string_view line = begin == std::string_view::npos ? rest : rest.substr(begin + 1);
    if (!trim(line).empty() && ++seen > 0 && is_note(line)) return true;
    rest = begin == std::string_view::npos ? std::string_view{} : rest.substr(0, begin);
  }
  return false;
}

}  // namespace backfile
