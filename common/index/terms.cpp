// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/terms.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/files.h"
#include "common/hash.h"
#include "common/text.h"
#include "common/url.h"

namespace backfile {
namespace {

// The stemmers of Xapian 1.4 for languages with a BCP 47 tag, and what the others have.
constexpr std::array<std::string_view, 24> kStemLanguages = {
    "ar", "ca", "da", "de", "en", "es", "eu", "fi", "fr", "ga", "hu", "hy",
    "id", "it", "lt", "ne", "nl", "no", "pt", "ro", "ru", "sv", "tr", "und"};
static_assert(kStemLanguages.size() <= 32);

// Tried with 300,000 random words each.
constexpr std::array<std::string_view, 11> kSuffixStemmers = {"da", "de", "en", "es", "fi", "fr",
                                                              "it", "nl", "no", "pt", "sv"};

// Cuts a term and makes it unique again by a hash of the whole.
std::string bounded(std::string term) {
  if (term.size() <= kLongestTerm) return term;
  const std::string suffix = hex(hash64(term));
  std::string cut(truncate_utf8(term, kLongestTerm - suffix.size()));
  return cut + suffix;
}

}  // namespace

std::string word_term(const Field& field, std::string_view folded_word) {
  std::string term(field.prefix);
  return bounded(std::move(term.append(folded_word)));
}

std::string keyword_term(const Field& field, std::string_view value) {
  const std::string folded = fold(value);
  if (folded.empty()) return {};
  std::string term(field.prefix);
  // A colon parts a prefix of several letters from a value that begins with a capital letter;
  // folded values never do, so none is needed.
  return bounded(std::move(term.append(folded)));
}

std::string id_term(std::string_view id) { return bounded(std::string("Q").append(id)); }

std::string url_key(std::string_view url) {
  const std::string canonical = canonical_url(url);
  return canonical.empty() ? std::string() : hex(hash128(canonical));
}

std::vector<std::string> url_keys(const Article& article) {
  std::vector<std::string> keys;
  const auto add = [&](std::string key) {
    if (key.empty() || key == article.id || std::ranges::find(keys, key) != keys.end()) return;
    keys.push_back(std::move(key));
  };
  // It is stored in its canonical form.
  if (!article.canonical_url.empty()) add(hex(hash128(article.canonical_url)));
  add(url_key(article.url));
  return keys;
}

std::string url_term(std::string_view key) { return bounded(std::string("U").append(key)); }

std::string_view stem_language(std::string_view language) {
  for (const std::string_view known : kStemLanguages) {
    if (known == language) return known;
  }
  return "und";
}

std::span<const std::string_view> stem_languages() { return kStemLanguages; }

bool stems_keep_first_byte(std::string_view language) {
  return stem_language(language) == "und" ||
         std::ranges::find(kSuffixStemmers, language) != kSuffixStemmers.end();
}

struct Stemmer::Impl {
  Xapian::Stem stem;
};

Stemmer::Stemmer(std::string_view language) {
  const std::string_view tag = stem_language(language);
  impl_ =
      std::make_unique<Impl>(Impl{tag == "und" ? Xapian::Stem() : Xapian::Stem(std::string(tag))});
}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

std::string Stemmer::stem(std::string_view folded_word) const {
  return impl_->stem(std::string(folded_word));
}

}  // namespace backfile
