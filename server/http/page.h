// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

struct PageFile {
  std::string content;
  std::string content_type;
  std::string etag = {};
};

// The files of the web page, read into memory once: a request can never name a file on disk.
class Page {
 public:
  // The regular files of `directory` itself whose kind we know (.html, .css, .js, .svg, ...); not
  // those in folders below it, nor what links point to. NoInput without an index.html.
  static Result<Page> load(const std::string& directory);

  // Null when there is no such file.
  const PageFile* find(std::string_view name) const;
  const PageFile& index() const;

 private:
  std::map<std::string, PageFile, std::less<>> files_;
};

}  // namespace backfile
