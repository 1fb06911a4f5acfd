// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// What a page's JSON-LD says of its article. Texts are plain, on one line but for `body`; dates
// are as written. Empty means not said.
struct JsonLd {
  bool has_article = false;    // A node of an article's type is there.
  bool is_collection = false;  // A node says that the page lists others.
  std::string headline;
  std::string alternative_headline;
  std::string description;
  std::string body;
  std::string url;
  std::string published;
  std::string modified;
  std::string page_published;  // Of the node that describes the web page.
  std::string page_modified;
  std::string section;
  std::string breadcrumb;  // The last but one step of the BreadcrumbList.
  std::string language;
  std::string publisher;
  std::string publisher_country;  // As written.
  std::vector<std::string> authors;
  std::vector<std::string> organizations;  // Authors that are no persons.
  // The names that each sourceOrganization goes by, its `name` first; never empty inside.
  std::vector<std::vector<std::string>> source_organizations;
  std::vector<std::string> tags;
  std::vector<std::string> types;  // Genres and "@type"s of the article, the most particular first.
};

// Reads all blocks, broken ones too (json_repair.h), and chooses among several articles the one
// with the page's URL or title. References by @id are followed.
JsonLd read_json_ld(std::span<const std::string> blocks, std::string_view page_url,
                    std::string_view page_title);

}  // namespace backfile
