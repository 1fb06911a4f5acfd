// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/format/scraped_markers.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "common/text.h"

namespace backfile {
namespace {

constexpr std::size_t kLongestMarker = 600;
constexpr std::size_t kLongestCaption = 160;

// All words here are folded as by fold(): small letters, no accents.
constexpr std::string_view kHeadNoise[] = {
    "image", "images", "photo", "photos", "picture", "video", "file photo", "file image",
    "representative image", "representational image", "listen to this article", "listen",
    "read aloud", "share", "share this article", "share this", "share article", "facebook",
    "twitter", "x", "whatsapp", "linkedin", "telegram", "email", "e-mail", "copy link", "print",
    "save", "comment", "comments", "follow us", "advertisement", "sign in", "subscribe", "bookmark",
    "text size", "a+", "a-", "gift this article", "add to favourites", "skip to content",
    // German, French, Spanish.
    "bild", "foto", "fotos", "teilen", "drucken", "anzeige", "artikel anhoren", "partager",
    "imprimer", "publicite", "ecouter cet article", "compartir", "imprimir", "publicidad",
    "artikel vorlesen", "artikel merken", "merken", "kommentare", "kommentieren", "werbung",
    "newsletter", "sauvegarder", "enregistrer", "commenter", "commentaires", "photo d'archives",
    "guardar", "comentarios", "escuchar", "imagen", "escucha este articulo",
    // Italian, Portuguese, Dutch.
    "condividi", "stampa", "salva", "ascolta", "ascolta l'articolo", "pubblicita", "commenti",
    "immagine", "compartilhar", "compartilhe", "partilhar", "ouvir", "publicidade", "imagem",
    "salvar", "comentar", "delen", "deel dit artikel", "luister", "advertentie", "afdrukken",
    "bewaren", "reacties", "beeld",
    // Polish, Russian, Swedish.
    "udostepnij", "drukuj", "reklama", "posluchaj", "zapisz", "komentarze", "zdjecie", "поделиться",
    "реклама", "фото", "слушать", "комментарии", "распечатать", "dela", "annons", "lyssna",
    "skriv ut"};

constexpr std::string_view kCaptionLabels[] = {"photo:",
                                               "photo :",
                                               "image:",
                                               "image :",
                                               "file photo:",
                                               "representative image:",
                                               "representational image:",
                                               "picture:",
                                               "foto:",
                                               "foto :",
                                               "bild:",
                                               "symbolbild:",
                                               "archivbild:",
                                               "imagen:",
                                               "imagem:",
                                               "beeld:",
                                               "zdjecie:",
                                               "фото:",
                                               "credit:"};

constexpr std::string_view kWeakMarkers[] = {
    "subscribe", "subscribe now", "next story", "previous story", "next article", "also read",
    "read also", "read more", "read full story", "read next", "related", "related articles",
    "related stories", "related news", "recommended", "recommended stories", "you may also like",
    "you might also like", "more from this section", "more stories", "more news", "most read",
    "most popular", "trending", "share this article", "share", "comments", "leave a comment",
    "advertisement", "newsletter", "load more", "view all", "follow us", "image",
    // German, French, Spanish.
    "mehr zum thema", "lesen sie auch", "auch interessant", "a lire aussi", "lire aussi",
    "lee tambien", "te puede interesar", "noticias relacionadas", "mehr zu diesem thema",
    "das konnte sie auch interessieren", "weitere artikel", "meistgelesen", "zur startseite",
    "kommentare", "newsletter abonnieren", "jetzt abonnieren", "a lire egalement",
    "sur le meme sujet", "les plus lus", "lire la suite", "s'abonner", "abonnez-vous",
    "commentaires", "partager", "lea tambien", "lo mas leido", "mas noticias", "mas informacion",
    "suscribete", "comentarios", "temas relacionados",
    // Italian, Portuguese, Dutch.
    "leggi anche", "potrebbe interessarti", "articoli correlati", "i piu letti", "abbonati",
    "iscriviti alla newsletter", "commenti", "leia tambem", "leia mais", "veja tambem",
    "mais lidas", "mais noticias", "assine", "lees ook", "lees meer", "meer over", "meest gelezen",
    "gerelateerde artikelen", "reacties", "abonneer",
    // Polish, Russian, Swedish.
    "czytaj takze", "czytaj tez", "zobacz takze", "przeczytaj takze", "najczesciej czytane",
    "polecane", "komentarze", "читайте также", "читать далее", "материалы по теме",
    "самое читаемое", "комментарии", "las ocksa", "las mer", "mest last", "mer fran"};

constexpr std::string_view kWeakOpenings[] = {"also read:",
                                              "also read |",
                                              "also read -",
                                              "read also:",
                                              "read more:",
                                              "read more |",
                                              "read:",
                                              "related:",
                                              "next story:",
                                              "sign up for our",
                                              "sign up to our",
                                              "sign up for the",
                                              "subscribe to our",
                                              "subscribe to the",
                                              "follow us on",
                                              "follow our",
                                              "join our",
                                              "like us on",
                                              "click here to",
                                              "click here for",
                                              "download the",
                                              "download our",
                                              "for more news",
                                              "for all the latest",
                                              "get the latest",
                                              "get all the latest",
                                              "catch all the",
                                              "tags:",
                                              "tags :",
                                              "topics:",
                                              "topics :",
                                              "mehr zum thema:",
                                              "lire aussi :",
                                              "lee tambien:",
                                              "lesen sie auch:",
                                              "auch interessant:",
                                              "themen:",
                                              "schlagworte:",
                                              "folgen sie uns",
                                              "a lire aussi :",
                                              "a lire aussi:",
                                              "lire aussi:",
                                              "suivez-nous",
                                              "mots-cles :",
                                              "abonnez-vous a",
                                              "siguenos en",
                                              "suscribete a",
                                              "etiquetas:",
                                              "lea tambien:",
                                              "leggi anche:",
                                              "seguici su",
                                              "iscriviti alla",
                                              "leia tambem:",
                                              "leia mais:",
                                              "siga-nos",
                                              "inscreva-se",
                                              "lees ook:",
                                              "volg ons",
                                              "meld je aan",
                                              "czytaj takze:",
                                              "czytaj tez:",
                                              "zobacz takze:",
                                              "obserwuj nas",
                                              "читайте также:",
                                              "подписывайтесь на",
                                              "теги:",
                                              "las ocksa:",
                                              "folj oss"};

constexpr std::string_view kStrongLines[] = {
    "unlock with premium", "smart quarterly", "what you get on premium?",
    "here's what's included in our digital subscription plans",
    "here\u2019s what\u2019s included in "
    "our digital subscription plans"};

constexpr std::string_view kStrongOpenings[] = {"*subscribe to", "already subscribed? log in",
                                                "subscribe to business standard digital",
                                                "to read the full story, subscribe"};

// A line that begins and ends thus names its publisher in between.
struct Disclaimer {
  std::string_view before;
  std::string_view after;
};
constexpr std::array kDisclaimers = {
    Disclaimer{"disclaimer: no ", " journalist was involved"},
    Disclaimer{"(this story has not been edited by ", " staff"},
    Disclaimer{"this story has not been edited by ", " staff and is auto-generated"},
    Disclaimer{"(except for the headline, this story has not been edited by ", " staff"},
    Disclaimer{"except for the headline, this story has not been edited by ", " staff"},
    Disclaimer{"(only the headline and picture of this report may have been reworked by ",
               " staff"},
    Disclaimer{"only the headline and picture of this report may have been reworked by ", " staff"},
    Disclaimer{"(this report has not been edited by ", " staff"},
    Disclaimer{"*subscribe to ", " digital"},
};

template <typename Table>
bool is_in(const Table& table, std::string_view text) {
  return std::find(std::begin(table), std::end(table), text) != std::end(table);
}

template <typename Table>
bool begins_with_one(const Table& table, std::string_view text) {
  return std::any_of(std::begin(table), std::end(table),
                     [text](std::string_view opening) { return text.starts_with(opening); });
}

std::string_view without_end_marks(std::string_view text) {
  while (!text.empty() &&
         (text.back() == ':' || text.back() == '.' || text.back() == ' ' || text.back() == '>')) {
    text.remove_suffix(1);
  }
  return text;
}

// "3 min read", "4 minutes read".
bool is_reading_time(std::string_view folded) {
  const std::size_t end = folded.find_first_not_of("0123456789");
  if (end == 0 || end == std::string_view::npos) return false;
  const std::string_view unit = trim(folded.substr(end));
  return unit == "min read" || unit == "minute read" || unit == "minutes read" ||
         unit == "mins read" || unit == "min lesezeit" || unit == "min. lesezeit" ||
         unit == "min de lecture" || unit == "min de lectura" || unit == "min di lettura" ||
         unit == "min de leitura" || unit == "min leestijd" || unit == "min lezen" ||
         unit == "min czytania" || unit == "minuten lesezeit" || unit == "минуты чтения" ||
         unit == "мин чтения";
}

// The text between, in the letters of `line`; empty if the line does not read so.
std::string_view between(std::string_view line, const Disclaimer& words) {
  if (!starts_with_ignoring_case(line, words.before)) return {};
  const std::string lower = ascii_lower(line);
  const std::size_t begin = words.before.size();
  const std::size_t end = lower.find(words.after, begin);
  return end == std::string::npos ? std::string_view{} : line.substr(begin, end - begin);
}

// The holder in "(c) 2019 X. All rights reserved." and "Copyright © X"; else empty.
std::string_view copyright_holder(std::string_view line) {
  bool marked = false;
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view mark : {"\u00A9", "(c)", "copyright"}) {
      if (!starts_with_ignoring_case(line, mark)) continue;
      line = trim(line.substr(mark.size()));
      marked = again = true;
    }
  }
  if (!marked) return {};
  while (!line.empty() && ((line.front() >= '0' && line.front() <= '9') || line.front() == ' ' ||
                           line.front() == '-' || line.front() == ',')) {
    line.remove_prefix(1);
  }
  const std::size_t rights = ascii_lower(line).find("all rights reserved");
  if (rights != std::string::npos) line = line.substr(0, rights);
  line = trim(line);
  while (line.ends_with('.') || line.ends_with(',') || line.ends_with('|')) {
    line = trim(line.substr(0, line.size() - 1));
  }
  return line.size() <= 60 ? line : std::string_view{};
}

bool has_price(std::string_view folded) {
  for (const std::string_view sign : {"\u20B9", "$", "\u20AC", "\u00A3", "rs ", "rs."}) {
    if (!folded.starts_with(sign)) continue;
    const std::string_view rest = trim(folded.substr(sign.size()));
    return !rest.empty() && rest.front() >= '0' && rest.front() <= '9';
  }
  return false;
}

// "3 months", "1 year".
bool is_term(std::string_view folded) {
  const std::size_t blank = folded.find(' ');
  if (blank == std::string_view::npos || blank > 2) return false;
  if (folded.find_first_not_of("0123456789") != blank) return false;
  const std::string_view unit = folded.substr(blank + 1);
  return unit == "month" || unit == "months" || unit == "year" || unit == "years";
}

}  // namespace

bool is_head_noise(std::string_view line) {
  if (line.size() > kLongestCaption) return false;
  const std::string folded = fold(line);
  return is_in(kHeadNoise, without_end_marks(folded)) || is_reading_time(folded) ||
         begins_with_one(kCaptionLabels, folded);
}

TailMark tail_mark(std::string_view line) {
  if (line.size() > kLongestMarker) return TailMark::None;
  const std::string folded = fold(line);
  if (is_in(kStrongLines, folded) || begins_with_one(kStrongOpenings, folded)) {
    return TailMark::Strong;
  }
  for (const Disclaimer& words : kDisclaimers) {
    if (!between(line, words).empty()) return TailMark::Strong;
  }
  if (folded.find("all rights reserved") != std::string::npos && !copyright_holder(line).empty()) {
    return TailMark::Strong;
  }
  const bool weak = is_in(kWeakMarkers, without_end_marks(folded)) ||
                    begins_with_one(kWeakOpenings, folded) || !copyright_holder(line).empty();
  return weak ? TailMark::Weak : TailMark::None;
}

bool is_offer_line(std::string_view line) {
  if (line.size() > kLongestCaption) return false;
  const std::string folded = fold(line);
  return has_price(folded) || is_term(folded) || folded == "subscribe" ||
         folded.find("cancel anytime") != std::string::npos || folded.starts_with("\u2022") ||
         (folded.starts_with("save ") && folded.ends_with('%')) ||
         folded.starts_with("renews automatically") || folded.starts_with("*complimentary");
}

std::string publisher_in(std::string_view line) {
  if (line.size() > kLongestMarker) return {};
  for (const Disclaimer& words : kDisclaimers) {
    std::string_view name = trim(between(line, words));
    if (starts_with_ignoring_case(name, "the ") && words.before.starts_with("(only the headline")) {
      name.remove_prefix(4);  // "the Business Standard staff" is grammar, not a name.
    }
    if (!name.empty()) return std::string(name);
  }
  return std::string(copyright_holder(line));
}

}  // namespace backfile
