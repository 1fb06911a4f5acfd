// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/prefetch.h"

namespace backfile {

// How a value was written, and by how many documents of the segment.
struct ValueForm {
  std::string_view value;
  std::string_view label;  // The name of a source, else the value.
  std::uint32_t documents = 0;
};

// An entry of the values section: a key, how many documents have it and in which forms. A label is
// left out where it is the value.
std::string keyword_entry(std::string_view key, std::uint32_t documents,
                          const std::vector<ValueForm>& forms);
// The values section of these entries, which are in the order of their keys. `documents`: that have
// any of them.
std::string keyword_section(const std::vector<std::string>& entries, std::uint32_t documents);

// The values of one keyword field of a segment, by docid: a view of a file of columns, which must
// outlive it. Values that fold to the same key are one; an ordinal is the place of a key in byte
// order. Without any value all is empty.
class KeywordColumn {
 public:
  // A view of sections that are in no file: those of common/index/columns.h of the same names, the
  // last one at an address that 4 divides. Nothing when they do not belong together.
  static std::optional<KeywordColumn> of(std::span<const std::uint32_t> starts,
                                         std::span<const std::uint32_t> ordinals,
                                         std::span<const std::uint8_t> values);

  // Calls `visit` with the ordinals of a document, each once, as the article lists them.
  template <typename Visit>
  void for_each(std::uint32_t docid, const Visit& visit) const {
    if (const std::uint16_t* const single = single_values()) {
      if (single[docid - 1] != 0) visit(single[docid - 1] - 1U);
    } else if (!starts_.empty()) {
      const std::uint32_t* const starts = starts_.data() + docid - 1;
      for (std::uint32_t i = starts[0]; i < starts[1]; ++i) visit(ordinals_.data()[i]);
    }
  }

  // Asks memory for what for_each() will read of one document first, and of another one then.
  void prefetch(std::uint32_t first, std::uint32_t then) const {
    if (const std::uint16_t* const single = single_values()) {
      backfile::prefetch(single + first - 1);
    } else if (!starts_.empty()) {
      backfile::prefetch(starts_.data() + first - 1);
      backfile::prefetch(ordinals_.data() + starts_.data()[then - 1]);
    }
  }

  // By docid - 1: the ordinal and one, 0 for none; null when documents have several values or
  // there are too many.
  const std::uint16_t* single_values() const { return single_.empty() ? nullptr : single_.data(); }

  std::uint32_t size() const { return size_; }            // Keys.
  std::uint32_t documents() const { return documents_; }  // With at least one value.

  // `ordinal` below size().
  std::string_view key(std::uint32_t ordinal) const;
  std::uint32_t documents_of(std::uint32_t ordinal) const;
  std::vector<ValueForm> forms(std::uint32_t ordinal) const;
  std::optional<std::uint32_t> find(std::string_view key) const;

 private:
  friend class ColumnsReader;

  // Takes apart the values section; false when it is damaged.
  bool read_values(std::span<const std::uint8_t> section);
  bool is_sound(std::uint32_t documents) const;

  std::span<const std::uint16_t> single_;
  std::span<const std::uint32_t> starts_;  // By docid - 1, and one more: indexes into ordinals_.
  std::span<const std::uint32_t> ordinals_;
  std::span<const std::uint32_t> entries_;  // By ordinal, and one more: where its bytes begin.
  std::span<const std::uint8_t> bytes_;
  std::uint32_t size_ = 0;
  std::uint32_t documents_ = 0;
};

}  // namespace backfile
