// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/article.h"
#include "common/schema.h"

namespace backfile {

// All that makes a term of the index, once, for the side that writes and the side that asks.
// Rules and examples: docs/index-format.md.

// Xapian refuses terms of more than 245 bytes (a NUL counts twice) and throws away the whole
// uncommitted batch; every term is cut to this length.
inline constexpr std::size_t kLongestTerm = 240;

// A word anywhere in an article is a term as it is, folded: "ferry"; a word in its title also with
// the prefix of FieldId::Title: "Sferry". At most kLongestWord bytes and the prefix.
std::string word_term(const Field& field, std::string_view folded_word);

// A whole value of a keyword field: "XPLmoscow". Empty if the value folds to nothing. A term that
// would be too long ends in a hash of the whole.
std::string keyword_term(const Field& field, std::string_view value);

// The term of an article's identity: "Q" and the id.
std::string id_term(std::string_view id);

// What stands for a URL where the URL itself must not be kept: 32 hexadecimal digits of XXH3-128
// over its canonical form, which is also the id of an article that has no other. Empty for what is
// no http(s) URL.
std::string url_key(std::string_view url);

// The keys of the URLs of an article, those that are its id left out.
std::vector<std::string> url_keys(const Article& article);

// The term of such a key: "U" and the key.
std::string url_term(std::string_view key);

// A Snowball stemmer. One object a thread: Xapian's stemmers are not shared.
class Stemmer {
 public:
  // `language` is a BCP 47 primary tag; without a stemmer for it words stay as they are.
  explicit Stemmer(std::string_view language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  std::string stem(std::string_view folded_word) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The language by whose rules an article's words are stemmed: its own if there is a stemmer for it,
// else "und", in which words are their own stems. Decides what SegmentEntry::languages lists.
std::string_view stem_language(std::string_view language);

// All that stem_language() may answer, at most 32, in an order of no meaning.
std::span<const std::string_view> stem_languages();

// Whether every stem of this language begins with the first byte of its word. False where it is not
// known: most stemmers take off endings only, some also beginnings.
bool stems_keep_first_byte(std::string_view language);

}  // namespace backfile
