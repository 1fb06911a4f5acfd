// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cstdint>
#include <optional>
#include <thread>
#include <utility>

#include "common/log.h"
#include "server/api/answer_request.h"
#include "server/api/endpoints.h"
#include "server/api/request.h"
#include "server/http/errors.h"
#include "server/render/export_lines.h"
#include "server/render/render.h"

namespace backfile {
namespace {

// Articles that are searched for and read at once: what an export holds in memory.
constexpr std::uint32_t kArticlesAPiece = 200;

// How often, and how soon, a piece is tried again when too many searches run.
constexpr int kMostRefusals = 20;
constexpr std::chrono::milliseconds kBetweenTries{50};

// Newest first, in one revision from the first line to the last.
class ExportBody : public BodySource {
 public:
  ExportBody(const Archive& archive, Pin pin, ApiRequest request, ArchiveStatus index)
      : archive_(archive),
        pin_(std::move(pin)),
        request_(std::move(request)),
        index_(std::move(index)),
        intact_(archive.intact()),
        lines_(request_) {}

  Step next(std::string& piece) override {
    try {
      return add_piece(piece);
    } catch (...) {
      // Memory ran out, most likely.
      return Step::Failed;
    }
  }

 private:
  Step add_piece(std::string& piece) {
    const auto page = archive_.search(request_.search, pin_);
    if (!page && page.error().code == ErrorCode::Unavailable && ++refused_ < kMostRefusals) {
      std::this_thread::sleep_for(kBetweenTries);
      return Step::More;
    }
    if (!page) {
      log(LogLevel::Error, "export_ended_early", {{"reason", page.error().message}});
      return Step::Failed;
    }
    refused_ = 0;
    if (!intact_ || archive_.intact() != intact_) {
      log(LogLevel::Error, "export_ended_early", {{"reason", "a file of the archive is damaged"}});
      return Step::Failed;
    }
    if (!std::exchange(begun_, true) && request_.after.empty()) piece += lines_.head();
    for (const Hit& hit : page->hits) piece += lines_.line(hit.article);
    request_.search.cursor = page->next_cursor;
    if (!page->next_cursor.empty()) return Step::More;
    piece += lines_.trailer(index_);
    return Step::Done;
  }

  const Archive& archive_;
  const Pin pin_;
  ApiRequest request_;
  const ArchiveStatus index_;
  const std::optional<std::uint64_t> intact_;
  ExportLines lines_;
  bool begun_ = false;
  int refused_ = 0;  // In a row, for the searches that ran.
};

}  // namespace

HttpResponse answer_export(const Call& call) {
  auto parsed = parse_api_request(call.route, call.query, call.now);
  if (!parsed) return problem_response(parsed.error(), call.request.target);
  const std::string canonical = to_string(parsed->target);
  SearchRequest& search = parsed->search;
  search.sort = SortOrder::Newest;
  search.snippets = 0;
  search.mark_titles = false;
  search.page_size = 0;
  Result<Pin> pin = call.archive.pin(search.bounds);
  if (!pin) return problem_response(explained(std::move(pin).error(), *parsed), canonical);
  // What cannot be searched is refused while there is still a status to refuse it with.
  auto first = call.archive.search(search, *pin);
  if (!first) {
    return with_search(problem_response(explained(std::move(first).error(), *parsed), canonical),
                       *parsed);
  }
  // An answer that has begun is not given up for the sake of `timeout_ms`.
  search.bounds.ends_by.reset();
  search.page_size = kArticlesAPiece;
  if (!parsed->after.empty()) {
    auto cursor = call.archive.cursor_after(search, parsed->after, *pin);
    if (!cursor) return problem_response(cursor.error(), canonical);
    search.cursor = std::move(*cursor);
  }
  HttpResponse response{.content_type = std::string(content_type(parsed->format))};
  response.headers = {{"Cache-Control", "no-store"},
                      {"Backfile-Revision", std::to_string(first->index.revision)},
                      {"Backfile-Total", std::to_string(first->total)}};
  if (parsed->format == ExportFormat::Csv) {
    response.headers.emplace_back("Content-Disposition", "attachment; filename=\"articles.csv\"");
  }
  response.hits = first->total;
  response = with_search(std::move(response), *parsed);
  response.stream = std::make_shared<ExportBody>(call.archive, *std::move(pin), std::move(*parsed),
                                                 std::move(first->index));
  return response;
}

HttpResponse answer_sample(const Call& call) {
  return answer_request(call, [&](const ApiRequest& parsed) -> Result<Made> {
    SampleRequest request = parsed.sample;
    request.search = parsed.search;
    auto sample = call.archive.sample(request);
    if (!sample) return std::move(sample).error();
    Made made{render_sample(*sample, parsed), sample->index};
    made.hits = sample->total;
    return made;
  });
}

}  // namespace backfile
