// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/date_names.h"

#include <cstddef>
#include <iterator>
#include <unordered_map>

namespace backfile {
namespace {

// One line a month; the words are separated by blanks and folded: accents of Latin letters are
// gone, but for letters that are no letter with an accent.
constexpr std::string_view kMonths[] = {
    "january jan januar janner jaenner janvier janv enero ene gennaio gen genn janeiro januari "
    "styczen stycznia sty январь января янв jänner ocak ledna ianuarie januara "
    "tammikuuta січня ιανουαριου มกราคม जनवरी يناير",
    "february feb febr februar feber fevrier fevr fev febrero febbraio febb fevereiro februari "
    "luty lutego lut февраль февраля фев февр subat unora februarie helmikuuta "
    "лютого φεβρουαριου กุมภาพันธ์ फरवरी فبراير",
    "march mar marz mrz maerz mars marzo março marco mrt maart marts marzec marca март марта мар "
    "mart maret brezna martie marcius maaliskuuta березня μαρτιου มีนาคม मार्च مارس",
    "april apr apri avril avr abril abr aprile aprili kwiecien kwietnia kwi апрель апреля "
    "апр nisan dubna aprilie aprilis huhtikuuta квітня απριλιου เมษายน अप्रैल أبريل",
    "may mai mayo maggio mag magg maio mei maj maja май мая маи mayis kvetna majus "
    "toukokuuta травня μαιου พฤษภาคม मई مايو",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze июнь июня июн haziran "
    "cervna iunie junius kesakuuta червня ιουνιου มิถุนายน जून يونيو",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca lip июль июля июл temmuz "
    "cervence iulie julius heinakuuta липня ιουλιου กรกฎาคม जुलाई يوليو",
    "august aug aout agosto ago ag augustus augusti sierpien sierpnia sie август "
    "августа авг agustos agustus srpna augusztus elokuuta серпня αυγουστου สิงหาคม अगस्त أغسطس",
    "september sep sept septembre septiembre setiembre settembre sett set setembro wrzesien "
    "wrzesnia wrz сентябрь сентября сен сент eylul zari septembrie szeptember syyskuuta вересня "
    "σεπτεμβριου กันยายน सितंबर سبتمبر",
    "october oct oktober okt octobre octubre ottobre ott outubro out pazdziernik pazdziernika paz "
    "октябрь октября окт ekim rijna octombrie lokakuuta жовтня οκτωβριου ตุลาคม अक्टूबर أكتوبر",
    "november nov novembre noviembre novembro listopad listopada lis ноябрь ноября ноя "
    "нояб kasim listopadu noiembrie marraskuuta листопада νοεμβριου พฤศจิกายน नवंबर نوفمبر",
    "december dec dezember dez decembre diciembre dic dicembre dezembro grudzien grudnia gru "
    "декабрь декабря дек aralik prosince decembrie desember joulukuuta грудня δεκεμβριου ธันวาคม "
    "दिसंबर ديسمبر",
};

constexpr std::string_view kWeekdays =
    "monday mon tuesday tue tues wednesday wed weds thursday thu thur thurs friday fri saturday "
    "sat "
    "sunday sun "
    "montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sa sonnabend sonntag so "
    "lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim "
    "lunes martes miercoles mie jueves jue viernes vie sabado sab domingo dom "
    "lunedi martedi mercoledi giovedi gio venerdi sabato domenica "
    "segunda feira seg terca ter quarta qua quinta qui sexta sex "
    "maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo "
    "poniedzialek pon wtorek wt sroda sr czwartek czw piatek pt sobota sob niedziela nd niedz "
    "понедельник пн вторник вт среда ср четверг чт пятница пт суббота сб воскресенье вс "
    "mandag man tisdag tis tirsdag tir onsdag ons torsdag tor tors fredag fre lordag lor lørdag "
    "lør sondag søndag søn son "
    "poniedziałek วันจันทร์ วันอังคาร วันพุธ วันพฤหัสบดี วันศุกร์ วันเสาร์ วันอาทิตย์ "
    "วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่ "
    "pazartesi sali carsamba persembe cuma cumartesi pazar";

constexpr std::string_view kFillers =
    "at on of the st nd rd th "
    "um uhr am den der im a le les er ere eme de del du la las el los alle ore dal do da dos das "
    "as "
    "om uur klokka klockan kl den d o godz godzina godzinie r roku dnia г год года в "
    "hrs hours h พ ศ น ที่ เวลา วันที่";

std::unordered_map<std::string_view, DateWord> make_table() {
  std::unordered_map<std::string_view, DateWord> table;
  const auto for_each_word_of = [](std::string_view list, const auto& act) {
    while (!list.empty()) {
      const std::size_t end = list.find(' ');
      act(list.substr(0, end));
      if (end == std::string_view::npos) return;
      list.remove_prefix(end + 1);
    }
  };
  for (std::size_t i = 0; i < std::size(kMonths); ++i) {
    for_each_word_of(kMonths[i], [&](std::string_view word) {
      table[word].month = static_cast<std::uint8_t>(i + 1);
    });
  }
  for_each_word_of(kWeekdays, [&](std::string_view word) { table[word].weekday = true; });
  for_each_word_of(kFillers, [&](std::string_view word) { table[word].filler = true; });
  return table;
}

}  // namespace

DateWord date_word(std::string_view folded) {
  static const std::unordered_map<std::string_view, DateWord> table = make_table();
  const auto found = table.find(folded);
  return found == table.end() ? DateWord{} : found->second;
}

}  // namespace backfile
