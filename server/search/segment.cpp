// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/segment.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "common/files.h"
#include "server/search/xapian_error.h"

namespace backfile {
namespace {

Error damaged(const std::string& file, const std::string& what) {
  return {ErrorCode::Corrupt, "The segment " + file + " is damaged: " + what +
                                  " Restore the file from a backup or index its articles again."};
}

}  // namespace

Segment::Segment(const SegmentEntry& entry, int descriptor)
    : file_(entry.file),
      sha256_(entry.sha256),
      documents_(entry.documents),
      descriptor_(descriptor) {}

Segment::~Segment() { ::close(descriptor_); }

Result<std::shared_ptr<const Segment>> Segment::open(const std::string& directory,
                                                     const SegmentEntry& entry) {
  const std::string path = directory + "/" + entry.file;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT) return damaged(entry.file, "it does not exist.");
    return file_error("Cannot open the segment", path, errno);
  }
  const std::shared_ptr<Segment> segment(new Segment(entry, descriptor));
  if (Result<void> checked = segment->check(path); !checked) return checked.error();
  if (Result<void> read = segment->read(); !read) return read.error();
  return std::shared_ptr<const Segment>(segment);
}

Result<void> Segment::check(const std::string& path) const {
  // The name may be gone by now or belong to another file; the descriptor does not.
  Result<std::string> actual = sha256_of_file("/proc/self/fd/" + std::to_string(descriptor_));
  if (!actual) actual = sha256_of_file(path);
  if (!actual) return actual.error();
  if (*actual != sha256_) {
    return damaged(file_, "its SHA-256 is " + *actual + ", and the manifest says " + sha256_ + ".");
  }
  return {};
}

Result<void> Segment::read() {
  Result<Xapian::Database> database = open_database();
  if (!database) return database.error();
  return stop_exceptions("read the segment " + file_, [&]() -> Result<void> {
    if (database->get_doccount() != documents_ || database->get_lastdocid() != documents_) {
      return damaged(file_, "it has " + std::to_string(database->get_doccount()) +
                                " documents, and the manifest says " + std::to_string(documents_) +
                                ".");
    }
    uuid_ = database->get_uuid();
    Result<Columns> columns = read_columns(*database, documents_);
    if (!columns) return damaged(file_, columns.error().message);
    columns_ = std::move(*columns);
    return {};
  });
}

Result<Xapian::Database> Segment::open_database() const {
  const int duplicate = ::fcntl(descriptor_, F_DUPFD_CLOEXEC, 0);
  if (duplicate < 0) return file_error("Cannot open the segment", file_, errno);
  const std::lock_guard lock(opening_);
  if (::lseek(duplicate, 0, SEEK_SET) < 0) {
    const int reason = errno;
    ::close(duplicate);
    return file_error("Cannot open the segment", file_, reason);
  }
  // The database closes the descriptor, also when it cannot be opened.
  return stop_exceptions("open the segment " + file_,
                         [&]() -> Result<Xapian::Database> { return Xapian::Database(duplicate); });
}

}  // namespace backfile
