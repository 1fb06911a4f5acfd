// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/mojibake.h"

#include <cstddef>
#include <cstdint>

#include "common/repairs.h"
#include "common/utf8.h"

namespace backfile {
namespace {

constexpr std::size_t kLeast = 2;

// The bytes 0x80..0x9F of windows-1252; 0 where it has no character.
constexpr UChar32 kWindows1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// The byte that a character stands for in windows-1252 or Latin-1; negative if there is none.
int byte_of(UChar32 c) {
  if (c >= 0x80 && c <= 0xFF) return static_cast<int>(c);
  for (int i = 0; i < 32; ++i) {
    if (kWindows1252[i] == c) return 0x80 + i;
  }
  return -1;
}

// The lead bytes of the Latin, Cyrillic and punctuation characters of newspapers. Other ones are
// letters before which a closing mark may well stand: "JOSÉ”", "été…»".
std::size_t length_by_lead(int byte) {
  if ((byte >= 0xC2 && byte <= 0xC5) || byte == 0xD0 || byte == 0xD1) return 2;
  return byte == 0xE2 ? 3 : 0;
}

// Marks that may follow a letter in sound text, as in "MANHÃ”".
bool is_closing_mark(char byte) {
  constexpr std::string_view kMarks = "\x85\x91\x92\x93\x94\x96\x97\xAB\xBB";
  return kMarks.find(byte) != std::string_view::npos;
}

// Reads one character that was torn to several at `at`. Empty if there is none.
std::string joined_at(std::string_view text, std::size_t at, std::size_t* end) {
  std::string bytes;
  std::size_t wanted = 0;
  while (at < text.size() && (wanted == 0 || bytes.size() < wanted)) {
    const int byte = byte_of(next_code_point(text, &at));
    if (wanted == 0) wanted = length_by_lead(byte);
    const bool continues = byte >= 0x80 && byte <= 0xBF;
    if (wanted == 0 || (!bytes.empty() && !continues)) return {};
    bytes.push_back(static_cast<char>(byte));
  }
  std::size_t read = 0;
  if (bytes.size() != wanted || next_code_point(bytes, &read) < 0) return {};
  *end = at;
  return bytes;
}

}  // namespace

std::string repair_mojibake(std::string utf8) {
  std::string out;
  std::size_t copied = 0;
  std::size_t proofs = 0;
  // All characters that stand for lead bytes begin with 0xC3 in UTF-8.
  for (std::size_t at = utf8.find('\xC3'); at != std::string::npos; at = utf8.find('\xC3', at)) {
    std::size_t end = 0;
    const std::string joined = joined_at(utf8, at, &end);
    if (joined.empty()) {
      ++at;
      continue;
    }
    out.append(utf8, copied, at - copied).append(joined);
    copied = at = end;
    // Three signs that fit together are no chance: "worldâ€™s".
    if (joined.size() > 2) proofs += kLeast;
    if (joined.size() == 2 && !is_closing_mark(joined.back())) ++proofs;
  }
  if (proofs < kLeast) return utf8;
  note_repair(Repair::Mojibake);
  return out.append(utf8, copied);
}

}  // namespace backfile
