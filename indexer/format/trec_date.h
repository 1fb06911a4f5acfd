// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "common/date.h"

namespace backfile {

// A date as the collections of TREC and LDC write it in its field: "910514", "01/30/86",
// "January 1, 1989, Sunday, Home Edition", "1998-06-01 01:02:03".
std::optional<Timestamp> trec_date(std::string_view field);

// The date in the number of a document: "AP880212-0001", "LA010189-0001" (the month first),
// "APW19980601.0003", "AFP_ENG_19940512.0001".
std::optional<Timestamp> date_in_docno(std::string_view docno);

// The date and time in a FILEID of the Associated Press: "AP-NR-02-12-88 2344EST".
std::optional<Timestamp> date_in_fileid(std::string_view fileid);

}  // namespace backfile
