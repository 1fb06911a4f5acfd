// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/disk_model.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/container_events.h"
#include "tests/support/read_file.h"

using namespace backfile;

namespace {

namespace fs = std::filesystem;

TraceEvent event(TraceKind kind, int descriptor, std::string path = {}, std::string other = {},
                 std::string data = {}, std::uint64_t offset = 0) {
  return {kind, descriptor, offset, std::move(path), std::move(other), std::move(data)};
}

// "name=content ..." of what is left; "-" for nothing.
std::string left(const DiskModel& disk, PowerCut cut, const TemporaryDirectory& place) {
  std::mt19937 random(7);
  const std::string folder = place.path() + "/left";
  fs::remove_all(folder);
  disk.write_after(cut, &random, folder);
  std::string all;
  for (const std::string name : {"a", "b"}) {
    if (!fs::exists(folder + "/" + name)) continue;
    all += (all.empty() ? "" : " ") + name + "=" + read_whole_file(folder + "/" + name);
  }
  return all.empty() ? "-" : all;
}

struct Disk {
  TemporaryDirectory place;
  std::string root = place.path() + "/root";
  DiskModel model;

  Disk() : model((fs::create_directory(root), root)) {}
  void apply(std::initializer_list<TraceEvent> events) {
    for (const TraceEvent& one : events) model.apply(one);
  }
  std::string left(PowerCut cut) const { return ::left(model, cut, place); }
};

}  // namespace

TEST_CASE("a new file survives when it and its folder were fsynced") {
  Disk disk;
  disk.apply(
      {event(TraceKind::Create, 3, disk.root + "/a"), event(TraceKind::Write, 3, "", "", "12")});
  CHECK(disk.left(PowerCut::LosesAll) == "-");
  CHECK(disk.left(PowerCut::LosesContents) == "a=");
  disk.apply({event(TraceKind::Sync, 3)});
  CHECK(disk.left(PowerCut::LosesAll) == "-");
  CHECK(disk.left(PowerCut::LosesContents) == "a=12");
  disk.apply({event(TraceKind::Open, 4, disk.root), event(TraceKind::Sync, 4)});
  CHECK(disk.left(PowerCut::LosesAll) == "a=12");
  disk.apply({event(TraceKind::Write, 3, "", "", "3", 2), event(TraceKind::Truncate, 3)});
  CHECK(disk.left(PowerCut::LosesAll) == "a=12");
}

TEST_CASE("a rename happens as a whole or not at all, and is lost without fsync of the folder") {
  Disk disk;
  disk.apply({event(TraceKind::Create, 3, disk.root + "/a"),
              event(TraceKind::Write, 3, "", "", "old"), event(TraceKind::Sync, 3),
              event(TraceKind::Create, 4, disk.root + "/b"),
              event(TraceKind::Write, 4, "", "", "new"), event(TraceKind::Sync, 4),
              event(TraceKind::Open, 5, disk.root), event(TraceKind::Sync, 5),
              event(TraceKind::Rename, -1, disk.root + "/b", disk.root + "/a")});
  CHECK(disk.left(PowerCut::LosesAll) == "a=old b=new");
  CHECK(disk.left(PowerCut::LosesContents) == "a=new");
  disk.apply({event(TraceKind::Sync, 5)});
  CHECK(disk.left(PowerCut::LosesAll) == "a=new");
}

TEST_CASE("a file that was removed comes back without fsync of the folder") {
  Disk disk;
  disk.apply({event(TraceKind::Create, 3, disk.root + "/a"), event(TraceKind::Open, 5, disk.root),
              event(TraceKind::Sync, 5), event(TraceKind::Unlink, -1, disk.root + "/a")});
  CHECK(disk.left(PowerCut::LosesAll) == "a=");
  CHECK(disk.left(PowerCut::LosesContents) == "-");
}

TEST_CASE("of a write that was not fsynced any block may be there") {
  Disk disk;
  disk.apply({event(TraceKind::Create, 3, disk.root + "/a"), event(TraceKind::Open, 5, disk.root),
              event(TraceKind::Sync, 5),
              event(TraceKind::Write, 3, "", "", std::string(64 * 4096, 'x'))});
  const std::string bytes = disk.left(PowerCut::LosesSome).substr(2);
  CHECK(bytes.find('x') != std::string::npos);
  CHECK(bytes.find('\0') != std::string::npos);
}
