// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <vector>

namespace backfile {

// How files are put into one.
enum class Packing { Tar, OldTar, Zip, TarZst };

struct Member {
  std::string name;
  std::string content;
  mode_t type = AE_IFREG;
};

inline void add_member(struct archive* writer, const Member& member) {
  struct archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, member.name.c_str());
  archive_entry_set_filetype(entry, member.type);
  archive_entry_set_perm(entry, 0644);
  if (member.type == AE_IFREG) {
    archive_entry_set_size(entry, static_cast<la_int64_t>(member.content.size()));
  } else {
    archive_entry_set_symlink(entry, member.content.c_str());
  }
  archive_write_header(writer, entry);
  archive_write_data(writer, member.content.data(), member.content.size());
  archive_entry_free(entry);
}

inline std::string packed(Packing packing, const std::vector<Member>& members) {
  struct archive* writer = archive_write_new();
  switch (packing) {
    case Packing::Tar: archive_write_set_format_pax_restricted(writer); break;
    case Packing::OldTar: archive_write_set_format_v7tar(writer); break;
    case Packing::Zip: archive_write_set_format_zip(writer); break;
    case Packing::TarZst:
      archive_write_set_format_pax_restricted(writer);
      archive_write_add_filter_zstd(writer);
      break;
  }
  std::string bytes(200 << 20, '\0');
  std::size_t used = 0;
  archive_write_open_memory(writer, bytes.data(), bytes.size(), &used);
  for (const Member& member : members) add_member(writer, member);
  archive_write_close(writer);
  archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

}  // namespace backfile
