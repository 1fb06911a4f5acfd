// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "common/text.h"
#include "server/query/dialect_lexers.h"
#include "server/query/dialect_tokens.h"
#include "server/query/field_names.h"
#include "server/query/nexis_comparison.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"
#include "server/query/wildcards.h"

namespace backfile {
namespace {

using Relation = Node::Nearness::Relation;
using Unit = Node::Nearness::Unit;

constexpr std::string_view kProduct = "Nexis";

// Segments, which are written before brackets.
struct Segment {
  std::string_view name;
  FieldId field;
  bool or_lead = false;
};
constexpr std::array kSegments = {
    Segment{"headline", FieldId::Title},     Segment{"title", FieldId::Title},
    Segment{"hlead", FieldId::Title, true},  Segment{"lead", FieldId::Lead},
    Segment{"body", FieldId::Text},          Segment{"text", FieldId::Text},
    Segment{"byline", FieldId::Author},      Segment{"author", FieldId::Author},
    Segment{"publication", FieldId::Source}, Segment{"source", FieldId::Source},
    Segment{"pub", FieldId::Source},         Segment{"section", FieldId::Section},
    Segment{"dateline", FieldId::Place},     Segment{"language", FieldId::Language},
    Segment{"subject", FieldId::Tag},        Segment{"terms", FieldId::Tag},
};

const Segment* find_segment(std::string_view lower) {
  const auto found = std::ranges::find(kSegments, lower, &Segment::name);
  return found == kSegments.end() ? nullptr : &*found;
}

// w/5, /5, near/5, pre/5, onear/5, +5, w/s, /s, w/sent, w/p, /p, w/para; "seg" for w/seg.
struct Proximity {
  Node::Nearness nearness;
  bool segment = false;
};
std::optional<Proximity> read_near(std::string_view lower) {
  Proximity read{};
  std::string_view behind;
  if (lower.starts_with('+')) {
    behind = lower.substr(1);
    read.nearness.relation = Relation::Before;
  } else {
    const std::size_t slash = lower.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const std::string_view name = lower.substr(0, slash);
    behind = lower.substr(slash + 1);
    const bool ordered = name == "pre" || name == "onear";
    if (!ordered && !name.empty() && name != "w" && name != "near") return std::nullopt;
    if (ordered) read.nearness.relation = Relation::Before;
  }
  if (const auto distance = read_count(behind)) {
    read.nearness.distance = *distance;
    return read;
  }
  if (read.nearness.relation == Relation::Before) return std::nullopt;
  read.segment = behind == "seg";
  if (behind == "s" || behind == "sent") read.nearness.unit = Unit::Sentence;
  if (behind == "p" || behind == "para") read.nearness.unit = Unit::Paragraph;
  if (read.nearness.unit == Unit::Words && !read.segment) return std::nullopt;
  return read;
}

std::optional<std::uint32_t> read_at_least(std::string_view lower) {
  constexpr std::string_view kName = "atleast";
  if (!lower.starts_with(kName)) return std::nullopt;
  return read_count(lower.substr(kName.size()));
}

class NexisLexer {
 public:
  NexisLexer(const QueryText& text, std::vector<Piece> pieces, std::vector<Warning>* warnings)
      : list_(text, warnings), text_(text), pieces_(std::move(pieces)) {}

  Result<std::vector<Token>> run() {
    while (at_ < pieces_.size()) {
      if (auto error = read_piece()) return *std::move(error);
    }
    list_.join_adjacent(kProduct);
    return list_.finish();
  }

 private:
  const Piece& piece() const { return pieces_[at_]; }
  bool more(std::size_t ahead = 1) const { return at_ + ahead < pieces_.size(); }
  const Piece& ahead(std::size_t by = 1) const { return pieces_[at_ + by]; }
  bool touches_open() const {
    return more() && ahead().kind == Piece::Kind::Open && ahead().span.begin == piece().span.end;
  }

  std::optional<Error> read_piece() {
    switch (piece().kind) {
      case Piece::Kind::Open: list_.push(Token::Kind::Open, pieces_[at_++].span); break;
      case Piece::Kind::Close: list_.push(Token::Kind::Close, pieces_[at_++].span); break;
      case Piece::Kind::Quoted: {
        const Piece& quoted = pieces_[at_++];
        return list_.push_phrase(quoted.span, ours(phrase_text(text_, inside_quotes(quoted))));
      }
      case Piece::Kind::Chunk: return read_chunk();
    }
    return std::nullopt;
  }

  std::optional<Error> read_chunk() {
    if (piece().is("and")) return take(Token::Kind::And);
    if (piece().is("or")) return take(Token::Kind::Or);
    if (piece().is("but") && more() && ahead().is("not")) return take(Token::Kind::And);
    if (piece().is("not")) return read_not();
    if (const auto near = read_near(piece().lower)) return push_near(*near, piece().span, false);
    if (const auto count = read_at_least(piece().lower)) return read_at_least_of(*count);
    if (piece().is("date") || piece().is("length")) {
      const Result<std::optional<NexisComparison>> read = read_comparison(text_, pieces_, at_);
      if (!read) return read.error();
      if (*read) return push_comparison(**read);
    }
    if (touches_open()) return read_segment();
    if (auto error = refuse_colon()) return error;
    const Span span = pieces_[at_++].span;
    return list_.push_words(span, ours(text_.utf8(span)));
  }

  std::optional<Error> take(Token::Kind kind) {
    list_.push(kind, pieces_[at_++].span);
    return std::nullopt;
  }

  std::optional<Error> read_not() {
    if (more()) {
      if (const auto near = read_near(ahead().lower);
          near && near->nearness.relation != Relation::Before) {
        const Span span{piece().span.begin, ahead().span.end};
        ++at_;
        return push_near(*near, span, true);
      }
    }
    return take(Token::Kind::Not);
  }

  std::optional<Error> push_near(const Proximity& near, Span span, bool negated) {
    ++at_;
    if (near.segment) {
      return not_supported(text_, span, kProduct,
                           "write W/P, or HEADLINE(...) and BODY(...) with AND between the words",
                           text_.with_replaced(span, negated ? "NOT W/P" : "W/P"));
    }
    Node::Nearness nearness = near.nearness;
    if (negated) nearness.relation = Relation::NotWithin;
    return list_.push_near(span, nearness);
  }

  std::optional<Error> read_at_least_of(std::uint32_t count) {
    if (!more() || ahead().kind != Piece::Kind::Open) {
      return syntax_error(text_, piece().span,
                          "Expected \"(\" right after " + in_quotes(text_.written(piece().span)) +
                              ", which counts what stands in brackets.",
                          {"ATLEAST5(...)"});
    }
    return list_.push_at_least(pieces_[at_++].span, count);
  }

  // "!" is any ending, "*" one letter; as "*" and "?" of ours.
  std::string ours(std::string_view theirs) {
    std::string text;
    for (std::size_t i = 0; i < theirs.size(); ++i) {
      const bool after_letter = i > 0 && !is_ascii_punctuation(theirs[i - 1]);
      if (theirs[i] == '!' && after_letter) {
        text += '*';
      } else {
        text += theirs[i] == '*' ? '?' : theirs[i];
      }
    }
    if (theirs.ends_with('*')) {
      add_warning("wildcard_read",
                  "\"*\" at the end of a word is read as one letter, as in Nexis; \"!\" is any "
                  "ending",
                  list_.warnings());
    }
    return text;
  }

  static bool is_ascii_punctuation(char c) {
    return static_cast<unsigned char>(c) < 0x80 && !is_letter_or_digit(static_cast<char32_t>(c));
  }

  // headline:ferry is how others write HEADLINE(ferry).
  std::optional<Error> refuse_colon() const {
    const std::size_t colon = piece().lower.find(':');
    if (colon == std::string::npos) return std::nullopt;
    const std::string name = piece().lower.substr(0, colon);
    if (find_segment(name) == nullptr && find_field_ignoring_case(name) == nullptr) {
      return std::nullopt;
    }
    return syntax_error(text_, piece().span,
                        "Expected HEADLINE(...) and the like: a field is written before brackets "
                        "in Nexis.",
                        {"HEADLINE(...)", "BODY(...)", "BYLINE(...)"});
  }

  std::optional<Error> push_comparison(const NexisComparison& comparison) {
    list_.push_field(field(comparison.field), pieces_[at_].span);
    list_.push_value({pieces_[at_].span.begin, pieces_[comparison.end - 1].span.end},
                     comparison.value);
    at_ = comparison.end;
    return std::nullopt;
  }

  std::optional<Error> read_segment() {
    if (piece().is("allcaps") || piece().is("nocaps")) return read_case(piece().is("allcaps"));
    const Segment* segment = find_segment(piece().lower);
    if (segment == nullptr) return unknown_segment();
    const Field& found = field(segment->field);
    list_.push_field(found, {piece().span.begin, piece().span.end},
                     segment->or_lead ? &field(FieldId::Lead) : nullptr);
    ++at_;
    return takes_values(found.kind) ? read_values(found.id == FieldId::Language) : std::nullopt;
  }

  // ALLCAPS(us): the word or phrase in capitals, and NOCAPS(us) in small letters.
  std::optional<Error> read_case(bool capitals) {
    const Span name = piece().span;
    std::size_t end = at_ + 2;
    std::string words;
    for (; end < pieces_.size() && pieces_[end].kind != Piece::Kind::Close; ++end) {
      const Piece& part = pieces_[end];
      if (part.kind == Piece::Kind::Open) break;
      const Span span = part.kind == Piece::Kind::Quoted ? inside_quotes(part) : part.span;
      words += (words.empty() ? "" : " ") + text_.utf8(span);
    }
    const bool closed = end < pieces_.size() && pieces_[end].kind == Piece::Kind::Close;
    if (!closed || words.empty() || words.find_first_of("*?!") != std::string::npos) {
      return syntax_error(text_, name,
                          "Expected one word or phrase without wildcards in the brackets of " +
                              in_quotes(text_.written(name)) + ".",
                          {"a word", "a phrase"});
    }
    list_.push(Token::Kind::Equals, name).number = 2;
    const Span whole{name.begin, pieces_[end].span.end};
    list_.push(Token::Kind::Phrase, whole).text = in_case(words, capitals);
    at_ = end + 1;
    return std::nullopt;
  }

  std::optional<Error> unknown_segment() const {
    const std::string& name = piece().lower;
    if (name == "caps") {
      return not_supported(text_, piece().span, kProduct,
                           "write ALLCAPS(...), NOCAPS(...), or ==Word in the syntax \"backfile\"");
    }
    if (name == "plural" || name == "singular") {
      return not_supported(text_, piece().span, kProduct,
                           "put the word in quotation marks for the one form");
    }
    std::vector<std::string> known;
    for (const Segment& row : kSegments) known.push_back(ascii_upper(row.name) + "(...)");
    return syntax_error(text_, piece().span,
                        "There is no segment " + in_quotes(text_.written(piece().span)) +
                            "; put a blank before the bracket if it is a word.",
                        std::move(known));
  }

  static std::string ascii_upper(std::string_view text) {
    std::string upper;
    for (const char c : text) upper += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return upper;
  }

  // Between the brackets of a field of whole values: values with OR between them.
  std::optional<Error> read_values(bool languages) {
    add_warning("field_differs", "the whole value of this field is compared, not its words",
                list_.warnings());
    list_.push(Token::Kind::Open, pieces_[at_++].span);
    ValueInPieces pieces;
    const auto end_value = [&] {
      const auto value = pieces.take();
      if (value) {
        list_.push_value(value->span, languages ? language_code(value->text) : value->text);
      }
    };
    for (; at_ < pieces_.size() && piece().kind != Piece::Kind::Close; ++at_) {
      if (piece().is("or")) {
        end_value();
        list_.push(Token::Kind::Or, piece().span);
        continue;
      }
      if (piece().kind == Piece::Kind::Open || piece().is("and") || piece().is("not")) {
        return syntax_error(text_, piece().span,
                            "Expected OR or \")\" between values; write the field twice for both.",
                            {"OR", ")"});
      }
      const Span span = piece().kind == Piece::Kind::Quoted ? inside_quotes(piece()) : piece().span;
      pieces.add(piece().span, text_.utf8(span));
    }
    end_value();
    return std::nullopt;
  }

  TokenList list_;
  const QueryText& text_;
  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Token>> lex_nexis(const QueryText& text, std::vector<Warning>* warnings) {
  Result<std::vector<Piece>> pieces = cut_pieces(text, false);
  if (!pieces) return pieces.error();
  return NexisLexer(text, *std::move(pieces), warnings).run();
}

}  // namespace backfile
