// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/to_xapian.h"

#include <limits>
#include <optional>
#include <set>
#include <span>

#include "common/index/values.h"
#include "common/schema.h"

namespace backfile {
namespace {

using Stemmers = std::vector<std::pair<std::string, Stemmer>>;
using Expansions = std::map<std::string, std::vector<std::string>>;  // Prefix -> terms.

// Query::MatchAll is one object shared by all threads, and its reference count is not atomic.
Xapian::Query every_document() { return Xapian::Query(std::string()); }

Xapian::Query any_of(const std::vector<Xapian::Query>& queries) {
  return Xapian::Query(Xapian::Query::OP_OR, queries.begin(), queries.end());
}

bool in_title(const Node& node) { return node.field != FieldId::Text; }
bool in_text(const Node& node) { return node.field != FieldId::Title; }

class Builder {
 public:
  Builder(const Stemmers& stemmers, const Expansions& expansions, bool weighted)
      : stemmers_(stemmers), expansions_(expansions), weighted_(weighted) {}

  Xapian::Query build(const Node& node) const {
    switch (node.kind) {
      case Node::Kind::And: return conjunction(node);
      case Node::Kind::Or: return disjunction(node);
      case Node::Kind::Not: return negation(node);
      case Node::Kind::Word:
      case Node::Kind::Exact:
      case Node::Kind::Prefix: return words(node);
      case Node::Kind::Keyword: return keyword(node);
      case Node::Kind::Date: return date(node);
    }
    return {};
  }

 private:
  // Negated children are taken out of the others, which is what AND_NOT is quick at.
  Xapian::Query conjunction(const Node& node) const {
    std::vector<Xapian::Query> wanted;
    std::vector<Xapian::Query> unwanted;
    for (const Node& child : node.children) {
      const bool negated = child.kind == Node::Kind::Not && !child.children.empty();
      (negated ? unwanted : wanted).push_back(build(negated ? child.children.front() : child));
    }
    Xapian::Query all = wanted.empty()
                            ? every_document()
                            : Xapian::Query(Xapian::Query::OP_AND, wanted.begin(), wanted.end());
    if (unwanted.empty()) return all;
    return Xapian::Query(Xapian::Query::OP_AND_NOT, all, any_of(unwanted));
  }

  Xapian::Query disjunction(const Node& node) const {
    std::vector<Xapian::Query> any;
    for (const Node& child : node.children) any.push_back(build(child));
    return any_of(any);
  }

  Xapian::Query negation(const Node& node) const {
    if (node.children.empty()) return {};
    return Xapian::Query(Xapian::Query::OP_AND_NOT, every_document(), build(node.children.front()));
  }

  // Titles and texts have terms of their own; without a field either will do.
  Xapian::Query words(const Node& node) const {
    if (node.words.empty()) return {};
    std::vector<Xapian::Query> places;
    if (in_text(node)) places.push_back(words_in(field(FieldId::Text), node));
    if (in_title(node)) {
      Xapian::Query title = words_in(field(FieldId::Title), node);
      if (weighted_) title = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, title, kTitleBoost);
      places.push_back(title);
    }
    return any_of(places);
  }

  Xapian::Query words_in(const Field& where, const Node& node) const {
    if (node.kind == Node::Kind::Word) return any_form(where, node.words.front());
    if (node.kind == Node::Kind::Prefix) {
      return same(expansions_.at(word_term(where, node.words.front())));
    }
    std::vector<std::string> terms;
    for (const std::string& word : node.words) terms.push_back(word_term(where, word));
    if (terms.size() == 1) return Xapian::Query(terms.front());
    return Xapian::Query(Xapian::Query::OP_PHRASE, terms.begin(), terms.end(),
                         static_cast<Xapian::termcount>(terms.size()));
  }

  Xapian::Query any_form(const Field& where, const std::string& word) const {
    std::vector<std::string> terms;
    for (const auto& [language, stemmer] : stemmers_) {
      terms.push_back(stem_term(where, language, stemmer.stem(word)));
    }
    return same(terms);
  }

  // Terms that stand for one word: ranked, they share one frequency, or the word would weigh more
  // in the languages and forms in which it is rare.
  Xapian::Query same(const std::vector<std::string>& terms) const {
    if (terms.size() == 1) return Xapian::Query(terms.front());
    return Xapian::Query(weighted_ ? Xapian::Query::OP_SYNONYM : Xapian::Query::OP_OR,
                         terms.begin(), terms.end());
  }

  Xapian::Query keyword(const Node& node) const {
    if (!node.field) return {};
    const std::string term = keyword_term(field(*node.field), node.value);
    if (term.empty()) return {};
    const Xapian::Query query(term);
    return weighted_ ? Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, query, 0) : query;
  }

  // The byte of precision comes last in a value: the lowest one begins the range, the highest one
  // ends it.
  Xapian::Query date(const Node& node) const {
    if (node.from >= node.until) return {};
    return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, field(FieldId::Published).slot,
                         encode_date({node.from, DatePrecision::Year}),
                         encode_date({node.until - 1, DatePrecision::Second}));
  }

  const Stemmers& stemmers_;
  const Expansions& expansions_;
  const bool weighted_;
};

Error too_many_words(const std::string& prefix) {
  Error error{ErrorCode::InvalidArgument, "The prefix " + prefix + "* stands for more than " +
                                              std::to_string(kMaxPrefixWords) +
                                              " words; write more letters."};
  error.detail.parameter = "q";
  error.detail.found = prefix + "*";
  return error;
}

class PrefixReader {
 public:
  explicit PrefixReader(const Xapian::Database& vocabulary) : vocabulary_(vocabulary) {}

  Result<void> read(const Node& node) {
    if (node.kind == Node::Kind::Prefix && !node.words.empty()) return expand(node);
    for (const Node& child : node.children) {
      if (Result<void> done = read(child); !done) return done;
    }
    return {};
  }

  const Expansions& expansions() const { return expansions_; }

 private:
  // A word counts once, however many places it stands in.
  Result<void> expand(const Node& node) {
    std::set<std::string> words;
    for (const FieldId id : {FieldId::Text, FieldId::Title}) {
      if (node.field && *node.field != id) continue;
      const std::string prefix = word_term(field(id), node.words.front());
      std::vector<std::string>& terms = expansions_[prefix];
      terms.clear();
      const auto end = vocabulary_.allterms_end(prefix);
      for (auto term = vocabulary_.allterms_begin(prefix); term != end; ++term) {
        terms.push_back(*term);
        words.insert(terms.back().substr(field(id).prefix.size()));
        if (words.size() > kMaxPrefixWords) return too_many_words(node.words.front());
      }
    }
    return {};
  }

  const Xapian::Database& vocabulary_;
  Expansions expansions_;
};

}  // namespace

XapianTranslator::XapianTranslator(Xapian::Database vocabulary,
                                   const std::vector<std::string>& languages)
    : vocabulary_(std::move(vocabulary)) {
  for (const std::string& language : languages) {
    stemmers_.emplace_back(language, Stemmer(language));
  }
}

Result<XapianQueries> XapianTranslator::translate(const Node& node) const {
  PrefixReader prefixes(vocabulary_);
  if (Result<void> read = prefixes.read(node); !read) return read.error();
  return XapianQueries{Builder(stemmers_, prefixes.expansions(), false).build(node),
                       Builder(stemmers_, prefixes.expansions(), true).build(node)};
}

}  // namespace backfile
