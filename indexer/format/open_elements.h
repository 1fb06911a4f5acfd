// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace backfile {

// The elements open at a point of a page, roughly as an HTML5 parser keeps them: the end tag of a
// block closes what is open inside of it, but not across a table; the end tag of an inline element
// does not reach out of a block. Costs constant time a tag on average.
class OpenElements {
 public:
  void push(std::string_view name, bool block, bool emitted);

  // Closes the element that an end tag means, if one is open. True when the start tag was emitted,
  // so that the end tag must be too.
  bool close(std::string_view name, bool block);

  // Open elements whose start tags were emitted.
  std::size_t depth() const { return depth_; }

 private:
  struct Element {
    std::uint32_t hash;
    bool block;
    bool table;
    bool emitted;
  };

  void pop();

  std::vector<Element> elements_;
  std::size_t depth_ = 0;
  // How many elements are open, by the low bits of their names' hashes: zero spares the search.
  std::array<std::uint32_t, 256> open_{};
};

}  // namespace backfile
