// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/article_json.h"
#include "indexer/index/spool.h"

namespace backfile {

// Puts an article into a spool as reading it from a file would.
inline Result<void> add_to(Spool* spool, const Article& article) {
  const std::string line = to_json_line(article);
  return spool->add(prepare_for_spool(article, line), line);
}

}  // namespace backfile
