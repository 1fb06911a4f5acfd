// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "common/result.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// Whether bytes begin like a mail: a block of header fields with From and two more that mails have.
bool begins_mail(std::string_view start);

// A mail (RFC 5322, MIME) as a document: its HTML part, else its plain text with the subject before
// it; subject, sender's name, date and Message-ID as hints. Attachments are passed over. BadRecord
// when there is no text in it.
Result<RawDocument> document_of_mail(std::string_view message, RawDocument about);

}  // namespace backfile
