// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/input/issue_files.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <utility>

namespace backfile {
namespace {

// A root element stands within so many bytes, behind a declaration and comments.
constexpr std::size_t kBeginning = 4096;

// With or without a prefix of its name space.
bool has_root(std::string_view bytes, std::string_view name) {
  bytes = bytes.substr(0, kBeginning);
  for (std::size_t at = bytes.find(name); at != std::string_view::npos;
       at = bytes.find(name, at + 1)) {
    const char before = at == 0 ? ' ' : bytes[at - 1];
    const char after = at + name.size() < bytes.size() ? bytes[at + name.size()] : ' ';
    const bool ends =
        after == '>' || after == ' ' || after == '\n' || after == '\r' || after == '\t';
    if (ends && (before == '<' || before == ':')) return true;
  }
  return false;
}

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
  const std::string_view start = std::string_view(document->bytes).substr(0, kBeginning);
  if (start.find('<') == std::string_view::npos) return false;
  const bool is_issue = has_root(start, "mets");
  if (!is_issue && !has_root(start, "alto")) return false;
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
