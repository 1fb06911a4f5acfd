// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/reject_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <utility>

#include "common/url.h"

namespace backfile {
namespace {

// More files of one folder than this, rejected for one reason, are told as the folder.
constexpr std::size_t kMostFiles = 3;

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? file : file.substr(0, slash + 1);
}

using CodeAndFolder = std::pair<std::string, std::string>;
using FilesByFolder = std::map<CodeAndFolder, std::set<std::string>>;

FilesByFolder files_by_folder(const std::vector<Reject>& rejects) {
  FilesByFolder files;
  for (const Reject& reject : rejects) {
    std::set<std::string>& some = files[{reject.code, folder_of(reject.provenance.file)}];
    if (some.size() <= kMostFiles) some.insert(reject.provenance.file);
  }
  return files;
}

std::string source_of(const Reject& reject, const FilesByFolder& files) {
  if (std::string host = host_of(reject.url); !host.empty()) return host;
  const std::string folder = folder_of(reject.provenance.file);
  const bool many = files.at({reject.code, folder}).size() > kMostFiles;
  return many ? folder : reject.provenance.file;
}

std::string place_of(const Provenance& from) {
  std::string place = from.file;
  if (!from.member.empty()) place += " (" + from.member + ")";
  if (from.line != 0) return place + ":" + std::to_string(from.line);
  return from.offset == 0 ? place : place + " at byte " + std::to_string(from.offset);
}

}  // namespace

std::vector<RejectRow> reject_table(const std::vector<Reject>& rejects) {
  const FilesByFolder files = files_by_folder(rejects);
  std::map<std::pair<std::string, std::string>, RejectRow> rows;
  for (const Reject& reject : rejects) {
    std::string source = source_of(reject, files);
    RejectRow& row = rows[{reject.code, source}];
    if (row.count++ == 0) row = {1, reject.code, std::move(source), reject};
  }
  std::vector<RejectRow> table;
  for (auto& [key, row] : rows) table.push_back(std::move(row));
  std::stable_sort(table.begin(), table.end(),
                   [](const RejectRow& a, const RejectRow& b) { return a.count > b.count; });
  return table;
}

std::string to_text(const std::vector<RejectRow>& table) {
  if (table.empty()) return "no rejects\n";
  std::size_t code_width = 6;
  std::size_t source_width = 6;
  for (const RejectRow& row : table) {
    code_width = std::max(code_width, row.code.size());
    source_width = std::max(source_width, row.source.size());
  }
  std::string text = fmt::format("{:>8}  {:<{}}  {:<{}}  {}\n", "rejects", "reason", code_width,
                                 "source", source_width, "for example");
  for (const RejectRow& row : table) {
    text +=
        fmt::format("{:>8}  {:<{}}  {:<{}}  {}: {}\n", row.count, row.code, code_width, row.source,
                    source_width, place_of(row.example.provenance), row.example.reason);
  }
  return text;
}

std::string to_json_lines(const std::vector<RejectRow>& table) {
  std::string lines;
  for (const RejectRow& row : table) {
    const nlohmann::ordered_json json = {{"count", row.count},
                                         {"code", row.code},
                                         {"source", row.source},
                                         {"example", place_of(row.example.provenance)},
                                         {"reason", row.example.reason}};
    lines += json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  return lines;
}

}  // namespace backfile
