// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

// What a whole line of a page saved as text is, by its words alone. Lines are trimmed.

// Buttons and captions that stand between a headline and its text: "Image", "Share", "2 min read".
bool is_head_noise(std::string_view line);

// How sure a line says that the article is over.
enum class TailMark : std::uint8_t {
  None,
  Weak,    // The words occur in articles, too: "Subscribe", "Also Read", "Read more".
  Strong,  // A disclaimer, a copyright line, the head of an offer.
};
TailMark tail_mark(std::string_view line);

// The lines of which offers of subscriptions consist: prices, terms, "cancel anytime", bullets.
bool is_offer_line(std::string_view line);

// Who published the page, from a disclaimer, an offer or a copyright line; else empty.
std::string publisher_in(std::string_view line);

}  // namespace backfile
