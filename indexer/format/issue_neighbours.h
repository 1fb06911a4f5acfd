// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "common/result.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// A description of an issue, in METS or DIDL, and its pages are files of one folder and its
// subfolders.

// The bytes of a page that the description `issue` names as `href`: "page.xml", "./text/page.xml",
// "file://./text/page.xml". It lies on disk, or in the tar or zip that the file is in. Never reads
// above its folder. BadRecord, with the name and the reason, when it cannot be
// read or has more than 64 MiB.
Result<std::string> read_neighbour(const RawDocument& issue, std::string_view href);

// The description that names the page at `page_path`, in its folder or the one above; empty when
// there is none.
std::string issue_of_page(const std::string& page_path);

}  // namespace backfile
