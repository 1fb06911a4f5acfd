// SPDX-License-Identifier: GPL-3.0-or-later
// Which parameters of an address name the article, and which only how a reader came to it.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "common/ascii.h"
#include "common/text.h"
#include "common/url_parts.h"

namespace backfile {
namespace {

constexpr std::array<std::string_view, 54> kTrackers = {
    "gclid",     "gclsrc",     "msclkid",    "yclid",       "dclid",   "igshid",
    "igsh",      "fbclid",     "twclid",     "ito",         "cmp",     "cmpid",
    "ncid",      "smid",       "smtyp",      "referrer",    "referer", "jsessionid",
    "phpsessid", "pgtype",     "sref",       "clicksource", "emc",     "xid",
    "ocid",      "taid",       "spref",      "campaign_id", "trk",     "trkcampaign",
    "ftag",      "ftcamp",     "icid",       "intcmp",      "intcid",  "mbid",
    "cndid",     "sharetoken", "guccounter", "tblci",       "vero_id", "mkt_tok",
    "rssid",     "tsrc",       "spm",        "wpisrc",      "wpmm",    "xtor",
    "ref_src",   "ref_url",    "smcid",      "shareid",     "usqp",    "showcomment"};

constexpr std::array<std::string_view, 14> kTrackerPrefixes = {
    "utm_", "ga_",  "fb_",  "mc_", "wt.",   "_",    "at_",
    "pk_",  "mtm_", "hsa_", "ns_", "guce_", "soc_", "amp_"};

// Names under which most sites say where a reader comes from, and some which article it is. They
// are kept where they hold a number as long as an article's.
constexpr std::array<std::string_view, 17> kMostlyTrackers = {
    "partner", "ref", "rss", "feed",   "via",    "share",  "amp",    "print", "src",
    "cid",     "hp",  "mod", "action", "module", "region", "source", "output"};

template <typename Table>
bool contains(const Table& table, std::string_view name) {
  return std::find(table.begin(), table.end(), name) != table.end();
}

bool is_tracker(std::string_view parameter) {
  const std::size_t equals = parameter.find('=');
  const std::string name = ascii_lower(parameter.substr(0, equals));
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : parameter.substr(equals + 1);
  if (contains(kTrackers, name)) return true;
  if (contains(kMostlyTrackers, name)) return !(all_digits(value) && value.size() >= 5);
  // Twitter's mark of the device; WordPress searches with the same letter.
  if (name == "s") return all_digits(value) && value.size() <= 3;
  if (name == "outputtype") return ascii_lower(value) == "amp";
  return std::any_of(kTrackerPrefixes.begin(), kTrackerPrefixes.end(),
                     [&name](std::string_view prefix) { return name.starts_with(prefix); });
}

}  // namespace

std::string normal_query(std::string_view query) {
  std::vector<std::string> kept;
  while (!query.empty()) {
    // With ";" as well, "&amp;" of a link that was escaped twice is a parameter "amp", and goes.
    const std::size_t end = query.find_first_of("&;");
    const std::string_view parameter = query.substr(0, end);
    if (!parameter.empty() && !is_tracker(parameter)) kept.push_back(normal_escapes(parameter));
    if (end == std::string_view::npos) break;
    query.remove_prefix(end + 1);
  }
  std::sort(kept.begin(), kept.end());
  std::string out;
  for (const std::string& parameter : kept) {
    out.append(out.empty() ? "?" : "&").append(parameter);
  }
  return out;
}

}  // namespace backfile
