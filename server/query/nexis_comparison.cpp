// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/query/nexis_comparison.h"

#include <string_view>
#include <utility>

#include "server/query/syntax_error.h"

namespace backfile {
namespace {

enum class Sign { None, AtLeast, More, AtMost, Less, Is };

Sign sign_of(std::string_view lower) {
  if (lower == "geq" || lower == ">=" || lower == "from") return Sign::AtLeast;
  if (lower == "aft" || lower == "after" || lower == "gt" || lower == ">") return Sign::More;
  if (lower == "leq" || lower == "<=") return Sign::AtMost;
  if (lower == "bef" || lower == "before" || lower == "lt" || lower == "<") return Sign::Less;
  if (lower == "is" || lower == "=" || lower == "eq") return Sign::Is;
  return Sign::None;
}

class ComparisonReader {
 public:
  ComparisonReader(const QueryText& text, const std::vector<Piece>& pieces, std::size_t at)
      : text_(text), pieces_(pieces), begin_(at), at_(at + 1), dates_(pieces[at].is("date")) {}

  Result<std::optional<NexisComparison>> run() {
    const bool bracketed =
        at_kind(Piece::Kind::Open) && pieces_[at_].span.begin == pieces_[begin_].span.end;
    if (bracketed) ++at_;
    bool any = false;
    do {
      if (any) ++at_;
      Result<bool> read = read_bound();
      if (!read) return read.error();
      if (!*read) {
        if (!bracketed) return std::optional<NexisComparison>();
        return bad_bound(pieces_[begin_].span);
      }
      any = true;
    } while (bracketed && at_ < pieces_.size() && pieces_[at_].is("and"));
    if (bracketed) {
      if (!at_kind(Piece::Kind::Close)) return bad_bound(pieces_[begin_].span);
      ++at_;
    }
    return std::optional(NexisComparison{dates_ ? FieldId::Published : FieldId::Length,
                                         exact_.empty() ? first_ + ".." + last_ : exact_, at_});
  }

 private:
  bool at_kind(Piece::Kind kind) const { return at_ < pieces_.size() && pieces_[at_].kind == kind; }

  Error bad_bound(Span span) const {
    if (!dates_) {
      return syntax_error(text_, span, "Expected a number, as in LENGTH > 500.",
                          {"LENGTH > 500", "LENGTH < 500"});
    }
    return syntax_error(text_, span,
                        "Expected dates such as DATE(geq(February 1, 2014) and leq(April 30, "
                        "2014)), DATE AFT 2014 or DATE IS 2014-02-03; days and months that could "
                        "be exchanged are not read.",
                        {"DATE(geq(...) and leq(...))", "DATE AFT ...", "DATE BEF ..."});
  }

  // "geq(February 1, 2014)", "AFT 2014", "> 500", ">500". False: there is none.
  Result<bool> read_bound() {
    if (!at_kind(Piece::Kind::Chunk)) return false;
    const Piece& piece = pieces_[at_];
    std::string value;
    Sign sign = sign_of(piece.lower);
    const std::size_t behind = piece.lower.find_first_not_of("<>=");
    if (sign == Sign::None && behind != 0 && behind != std::string::npos) {
      sign = sign_of(piece.lower.substr(0, behind));
      value = piece.lower.substr(behind);
    }
    if (sign == Sign::None) return false;
    ++at_;
    const bool bracketed = value.empty() && at_kind(Piece::Kind::Open);
    if (bracketed) ++at_;
    const std::string read = read_value(std::move(value));
    if (read.empty() || (bracketed && !at_kind(Piece::Kind::Close))) return bad_bound(piece.span);
    if (bracketed) ++at_;
    set_bound(sign, read);
    return true;
  }

  // A date may have blanks in it: "February 1, 2014".
  std::string read_value(std::string written) {
    const std::size_t most = dates_ ? 3 : 1;
    std::string read = value_of(written);
    for (std::size_t n = 0; n < most && read.empty() && at_kind(Piece::Kind::Chunk); ++n, ++at_) {
      written += (written.empty() ? "" : " ") + pieces_[at_].lower;
      read = value_of(written);
    }
    return read;
  }

  std::string value_of(const std::string& written) const {
    if (dates_) return read_day(written);
    return read_count(written) ? written : std::string();
  }

  void set_bound(Sign sign, const std::string& value) {
    switch (sign) {
      case Sign::AtLeast: first_ = value; break;
      case Sign::AtMost: last_ = value; break;
      case Sign::More: first_ = dates_ ? day_after(value) : next_number(value, 1); break;
      case Sign::Less: last_ = dates_ ? day_before(value) : next_number(value, -1); break;
      case Sign::Is: exact_ = value; break;
      case Sign::None: break;
    }
  }

  static std::string next_number(const std::string& number, int step) {
    return std::to_string(std::stol(number) + step);
  }

  const QueryText& text_;
  const std::vector<Piece>& pieces_;
  std::size_t begin_;
  std::size_t at_;
  bool dates_;
  std::string first_;
  std::string last_;
  std::string exact_;
};

}  // namespace

Result<std::optional<NexisComparison>> read_comparison(const QueryText& text,
                                                       const std::vector<Piece>& pieces,
                                                       std::size_t at) {
  return ComparisonReader(text, pieces, at).run();
}

}  // namespace backfile
