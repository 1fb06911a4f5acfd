// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/extract/agency_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/ascii.h"
#include "common/text.h"

namespace backfile {
namespace {

struct Agency {
  std::string_view name;
  std::string_view forms;  // Separated by '|'.
};

constexpr std::array kAgencies = {
    // clang-format off
    Agency{"Reuters", "Reuters|Thomson Reuters|Reuter|RTRS|Reuters News|Reuters News Agency"},
    Agency{"AP", "AP|Associated Press|The Associated Press|AP News|Associated Press Writer"},
    Agency{"AFP", "AFP|Agence France-Presse|Agence France Presse|AFP Relaxnews|AFP News"},
    Agency{"PTI", "PTI|Press Trust of India|PTI News"},
    Agency{"IANS", "IANS|Indo-Asian News Service|Indo Asian News Service"},
    Agency{"ANI", "ANI|Asian News International|ANI News"},
    Agency{"UNI", "UNI|United News of India"},
    Agency{"UPI", "UPI|United Press International"},
    Agency{"dpa", "dpa|dpa-AFX|dpa/tmn|Deutsche Presse-Agentur|dpa International"},
    Agency{"Xinhua", "Xinhua|Xinhua News Agency|Xinhuanet"},
    Agency{"TASS", "TASS|ITAR-TASS|Itar-Tass|ТАСС"},
    Agency{"RIA Novosti", "RIA Novosti|RIA|РИА Новости"},
    Agency{"Interfax", "Interfax|Interfax News Agency|Интерфакс"},
    Agency{"Kyodo", "Kyodo|Kyodo News"},
    Agency{"Jiji", "Jiji|Jiji Press"},
    Agency{"Yonhap", "Yonhap|Yonhap News|Yonhap News Agency"},
    Agency{"EFE", "EFE|Agencia EFE"},
    Agency{"Europa Press", "Europa Press"},
    Agency{"ANSA", "ANSA"},
    Agency{"AGI", "AGI|Agenzia Italia"},
    Agency{"Adnkronos", "Adnkronos"},
    Agency{"APA", "APA|Austria Presse Agentur"},
    Agency{"Keystone-SDA", "Keystone-SDA|ATS|Keystone-ATS|SDA"},
    Agency{"ANP", "ANP|Algemeen Nederlands Persbureau"},
    Agency{"Belga", "Belga|Belga News Agency"},
    Agency{"NTB", "NTB|Norsk Telegrambyrå"},
    Agency{"TT", "TT|Tidningarnas Telegrambyrå|TT News Agency"},
    Agency{"Ritzau", "Ritzau"},
    Agency{"STT", "STT|Suomen Tietotoimisto"},
    Agency{"PAP", "PAP|Polish Press Agency|Polska Agencja Prasowa"},
    Agency{"CTK", "CTK|ČTK|Czech News Agency"},
    Agency{"MTI", "MTI|Magyar Távirati Iroda"},
    Agency{"Anadolu", "Anadolu Agency|Anadolu|AA|Anadolu Ajansı"},
    Agency{"IRNA", "IRNA|Islamic Republic News Agency"},
    Agency{"Tasnim", "Tasnim News Agency|TASNIM"},
    Agency{"Fars", "Fars News Agency|FARS"},
    Agency{"WAM", "WAM|Emirates News Agency"},
    Agency{"SPA", "SPA|Saudi Press Agency"},
    Agency{"MENA", "MENA|Middle East News Agency"},
    Agency{"QNA", "QNA|Qatar News Agency"},
    Agency{"KUNA", "KUNA|Kuwait News Agency"},
    Agency{"Petra", "PETRA|Petra News Agency|Jordan News Agency"},
    Agency{"Bernama", "Bernama"},
    Agency{"Antara", "ANTARA|Antara News"},
    Agency{"VNA", "VNA|Vietnam News Agency"},
    Agency{"CNA", "CNA|Central News Agency"},
    Agency{"CNS", "CNS|China News Service|Catholic News Service"},
    Agency{"NNA", "NNA|National News Agency"},
    Agency{"APP", "APP|Associated Press of Pakistan"},
    Agency{"BSS", "BSS|Bangladesh Sangbad Sangstha"},
    Agency{"AAP", "AAP|Australian Associated Press"},
    Agency{"PA", "PA|PA Media|Press Association|The Press Association"},
    Agency{"The Canadian Press", "The Canadian Press|Canadian Press|La Presse Canadienne"},
    Agency{"Bloomberg", "Bloomberg|Bloomberg News"},
    Agency{"Dow Jones", "Dow Jones|Dow Jones Newswires"},
    Agency{"MarketWatch", "MarketWatch"},
    Agency{"NYT News Service", "NYT News Service|New York Times News Service"},
    Agency{"Tribune News Service", "Tribune News Service|TNS"},
    Agency{"Business Wire", "Business Wire|BUSINESSWIRE"},
    Agency{"PR Newswire", "PR Newswire|PRNewswire"},
    Agency{"GlobeNewswire", "GlobeNewswire|GLOBE NEWSWIRE"},
    Agency{"IPS", "IPS|Inter Press Service"},
    // clang-format on
};

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || is_digit(c) || is_ascii_letter(c);
}

bool has_small_letter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_small);
}

std::vector<AgencyForm> make_forms() {
  std::vector<AgencyForm> forms;
  for (const Agency& agency : kAgencies) {
    std::string_view rest = agency.forms;
    while (!rest.empty()) {
      const std::size_t end = rest.find('|');
      const std::string_view form = rest.substr(0, end);
      forms.push_back({agency.name, form, !has_small_letter(form)});
      rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
  }
  std::stable_sort(forms.begin(), forms.end(), [](const AgencyForm& a, const AgencyForm& b) {
    return a.form.size() > b.form.size();
  });
  return forms;
}

}  // namespace

const std::vector<AgencyForm>& agency_forms() {
  static const std::vector<AgencyForm> forms = make_forms();
  return forms;
}

const AgencyForm* agency_form_at_start(std::string_view text) {
  for (const AgencyForm& row : agency_forms()) {
    const bool found =
        row.in_capitals ? text.starts_with(row.form) : starts_with_ignoring_case(text, row.form);
    if (!found) continue;
    const std::string_view rest = text.substr(row.form.size());
    if (rest.empty() || !is_word_byte(rest.front()) || rest.starts_with("\xE2\x80")) return &row;
  }
  return nullptr;
}

}  // namespace backfile
