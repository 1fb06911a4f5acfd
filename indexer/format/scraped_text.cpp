// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/text.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/date_hints.h"
#include "indexer/format/date_labels.h"
#include "indexer/format/format.h"
#include "indexer/format/page_notes.h"
#include "indexer/format/paragraph_lines.h"
#include "indexer/format/scraped_markers.h"

namespace backfile {
namespace {

constexpr std::size_t kLinesOfHead = 12;
constexpr std::size_t kShortestProse = 60;  // Bytes. Sentences of articles, not buttons.
constexpr std::size_t kLongestTitle = 300;
constexpr std::size_t kWindowOfOffer = 8;  // Lines.

bool is_prose(std::string_view line) {
  return line.size() > kShortestProse && ends_like_prose(line) && tail_mark(line) == TailMark::None;
}

// A page saved as text: a head of headline and notes, a body, and a tail of notes and adverts. Only
// whole lines of head and tail are taken for notes, because the same words occur inside articles.
class ScrapedPage {
 public:
  // `url` is where the page was read from, or empty.
  ScrapedPage(const std::vector<TextLine>& lines, const std::string& url, const NewsHosts& hosts)
      : lines_(lines), url_(url), hosts_(hosts) {}

  Article read() {
    read_title();
    notes_.expect_agency(last_signature());
    read_head();
    read_tail();
    if (!url_.empty()) article_.url = url_;
    if (const auto hints = date_hints_of(article_, hosts_)) notes_.reread_dates(*hints);
    join_body();
    return std::move(article_);
  }

 private:
  std::string_view line(std::size_t i) const { return lines_[i].text; }

  // Notes may stand above the headline, too: the address of the page, "Image".
  void read_title() {
    std::size_t i = 0;
    while (i < lines_.size() && i < kLinesOfHead &&
           (is_head_noise(line(i)) || notes_.read_above_title(line(i)))) {
      ++i;
    }
    body_begin_ = i;
    if (i == lines_.size()) return;
    const bool text_without_title = line(i).size() > kLongestTitle;
    if (text_without_title) return;
    article_.title = line(i);
    body_begin_ = i + 1;
  }

  std::string_view last_signature() const {
    for (std::size_t i = lines_.size(); i > body_begin_; --i) {
      if (const auto letters = signed_letters(line(i - 1)); !letters.empty()) return letters;
    }
    return {};
  }

  void read_head() {
    const std::size_t limit = std::min(lines_.size(), body_begin_ + kLinesOfHead);
    bool passed_prose = false;
    is_note_.assign(lines_.size(), false);
    for (std::size_t i = body_begin_; i < limit; ++i) {
      if (is_prose(line(i))) {
        // A standfirst may stand above the notes: it is prose right before a note.
        std::size_t next = i + 1;
        while (next < limit && is_head_noise(line(next))) ++next;
        if (passed_prose || next >= limit || !notes_.is_note(line(next))) break;
        passed_prose = true;
        continue;
      }
      const bool repeats_title = fold(line(i)) == fold(article_.title);
      if (is_head_noise(line(i)) || repeats_title || notes_.read(line(i))) is_note_[i] = true;
    }
  }

  void read_tail() {
    body_end_ = begin_of_tail();
    for (std::size_t i = body_end_; i < lines_.size(); ++i) notes_.read_in_tail(line(i));
  }

  // The tail begins at the first strong mark that is not followed by more prose than precedes it,
  // and before that at the first weak one behind the last prose.
  std::size_t begin_of_tail() const {
    std::size_t end = lines_.size();
    std::size_t prose_before = 0;
    std::size_t prose_after = 0;
    for (std::size_t i = body_begin_; i < lines_.size(); ++i) prose_after += is_prose(line(i));
    for (std::size_t i = body_begin_; i < lines_.size(); ++i) {
      if (is_strong(i) && prose_after <= prose_before) {
        end = i;
        break;
      }
      if (is_prose(line(i))) {
        ++prose_before;
        --prose_after;
      }
    }
    std::size_t after_prose = body_begin_;
    for (std::size_t i = body_begin_; i < end; ++i) {
      if (is_prose(line(i))) after_prose = i + 1;
    }
    for (std::size_t i = after_prose; i < end; ++i) {
      if (tail_mark(line(i)) == TailMark::Weak && !is_note_[i]) return i;
    }
    return end;
  }

  bool is_strong(std::size_t i) const {
    if (is_note_[i]) return false;
    return tail_mark(line(i)) == TailMark::Strong || parse_sign_off(line(i)) ||
           is_signature_of_agency(i) || parse_date_labels(line(i)) || begins_offer(i);
  }

  bool is_signature_of_agency(std::size_t i) const {
    return !article_.agency.empty() && signed_letters(line(i)) == article_.agency;
  }

  // Three lines of an offer near each other; the name of the plan stands before the first.
  bool begins_offer(std::size_t i) const {
    const bool names_plan = line(i).size() <= 40 && !ends_like_prose(line(i)) &&
                            i + 1 < lines_.size() && is_offer_line(line(i + 1));
    if (!names_plan && !is_offer_line(line(i))) return false;
    std::size_t offers = 0;
    for (std::size_t k = i; k < std::min(lines_.size(), i + kWindowOfOffer); ++k) {
      if (is_offer_line(line(k)) && !line(k).starts_with("\u2022")) ++offers;
    }
    return offers >= 3;
  }

  void join_body() {
    std::vector<TextLine> body;
    for (std::size_t i = body_begin_; i < body_end_; ++i) {
      if (!is_note_[i]) body.push_back(lines_[i]);
    }
    article_.text = join_paragraphs(body);
  }

  const std::vector<TextLine>& lines_;
  const std::string& url_;
  const NewsHosts& hosts_;
  Article article_;
  PageNotes notes_{&article_, hosts_};
  std::size_t body_begin_ = 0;
  std::size_t body_end_ = 0;
  std::vector<bool> is_note_;  // Lines of the head that are not part of the text.
};

// In the stories of CNN and the Daily Mail as a public data set has them, sentences that sum up the
// story stand behind it, each behind a line of its own; there is no headline.
constexpr std::string_view kHighlight = "@highlight";

bool is_highlight(const TextLine& line) { return line.text == kHighlight; }

Article read_highlighted(std::vector<TextLine> lines) {
  const auto first = std::ranges::find_if(lines, is_highlight);
  Article article;
  for (auto line = first; line != lines.end(); ++line) {
    if (is_highlight(*line)) continue;
    if (article.title.empty()) article.title = line->text;
    article.abstract.append(article.abstract.empty() ? "" : "; ").append(line->text);
  }
  lines.erase(first, lines.end());
  article.text = join_paragraphs(lines);
  return article;
}

}  // namespace

Result<Article> parse_scraped(const RawDocument& document, const NewsHosts& hosts) {
  const std::string decoded = to_utf8(document.bytes, document.charset);
  if (decoded.find('\0') != std::string::npos) {
    return Error{ErrorCode::BadRecord,
                 "The file is not text: it contains NUL bytes. Give texts, pages or JSON."};
  }
  const std::string text = clean_text(decoded);
  const std::vector<TextLine> lines = text_lines(text);
  if (lines.empty()) return Error{ErrorCode::BadRecord, "The file has no text in it."};
  if (lines.front().text.starts_with("<!")) {
    return Error{ErrorCode::BadRecord, "The file is markup, but no page."};
  }
  Article article = std::ranges::any_of(lines, is_highlight)
                        ? read_highlighted(lines)
                        : ScrapedPage(lines, document.url, hosts).read();
  if (article.title.empty() && article.text.empty()) {
    return Error{ErrorCode::BadRecord, "The file has notes about an article, but no article."};
  }
  article.provenance = document.provenance;
  article.provenance.reader = format_name(Format::Scraped);
  return article;
}

}  // namespace backfile
