// SPDX-License-Identifier: GPL-3.0-or-later
// Answers the questions of drivers/protocol.h with Backfile's own engine, in this process:
//   backfile_driver ARCHIVE
#include <cstdio>
#include <memory>
#include <string>

#include "common/exit_status.h"
#include "server/query/parser.h"
#include "server/search/archive.h"
#include "tests/bench/drivers/protocol.h"

namespace backfile {
namespace {

constexpr std::chrono::minutes kDeadline{5};  // A slow answer is a figure, not an error.

std::string joined(const Question& question, const std::string& before,
                   const std::string& between) {
  std::string text;
  for (const std::string& word : question.words) {
    text += (text.empty() ? "" : between) + before + word;
  }
  return text;
}

// The question in Backfile's query language. "=" asks for the word itself instead of its stem.
Result<std::string> query_text(const Question& question) {
  const std::string& kind = question.kind;
  if (kind == "all") return std::string();
  if (kind == "stem") return joined(question, "", " AND ");
  if (kind == "term" || kind == "and") return joined(question, "=", " AND ");
  if (kind == "or") return joined(question, "=", " OR ");
  if (kind == "phrase") return '"' + joined(question, "", " ") + '"';
  if (kind == "prefix") return joined(question, "", " ") + "*";
  if (kind == "near") return joined(question, "=", " W/" + std::to_string(kNearWords) + " ");
  return Error{ErrorCode::InvalidArgument, "unknown kind of question: " + kind};
}

// Reading the stored articles and cutting snippets can be left out once requests say so.
template <typename Request>
bool say_what_to_read(const Question& question, Request* request) {
  bool said = question.fetch || question.hits == 0;
  if constexpr (requires { request->fetch; }) {
    request->fetch = question.fetch;
    said = true;
  }
  if constexpr (requires { request->snippets; }) request->snippets = question.snippets ? 1 : 0;
  if constexpr (requires { request->mark_titles; }) request->mark_titles = question.snippets;
  return said;
}

Result<SearchRequest> to_request(const Question& question) {
  auto text = query_text(question);
  if (!text) return text.error();
  auto query = parse_query(*text);
  if (!query) return query.error();
  SearchRequest request;
  request.query = std::move(*query);
  request.filters.from = question.from;
  request.filters.until = question.until;
  request.sort = question.newest ? SortOrder::Newest : SortOrder::Relevance;
  request.page_size = question.hits;
  if (!say_what_to_read(question, &request)) {
    return Error{ErrorCode::InvalidArgument, "searches always read the articles of their hits"};
  }
  for (const std::string& name : question.facets) {
    const Field* field = find_field(name);
    if (field == nullptr) return Error{ErrorCode::InvalidArgument, "no such field: " + name};
    request.facets.push_back(field->id);
  }
  if (question.timeline) request.timeline = Interval::Month;
  return request;
}

Result<DriverAnswer> ask(const Archive& archive, const Question& question) {
  const auto request = to_request(question);
  if (!request) return request.error();
  const auto found = archive.search(*request);
  if (!found) return found.error();
  DriverAnswer answer;
  answer.total = found->total;
  for (const Hit& hit : found->hits) answer.ids.push_back(hit.article.id);
  for (const Facet& facet : found->facets) {
    CountedFacet counted{std::string(field(facet.field).name), {}};
    for (const FacetBucket& bucket : facet.buckets) counted.counts.push_back(bucket.articles);
    answer.facets.push_back(std::move(counted));
  }
  if (found->timeline) {
    for (const TimelineBucket& bucket : found->timeline->buckets) {
      if (bucket.articles > 0) answer.months.push_back(bucket.articles);
    }
  }
  return answer;
}

int run(const std::string& directory) {
  const std::int64_t start = now_nanoseconds();
  ArchiveOptions options;
  options.readers = 1;
  options.deadline = kDeadline;
  const auto archive = Archive::open(directory, options);
  if (!archive) {
    std::fprintf(stderr, "backfile_driver: %s\n", archive.error().message.c_str());
    return exit_status(archive.error().code);
  }
  return serve((now_nanoseconds() - start) / 1000, [&] { return (*archive)->status().articles; },
               [&](const Question& question) { return ask(**archive, question); });
}

}  // namespace
}  // namespace backfile

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("Usage: backfile_driver ARCHIVE\n", stderr);
    return backfile::kExitUsage;
  }
  return backfile::run(argv[1]);
}
