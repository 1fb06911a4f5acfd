// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/result.h"

namespace backfile {

// The bytes of an XML document as UTF-8 that a strict parser can take. Lines stay where they were.
//
// Left out: the XML declaration, the document type with all that it declares, comments, processing
// instructions, and characters that XML forbids, also as references. So no DTD is ever loaded and
// no entity expanded. Repaired, because feeds and archives are full of it: names of HTML ("&nbsp;")
// and references to the C1 range ("&#146;", which is windows-1252) become characters, a bare "&"
// and a "<" that begins no tag become references, and what stands before the first tag goes.
//
// The character set is `declared` outside of the bytes, else the one of the XML declaration; a
// byte-order mark goes before both, and bytes that are not valid in it are detected (to_utf8).
// UTF-8 that was encoded twice is repaired (repair_mojibake).
//
// BadRecord when a text refers to an entity that its own document type declares, and for an element
// with more than kMaxXmlAttributes attributes.
Result<std::string> xml_source(std::string_view bytes, std::string_view declared);

inline constexpr std::size_t kMaxXmlAttributes = 256;

}  // namespace backfile
