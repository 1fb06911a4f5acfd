// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/result.h"
#include "indexer/input/raw_document.h"

namespace backfile {

// Whether bytes begin like a mail: a block of header fields with From and two more that mails have.
bool begins_mail(std::string_view start);

// A mail (RFC 5322, MIME) as a document: its HTML part, else its plain text with the subject before
// it, which beside a page is a hint; subject, sender's name, date and Message-ID as hints.
// Attachments are passed over. BadRecord when there is no text in it.
Result<RawDocument> document_of_mail(std::string_view message, RawDocument about);

// The mails in a mail, at any depth: those of a digest (RFC 2046, 5.1.5), and what was forwarded
// whole.
std::vector<std::string> mails_within(std::string_view message);

}  // namespace backfile
