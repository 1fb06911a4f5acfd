// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/input/container.h"

namespace backfile {

// Whether bytes begin as a tar or a zip file; the first 512 of them suffice.
bool is_packed_files(std::string_view start);

// A tar or zip file: each regular file in it is opened as a container of its own, so that it may
// hold many records, or be packed again. Nothing is ever written to disk.
Result<std::unique_ptr<Container>> packed_files(RawDocument about, BufferedStream stream,
                                                int depth);

// What is done with a name in such a file: those that a folder passes over are passed over, those
// that lead out of the folder they would be unpacked into ("../x") are rejected.
enum class MemberName { Good, PassedOver, LeadsOut };
MemberName judge_member_name(std::string_view name);

// The name of a record within what already is a part of a file.
std::string member_within(const std::string& outer, std::string_view name);

}  // namespace backfile
