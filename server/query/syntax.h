// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>
#include <utility>

namespace backfile {

// The languages in which a query may be written. All are read into one tree (ast.h) and printed
// from it; docs/query-language.md says how each is read.
enum class Syntax {
  Backfile,
  Nexis,    // Terms and connectors of LexisNexis.
  Factiva,  // Free text of Dow Jones Factiva.
  Lucene,   // The classic query parser, as Elasticsearch and Solr have it.
  Simple,   // Words, "phrases" and -.
};

inline constexpr std::array<std::pair<std::string_view, Syntax>, 5> kSyntaxNames = {{
    {"backfile", Syntax::Backfile},
    {"nexis", Syntax::Nexis},
    {"factiva", Syntax::Factiva},
    {"lucene", Syntax::Lucene},
    {"simple", Syntax::Simple},
}};

}  // namespace backfile
