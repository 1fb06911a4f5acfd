// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "common/ascii.h"
#include "common/text.h"
#include "server/query/dialect_lexers.h"
#include "server/query/dialect_tokens.h"
#include "server/query/field_names.h"
#include "server/query/syntax_error.h"
#include "server/query/warnings.h"
#include "server/query/wildcards.h"

namespace backfile {
namespace {

using Relation = Node::Nearness::Relation;
using Unit = Node::Nearness::Unit;

constexpr std::string_view kProduct = "Factiva";

// Written before "=".
struct Tag {
  std::string_view name;
  FieldId field;
  bool or_lead = false;
  std::string_view differs = {};  // What is not the same here.
};
constexpr std::array kTags = {
    Tag{"hd", FieldId::Title},
    Tag{"hl", FieldId::Title},
    Tag{"hlp", FieldId::Title, true},
    Tag{"lp", FieldId::Lead},
    Tag{"td", FieldId::Text, false, "td= includes the lead paragraph here"},
    Tag{"by", FieldId::Author},
    Tag{"sn", FieldId::Source},
    Tag{"sc", FieldId::Source},
    Tag{"rst", FieldId::Source},
    Tag{"cr", FieldId::Agency},
    Tag{"se", FieldId::Section},
    Tag{"la", FieldId::Language},
    Tag{"ns", FieldId::Tag},
    Tag{"re", FieldId::Place, false, "re= is the place of the dateline here"},
    Tag{"an", FieldId::Id},
};

const Tag* find_tag(std::string_view lower) {
  const auto found = std::ranges::find(kTags, lower, &Tag::name);
  return found == kTags.end() ? nullptr : &*found;
}

// adj5, near5, w/5, same; /n5/ is cut out of chunks before.
std::optional<Node::Nearness> read_near(std::string_view lower) {
  if (lower == "same") return Node::Nearness{Relation::Within, Unit::Paragraph, 0};
  const auto number_behind = [&](std::string_view name) -> std::optional<std::uint32_t> {
    if (!lower.starts_with(name)) return std::nullopt;
    return lower.size() == name.size() ? std::optional(1U) : read_count(lower.substr(name.size()));
  };
  if (const auto n = number_behind("adj")) return Node::Nearness{Relation::Before, Unit::Words, *n};
  if (const auto n = number_behind("near")) {
    return Node::Nearness{Relation::Within, Unit::Words, *n};
  }
  if (lower != "w/") {
    if (const auto n = number_behind("w/")) {
      return Node::Nearness{Relation::Before, Unit::Words, *n};
    }
  }
  if (lower.size() > 3 && lower.starts_with("/n") && lower.ends_with('/')) {
    if (const auto n = read_count(lower.substr(2, lower.size() - 3))) {
      return Node::Nearness{Relation::Within, Unit::Words, *n};
    }
  }
  return std::nullopt;
}

// Where "/n5/" or "/f50/" stands in a chunk, which may be without blanks; the end of the chunk if
// there is none.
Span find_slashed(const QueryText& text, Span chunk) {
  for (std::size_t at = chunk.begin; at < chunk.end; ++at) {
    if (text.at(at) != '/' || at + 2 >= chunk.end) continue;
    const char32_t letter = text.at(at + 1) | 0x20;
    std::size_t end = at + 2;
    while (end < chunk.end && text.at(end) >= '0' && text.at(end) <= '9') ++end;
    const bool closed = end > at + 2 && end < chunk.end && text.at(end) == '/';
    if ((letter == 'n' || letter == 'f') && closed) return {at, end + 1};
  }
  return {chunk.end, chunk.end};
}

// Chunks with "/n5/" in them become several.
std::vector<Piece> divided(const QueryText& text, const std::vector<Piece>& pieces) {
  std::vector<Piece> divided;
  const auto add = [&](Span span) {
    if (span.begin < span.end) {
      divided.push_back({Piece::Kind::Chunk, span, ascii_lower(text.utf8(span))});
    }
  };
  for (const Piece& piece : pieces) {
    if (piece.kind != Piece::Kind::Chunk) {
      divided.push_back(piece);
      continue;
    }
    Span rest = piece.span;
    while (rest.begin < rest.end) {
      const Span found = find_slashed(text, rest);
      add({rest.begin, found.begin});
      add(found);
      rest.begin = found.end;
    }
  }
  return divided;
}

class FactivaLexer {
 public:
  FactivaLexer(const QueryText& text, std::vector<Piece> pieces, std::vector<Warning>* warnings)
      : list_(text, warnings), text_(text), pieces_(std::move(pieces)) {}

  Result<std::vector<Token>> run() {
    while (at_ < pieces_.size()) {
      if (auto error = read_piece()) return *std::move(error);
    }
    list_.join_adjacent(kProduct);
    complete();
    return list_.finish();
  }

 private:
  const Piece& piece() const { return pieces_[at_]; }
  bool at_chunk(std::size_t at) const {
    return at < pieces_.size() && pieces_[at].kind == Piece::Kind::Chunk;
  }

  std::optional<Error> read_piece() {
    switch (piece().kind) {
      case Piece::Kind::Open: return take(Token::Kind::Open);
      case Piece::Kind::Close: return take(Token::Kind::Close);
      case Piece::Kind::Quoted: {
        const Piece& quoted = pieces_[at_++];
        return list_.push_phrase(quoted.span, ours(phrase_text(text_, inside_quotes(quoted))));
      }
      case Piece::Kind::Chunk: break;
    }
    return read_chunk();
  }

  std::optional<Error> take(Token::Kind kind) {
    list_.push(kind, pieces_[at_++].span);
    return std::nullopt;
  }

  std::optional<Error> read_chunk() {
    const std::string& lower = piece().lower;
    if (lower == "and") return take(Token::Kind::And);
    if (lower == "or") return take(Token::Kind::Or);
    if (lower == "not") return take(Token::Kind::Not);
    if (const auto near = read_near(lower)) return list_.push_near(pieces_[at_++].span, *near);
    if (lower.starts_with("atleast")) {
      if (const auto count = read_count(lower.substr(7))) {
        return list_.push_at_least(pieces_[at_++].span, *count);
      }
    }
    if (lower == "date") return read_date();
    if (compares_words()) return read_count_of_words();
    if (lower.find('=') != std::string::npos) return read_tag();
    if (auto error = refuse_foreign()) return error;
    return push_word(pieces_[at_++].span);
  }

  std::optional<Error> refuse_foreign() const {
    const std::string& lower = piece().lower;
    if (lower == "w/") {
      return syntax_error(text_, piece().span, "Expected a number right after w/, as in w/5.",
                          {"w/5"}, text_.with_replaced(piece().span, "w/1"));
    }
    if (lower == "%") {
      return not_supported(text_, piece().span, kProduct, "write adj2 for one word between",
                           text_.with_replaced(piece().span, "adj2"));
    }
    if (lower.size() > 3 && lower.starts_with("/f") && lower.ends_with('/')) {
      return not_supported(text_, piece().span, kProduct,
                           "write lp= before the word for the lead of the article");
    }
    const std::size_t colon = lower.find(':');
    if (colon == std::string::npos || find_field_ignoring_case(lower.substr(0, colon)) == nullptr) {
      return std::nullopt;
    }
    return syntax_error(text_, piece().span,
                        "Expected hd= and the like: a field is written with \"=\" in Factiva.",
                        {"hd=", "lp=", "by=", "sn="});
  }

  // "$3" is up to three letters, "$" any ending.
  std::optional<Error> push_word(Span span) {
    const std::string written = text_.utf8(span);
    const std::size_t sign = written.find('$');
    if (sign == std::string::npos || sign == 0) return list_.push_words(span, ours(written));
    const std::string word = written.substr(0, sign);
    const auto count = read_count(std::string_view(written).substr(sign + 1));
    if (sign + 1 == written.size()) return list_.push_words(span, word + '*');
    if (!count || *count == 0 || *count > 9) return list_.push_words(span, ours(written));
    list_.push(Token::Kind::Open, span);
    list_.push(Token::Kind::Equals, span);
    list_.push(Token::Kind::Word, span).text = word;
    for (std::uint32_t letters = 1; letters <= *count; ++letters) {
      list_.push(Token::Kind::Or, span);
      if (auto error = list_.push_words(span, word + std::string(letters, '?'))) return error;
    }
    list_.push(Token::Kind::Close, span);
    return std::nullopt;
  }

  // Wildcards are ours; single quotes are blanks.
  static std::string ours(std::string text) {
    std::ranges::replace(text, '$', ' ');
    return text;
  }

  std::optional<Error> read_tag() {
    const Span span = piece().span;
    const std::string& lower = piece().lower;
    const std::size_t equals = lower.find('=');
    const std::string name = lower.substr(0, equals);
    if (name == "pd") return read_day_after({span.begin, span.begin + equals + 1});
    const Tag* tag = find_tag(name);
    if (tag == nullptr) return unknown_tag({span.begin, span.begin + equals + 1});
    if (!tag->differs.empty()) add_warning("field_differs", std::string(tag->differs), warnings());
    const Field& found = field(tag->field);
    list_.push_field(found, {span.begin, span.begin + equals + 1},
                     tag->or_lead ? &field(FieldId::Lead) : nullptr);
    const Span rest{span.begin + equals + 1, span.end};
    ++at_;
    if (takes_values(found.kind)) return read_values(rest);
    return rest.begin < rest.end ? push_word(rest) : std::nullopt;
  }

  std::vector<Warning>* warnings() { return list_.warnings(); }

  Error unknown_tag(Span span) const {
    std::vector<std::string> known = {"wc>", "pd="};
    for (const Tag& row : kTags) known.push_back(std::string(row.name) + '=');
    return syntax_error(text_, span,
                        "There is no field " + in_quotes(text_.written(span)) +
                            "; put the text in quotation marks if it is none.",
                        std::move(known));
  }

  // One value, of all words up to an operator, or several in brackets.
  std::optional<Error> read_values(Span first) {
    add_warning("field_differs", "the whole value of this field is compared, not its words",
                warnings());
    ValueInPieces pieces;
    const auto end_value = [&] {
      if (auto value = pieces.take()) list_.push_value(value->span, std::move(value->text));
    };
    if (first.begin < first.end) pieces.add(first, text_.utf8(first));
    const bool bracketed =
        pieces.empty() && at_ < pieces_.size() && pieces_[at_].kind == Piece::Kind::Open;
    if (bracketed) list_.push(Token::Kind::Open, pieces_[at_++].span);
    for (; at_ < pieces_.size(); ++at_) {
      const Piece& next = piece();
      const bool is_operator = next.is("or") || next.is("and") || next.is("not");
      if (next.kind == Piece::Kind::Open || next.kind == Piece::Kind::Close) break;
      if (is_operator && !bracketed) break;
      if (is_operator) {
        end_value();
        list_.push(next.is("or") ? Token::Kind::Or : Token::Kind::And, next.span);
      } else if (next.kind == Piece::Kind::Quoted) {
        pieces.add(next.span, text_.utf8(inside_quotes(next)));
      } else {
        pieces.add(next.span, text_.utf8(next.span));
      }
    }
    end_value();
    return std::nullopt;
  }

  // "wc>500", "wc > 500".
  bool compares_words() const {
    const auto begins_comparison = [](std::string_view text) {
      return !text.empty() && std::string_view("<>=").find(text.front()) != std::string_view::npos;
    };
    const std::string_view lower = piece().lower;
    if (!lower.starts_with("wc")) return false;
    if (lower.size() > 2) return begins_comparison(lower.substr(2));
    return at_chunk(at_ + 1) && begins_comparison(pieces_[at_ + 1].lower);
  }

  std::optional<Error> read_count_of_words() {
    const Span span = pieces_[at_++].span;
    std::string value = text_.utf8(span).substr(2);
    Span whole = span;
    while (value.find_first_of("0123456789") == std::string::npos && value.size() < 3 &&
           at_chunk(at_)) {
      whole.end = piece().span.end;
      value += pieces_[at_++].lower;
    }
    if (value.starts_with('=')) value.erase(0, 1);
    list_.push_field(field(FieldId::Length), {span.begin, span.begin + 2});
    list_.push_value(whole, std::move(value));
    return std::nullopt;
  }

  Error bad_date(Span span) const {
    return syntax_error(text_, span,
                        "Expected dates such as date from 20140201 to 20140430, date after "
                        "20140201 or pd=20140203; as a word put \"date\" in quotation marks.",
                        {"date from ... to ...", "date after ...", "date before ..."});
  }

  // Up to three chunks from at_ on, as a date; empty if they are none.
  std::string take_day() {
    std::string written;
    for (std::size_t n = 0; n < 3 && at_chunk(at_ + n); ++n) {
      written += (written.empty() ? "" : " ") + pieces_[at_ + n].lower;
      if (const std::string day = read_day(written); !day.empty()) {
        at_ += n + 1;
        return day;
      }
    }
    return {};
  }

  std::optional<Error> read_day_after(Span tag) {
    const Span span = pieces_[at_++].span;
    std::string day;
    if (tag.end < span.end) {
      day = read_day(text_.utf8({tag.end, span.end}));
    } else {
      day = take_day();
    }
    if (day.empty()) return bad_date(span);
    list_.push_field(field(FieldId::Published), tag);
    list_.push_value({span.begin, pieces_[at_ - 1].span.end}, day);
    return std::nullopt;
  }

  std::optional<Error> read_date() {
    const Span span = pieces_[at_++].span;
    const bool from = at_chunk(at_) && piece().is("from");
    const bool after = at_chunk(at_) && piece().is("after");
    const bool before = at_chunk(at_) && piece().is("before");
    if (from || after || before) ++at_;
    std::string first = take_day();
    if (first.empty()) return bad_date(span);
    std::string value = first;
    if (after) value = day_after(first) + "..";
    if (before) value = ".." + day_before(first);
    if (from) {
      value += "..";
      if (at_chunk(at_) && piece().is("to")) {
        ++at_;
        const std::string last = take_day();
        if (last.empty()) return bad_date(span);
        value += last;
      }
    }
    list_.push_field(field(FieldId::Published), span);
    list_.push_value({span.begin, pieces_[at_ - 1].span.end}, value);
    return std::nullopt;
  }

  // Puts in what Factiva leaves out: brackets behind atleast5, adj1 beside brackets.
  void complete() {
    std::vector<Token> whole;
    std::vector<Token>& tokens = list_.tokens();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      Token& token = tokens[i];
      const bool operand = token.kind == Token::Kind::Word || token.kind == Token::Kind::Phrase ||
                           token.kind == Token::Kind::Pattern;
      const Token::Kind before = whole.empty() ? Token::Kind::End : whole.back().kind;
      const bool opens = token.kind == Token::Kind::Open;
      const bool ended = before == Token::Kind::Close || before == Token::Kind::Word ||
                         before == Token::Kind::Phrase || before == Token::Kind::Pattern;
      if (ended && (opens || operand)) {
        whole.push_back({Token::Kind::Near, token.span, "adj1"});
        whole.back().nearness = {Relation::Before, Unit::Words, 1};
      }
      if (before == Token::Kind::AtLeast && operand) {
        whole.push_back({Token::Kind::Open, token.span});
        whole.push_back(std::move(token));
        whole.push_back({Token::Kind::Close, whole.back().span});
      } else {
        whole.push_back(std::move(token));
      }
    }
    tokens = std::move(whole);
  }

  TokenList list_;
  const QueryText& text_;
  std::vector<Piece> pieces_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Token>> lex_factiva(const QueryText& text, std::vector<Warning>* warnings) {
  const Result<std::vector<Piece>> pieces = cut_pieces(text, true);
  if (!pieces) return pieces.error();
  return FactivaLexer(text, divided(text, *pieces), warnings).run();
}

}  // namespace backfile
