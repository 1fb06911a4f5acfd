// SPDX-License-Identifier: GPL-3.0-or-later
// Web archives in the older form, ARC 1 and 2 (Internet Archive, "Arc File Format").
#include <charconv>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"
#include "indexer/input/archived_page.h"
#include "indexer/input/stream_container.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestLine = 64 << 10;

// A record's first line: "URL IP-address Archive-date Content-type ... Archive-length".
struct ArcLine {
  std::string url;
  std::string date;  // "20140216050221"
  std::size_t length = 0;
};

std::optional<std::size_t> length_in(std::string_view text) {
  std::size_t length = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

// Fields are counted from the end: addresses may hold blanks. Five of them are version 1, ten are
// version 2 (with status, check sum, redirect, offset and file name before the length).
std::optional<ArcLine> parse_arc_line(std::string_view line) {
  line = trim(line);
  std::vector<std::string_view> words;
  std::size_t at = line.size();
  while (words.size() < 9) {
    const std::size_t blank = at == 0 ? std::string_view::npos : line.rfind(' ', at - 1);
    if (blank == std::string_view::npos) break;
    words.push_back(line.substr(blank + 1, at - blank - 1));
    at = blank;
  }
  for (const std::size_t before_length : {std::size_t{3}, std::size_t{8}}) {
    if (words.size() <= before_length) break;
    // Counted from the length: the date has the content type between itself and the rest.
    const std::string_view date = words[before_length - 1];
    if (date.size() < 12 || !all_digits(date)) continue;
    const std::optional<std::size_t> length = length_in(words.front());
    if (!length) return std::nullopt;
    const auto* url_end = words[before_length].data();
    const auto url_size = static_cast<std::size_t>(url_end - line.data());
    return ArcLine{std::string(trim(line.substr(0, url_size))), std::string(date), *length};
  }
  return std::nullopt;
}

std::string iso_date(const std::string& digits) {
  if (digits.size() != 14) return {};
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2) + "T" +
         digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":" + digits.substr(12, 2) + "Z";
}

class ArcFile final : public StreamContainer {
 public:
  using StreamContainer::StreamContainer;

  Next next() override {
    for (;;) {
      RawDocument document = here();
      const auto piece = stream_.read_through("\n", kLongestLine);
      if (!piece) return leave_damage(std::move(document), piece.error());
      if (!*piece) return end();
      if (trim((*piece)->bytes).empty()) continue;
      const std::optional<ArcLine> line = parse_arc_line((*piece)->bytes);
      if (line) {
        lost_ = false;
        Next record = read_record(*line, std::move(document));
        if (!record || *record) return record;
      } else if (!std::exchange(lost_, true)) {
        // Told once; the lines up to the next record's first one are looked at in silence.
        document.bytes = (*piece)->bytes.substr(0, kKeptOfBad);
        return bad(std::move(document), "damaged", "no ARC record begins where one should");
      }
    }
  }

 private:
  // Nothing for what is no page.
  Next read_record(const ArcLine& line, RawDocument document) {
    document.url = tidy_address(line.url);
    document.hints.captured = iso_date(line.date);
    if (line.length > kLargestRecord) {
      const Result<std::uint64_t> gone = stream_.skip(line.length);
      if (!gone) return leave_damage(std::move(document), gone.error());
      return too_long(std::move(document));
    }
    const Result<std::string_view> block = stream_.peek(line.length);
    if (!block) return leave_damage(std::move(document), block.error());
    if (block->size() < line.length) {
      document.bytes = block->substr(0, kKeptOfBad);
      lost_ = true;
      return bad(std::move(document), "cut_off", "the file ends inside of an ARC record");
    }
    Next page = page_in(*block, std::move(document));
    const Result<std::uint64_t> gone = stream_.skip(line.length);
    if (!gone) return gone.error();
    return page;
  }

  Next page_in(std::string_view block, RawDocument document) {
    if (!is_page_response(block)) return end();
    Result<RawDocument> page = page_of_response(block, document);
    if (!page) return bad(std::move(document), "too_large", page.error().message);
    return std::optional(*std::move(page));
  }

  // Goes on with the next gzip member, if there is one.
  Next leave_damage(RawDocument document, const Error& failure) {
    if (failure.code != ErrorCode::Corrupt) return failure;
    const Result<bool> resumed = stream_.resume();
    if (!resumed) return resumed.error();
    if (!*resumed) return failure;
    return bad(std::move(document), "damaged",
               failure.message + "; reading goes on behind the damage");
  }

  bool lost_ = false;
};

}  // namespace

std::unique_ptr<Container> arc_file(RawDocument about, BufferedStream stream) {
  return std::make_unique<ArcFile>(std::move(about), std::move(stream));
}

}  // namespace backfile
