// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/archive/manifest.h"

#include <nlohmann/json.hpp>
#include <random>

#include "common/archive/stored_manifest.h"
#include "common/files.h"
#include "common/schema.h"

namespace backfile {
namespace {

using Json = nlohmann::ordered_json;

// A manifest of a thousand segments with a million dead documents stays far below this.
constexpr std::uint64_t kLargestManifest = 256 << 20;

Json to_json(const FileEntry& entry) {
  return {
      {"file", entry.file}, {"sha256", entry.sha256}, {"xxh3", entry.xxh3}, {"bytes", entry.bytes}};
}

FileEntry file_from(const Json& json) {
  return {json.at("file").get<std::string>(), json.at("sha256").get<std::string>(),
          json.value("xxh3", std::string()), json.at("bytes").get<std::uint64_t>()};
}

Json to_json(const SegmentEntry& entry) {
  Json json = {{"name", entry.name}, {"files", Json::array()}};
  for (const FileEntry& file : entry.files) json["files"].push_back(to_json(file));
  json["documents"] = entry.documents;
  json["dead"] = entry.dead;
  json["stories"] = Json::array();
  for (const FileEntry& file : entry.stories) json["stories"].push_back(to_json(file));
  if (entry.oldest) json["oldest"] = *entry.oldest;
  if (entry.newest) json["newest"] = *entry.newest;
  json["languages"] = entry.languages;
  return json;
}

SegmentEntry segment_from(const Json& json) {
  SegmentEntry entry;
  entry.name = json.at("name").get<std::string>();
  for (const Json& file : json.at("files")) entry.files.push_back(file_from(file));
  entry.documents = json.at("documents").get<std::uint32_t>();
  entry.dead = json.at("dead").get<std::vector<std::uint32_t>>();
  for (const Json& file : json.value("stories", Json::array())) {
    entry.stories.push_back(file_from(file));
  }
  if (json.contains("oldest")) entry.oldest = json["oldest"].get<std::int64_t>();
  if (json.contains("newest")) entry.newest = json["newest"].get<std::int64_t>();
  entry.languages = json.at("languages").get<std::vector<std::string>>();
  return entry;
}

std::string dump(const Json& json) {
  return json.dump(1, ' ', false, Json::error_handler_t::replace);
}

// The bytes must be those that were written, white space included.
bool digest_is_right(const std::string& content, Json json) {
  if (content != dump(json) + "\n") return false;
  const std::string digest = json.at("digest").get<std::string>();
  json.erase("digest");
  return sha256_of(dump(json)) == digest;
}

Manifest manifest_from(const Json& json) {
  Manifest manifest;
  manifest.uuid = json.at("uuid").get<std::string>();
  manifest.revision = json.at("revision").get<std::uint64_t>();
  manifest.updated = json.at("updated").get<std::string>();
  for (const Json& segment : json.at("segments")) {
    manifest.segments.push_back(segment_from(segment));
  }
  for (const Json& input : json.at("inputs")) {
    manifest.inputs.push_back(file_from(input));
  }
  for (const Json& notices : json.value("removals", Json::array())) {
    manifest.removals.push_back(file_from(notices));
  }
  if (json.contains("held")) manifest.held = file_from(json["held"]);
  manifest.purged = json.value("purged", std::uint64_t{0});
  return manifest;
}

Error corrupt(const std::string& path, std::string_view why) {
  return Error{ErrorCode::Corrupt,
               path + " cannot be read (" + std::string(why) + "); restore it from a backup"};
}

}  // namespace

std::uint64_t SegmentEntry::bytes() const {
  std::uint64_t sum = 0;
  for (const auto* list : {&files, &stories}) {
    for (const FileEntry& file : *list) sum += file.bytes;
  }
  return sum;
}

std::uint64_t Manifest::articles() const {
  std::uint64_t sum = 0;
  for (const SegmentEntry& segment : segments) sum += segment.articles();
  return sum;
}

std::vector<const FileEntry*> Manifest::files() const {
  std::vector<const FileEntry*> all;
  for (const SegmentEntry& segment : segments) {
    for (const FileEntry& file : segment.files) all.push_back(&file);
    for (const FileEntry& file : segment.stories) all.push_back(&file);
  }
  for (const FileEntry& file : inputs) all.push_back(&file);
  for (const FileEntry& file : removals) all.push_back(&file);
  if (held) all.push_back(&*held);
  return all;
}

Result<StoredManifest> read_manifest_of_any_format(const std::string& directory) {
  const std::string path = directory + "/manifest";
  const Result<std::string> content = read_file(path, kLargestManifest);
  if (!content) {
    if (content.error().code != ErrorCode::NoInput) return content.error();
    return Error{ErrorCode::NotFound, "there is no archive at " + directory};
  }
  const Json json = Json::parse(*content, nullptr, false);
  if (!json.is_object()) return corrupt(path, "it is not a JSON object");
  StoredManifest stored;
  try {
    stored.format = json.at("format").get<std::uint32_t>();
    const bool is_whole = digest_is_right(*content, json);
    if (!is_whole && stored.format == kFormatVersion) {
      return corrupt(path, "its digest does not agree");
    }
    stored.is_readable = is_whole;
    if (is_whole) stored.manifest = manifest_from(json);
  } catch (const Json::exception& problem) {
    if (stored.format == 0 || stored.format == kFormatVersion) return corrupt(path, problem.what());
    stored.is_readable = false;
  }
  return stored;
}

Result<Manifest> read_manifest(const std::string& directory) {
  Result<StoredManifest> stored = read_manifest_of_any_format(directory);
  if (!stored) return std::move(stored).error();
  if (stored->format == kFormatVersion) return std::move(stored->manifest);
  return Error{ErrorCode::Incompatible,
               directory + " has format " + std::to_string(stored->format) +
                   " and this program reads format " + std::to_string(kFormatVersion) +
                   "; run `backfile-index rebuild --archive " + directory + "`"};
}

Result<void> publish_manifest(const std::string& directory, const Manifest& manifest) {
  Json json = {{"format", kFormatVersion},
               {"uuid", manifest.uuid},
               {"revision", manifest.revision},
               {"updated", manifest.updated},
               {"articles", manifest.articles()}};
  json["segments"] = Json::array();
  for (const SegmentEntry& segment : manifest.segments) {
    json["segments"].push_back(to_json(segment));
  }
  json["inputs"] = Json::array();
  for (const FileEntry& input : manifest.inputs) {
    json["inputs"].push_back(to_json(input));
  }
  json["removals"] = Json::array();
  for (const FileEntry& notices : manifest.removals) json["removals"].push_back(to_json(notices));
  if (manifest.held) json["held"] = to_json(*manifest.held);
  json["purged"] = manifest.purged;
  json["digest"] = sha256_of(dump(json));
  return replace_file(directory, "manifest", dump(json) + "\n");
}

std::string make_uuid() {
  std::random_device device;
  std::string bytes;
  for (int i = 0; i < 16; ++i) bytes.push_back(static_cast<char>(device() & 0xff));
  return hex(bytes);
}

}  // namespace backfile
