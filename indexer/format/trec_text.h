// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// Text of newswire collections in SGML, where "<" and "&" stand bare.

// Tags out: P begins a paragraph, others are blanks. `has_paragraphs` is set when there is a P.
std::string without_sgml_tags(std::string_view text, bool* has_paragraphs);

// Lines were wrapped by hand. Paragraphs are marked by P, else by blank lines, else by an indent;
// where all lines have one, it begins a paragraph only behind the end of a sentence.
std::string trec_paragraphs(std::string_view content);

}  // namespace backfile
