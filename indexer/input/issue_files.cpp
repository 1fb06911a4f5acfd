// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/issue_files.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

#include "common/xml_prologue.h"

namespace backfile {
namespace {

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return path.substr(0, slash == std::string_view::npos ? 0 : slash + 1);
}

// "./issue/page.xml" and "issue/page.xml" are one.
std::string normal(const std::string& path) {
  return std::filesystem::path(path).lexically_normal().string();
}

}  // namespace

bool IssueFiles::hold(RawDocument* document) {
  const std::string_view root = xml_root_name(document->bytes);
  const bool is_issue = root == "mets" || root == "DIDL";
  if (!is_issue && root != "alto" && root != "text") return false;
  if (!issues_.empty() && !is_within_issue(document->provenance.member)) complete();
  held_ += document->bytes.size();
  (is_issue ? issues_ : pages_).push_back(std::move(*document));
  if (held_ > kMostHeldOfIssue) complete();
  return true;
}

// An archive has the files of a folder behind each other.
bool IssueFiles::is_within_issue(std::string_view path) const {
  return std::ranges::any_of(issues_, [path](const RawDocument& issue) {
    return path.starts_with(folder_of(issue.provenance.member));
  });
}

void IssueFiles::complete() {
  const auto is_named = [this](const RawDocument& page) {
    return std::ranges::any_of(issues_, [&page](const RawDocument& issue) {
      return issue.bytes.find(page.file_name) != std::string::npos;
    });
  };
  auto neighbours = std::make_shared<Neighbours>();
  for (RawDocument& page : pages_) {
    if (is_named(page)) {
      neighbours->emplace(normal(page.provenance.member), std::move(page.bytes));
    } else {
      ready_.push_back(std::move(page));
    }
  }
  for (RawDocument& issue : issues_) {
    issue.neighbours = neighbours;
    ready_.push_back(std::move(issue));
  }
  issues_.clear();
  pages_.clear();
  held_ = 0;
}

std::optional<RawDocument> IssueFiles::take() {
  if (ready_.empty()) return std::nullopt;
  RawDocument document = std::move(ready_.front());
  ready_.pop_front();
  return document;
}

}  // namespace backfile
