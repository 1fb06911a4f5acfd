// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// The words of which classes and ids of news pages are made, in lower case. A pair is two words of
// one name that stand beside each other, joined by a blank.

// Sharing, comments, related stories, advertisements and what else is no article.
bool is_junk_word(std::string_view word);
bool is_junk_pair(std::string_view pair);

// A whole class or id that readers' comments stand under.
bool names_comments(std::string_view name);

// What an article, or what holds one, is called.
bool is_article_word(std::string_view word);

// What the text of an article is called.
bool is_body_word(std::string_view word);
bool is_body_pair(std::string_view pair);

}  // namespace backfile
