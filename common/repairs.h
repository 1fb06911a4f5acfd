// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace backfile {

// What had to be put right in an article, or was refused, on the way from its bytes to its record.
enum class Repair : std::uint8_t {
  Charset,         // The bytes were not in the declared character set, or none was declared.
  IllFormed,       // Bytes without meaning became U+FFFD.
  Mojibake,        // UTF-8 that had been encoded twice.
  Entities,        // Markup or entities that had been escaped twice.
  Invisible,       // Control and invisible characters were left out.
  Normalization,   // The text was not in NFC.
  FutureDate,      // A date after the moment of reading was refused.
  EpochDate,       // 1 January 1970 was refused: a zero that became a date.
  UnreadableDate,  // A field for dates holds none that exists.
};

// Its name in records and reports: "charset", "future_date".
std::string_view to_string(Repair repair);
std::optional<Repair> repair_named(std::string_view name);

class Repairs {
 public:
  void add(Repair repair) { bits_ |= bit(repair); }
  void add(const Repairs& others) { bits_ |= others.bits_; }
  bool contains(Repair repair) const { return (bits_ & bit(repair)) != 0; }
  bool empty() const { return bits_ == 0; }
  std::vector<std::string_view> names() const;  // In the order of the enum.

  friend bool operator==(const Repairs&, const Repairs&) = default;

 private:
  static std::uint32_t bit(Repair repair) { return 1U << static_cast<unsigned>(repair); }

  std::uint32_t bits_ = 0;
};

// Tells the innermost scope of this thread; without one nothing is kept.
void note_repair(Repair repair);

// Gathers what is noted on this thread while it lives. Scopes may be nested: an inner one tells
// nothing to the outer one.
class RepairScope {
 public:
  RepairScope();
  ~RepairScope();
  RepairScope(const RepairScope&) = delete;
  RepairScope& operator=(const RepairScope&) = delete;

  const Repairs& found() const { return found_; }

 private:
  friend void note_repair(Repair repair);

  Repairs found_;
  RepairScope* outer_;
};

}  // namespace backfile
