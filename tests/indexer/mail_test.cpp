// SPDX-License-Identifier: GPL-3.0-or-later
#include <doctest/doctest.h>

#include "indexer/input/encoded_words.h"
#include "indexer/input/mail_message.h"
#include "indexer/input/mbox.h"
#include "tests/support/container_events.h"

using namespace backfile;

namespace {

std::string hints_and_bytes(const RawDocument& document) {
  const RecordHints& hints = document.hints;
  return hints.title + " | " + hints.source + " | " + hints.published + " | " + hints.id + " | " +
         document.content_type + ";" + document.charset + " | " + document.bytes;
}

Events mails(std::string_view content) { return events_of(content, hints_and_bytes); }

const std::string kHead =
    "From: \"The Lantern\" <desk@lantern.example>\n"
    "To: reader@example.org\n"
    "Subject: =?utf-8?B?w4k=?= good\n"
    "Date: Thu, 19 Jan 2017 05:56:00 -0500 (EST)\n"
    "Message-ID: <17@lantern.example>\n";
const std::string kHints =
    "ok É good | The Lantern | Thu, 19 Jan 2017 05:56:00 -0500 | 17@lantern.example | ";

}  // namespace

TEST_CASE("a plain mail is its subject and its text") {
  CHECK(mails(kHead + "\nText.\n") == Events{kHints + "text/plain;utf-8 | É good\n\nText.\n"});
  CHECK(mails(kHead + "Content-Type: text/plain; charset=iso-8859-1\n" +
              "Content-Transfer-Encoding: quoted-printable\n\nCaf=E9 on the qu=\nay.\n") ==
        Events{kHints + "text/plain;utf-8 | É good\n\nCafé on the quay.\n"});
}

TEST_CASE("the HTML of a mail goes before its plain text, attachments are passed over") {
  const std::string alternative = kHead + "MIME-Version: 1.0\n" +
                                  "Content-Type: multipart/mixed; boundary=\"out\"\n\n" +
                                  "For old programs.\n--out\n" +
                                  "Content-Type: multipart/alternative; boundary=in\n\n--in\n\n" +
                                  "Plain.\n--in\n" + "Content-Type: text/html; charset=UTF-8\n" +
                                  "Content-Transfer-Encoding: base64\n\nPHA+\nSFRNTA==\n--in--\n" +
                                  "--out\nContent-Type: text/html\n" +
                                  "Content-Disposition: attachment; filename=a.html\n\n<p>no\n";
  CHECK(mails(alternative + "--out--\n") == Events{kHints + "text/html;utf-8 | <p>HTML"});
  CHECK(mails(alternative) == Events{kHints + "text/html;utf-8 | <p>HTML"});
  CHECK(
      mails(kHead + "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nPlain.\n--b--\n") ==
      Events{kHints + "text/plain;utf-8 | É good\n\nPlain.\n"});
}

TEST_CASE("mails within a mail are records of their own") {
  const auto inner = [](const std::string& id, const std::string& text) {
    return "From: b@c.example\nSubject: " + id + "\nMessage-ID: <" + id + ">\n\n" + text + "\n";
  };
  const auto shown = [](const std::string& id, const std::string& text) {
    return "ok " + id + " | c.example |  | " + id + " | text/plain;utf-8 | " + id + "\n\n" + text +
           "\n";
  };
  // The parts of a digest are mails without saying so (RFC 2046, 5.1.5).
  CHECK(mails(kHead + "Content-Type: multipart/digest; boundary=b\n\n--b\n\n" +
              inner("one", "First.") + "--b\n\n" + inner("two", "Second.") + "--b--\n") ==
        Events{shown("one", "First."), shown("two", "Second.")});
  const std::string forward =
      "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nLook.\n--b\n"
      "Content-Type: message/rfc822\n"
      "Content-Disposition: attachment\n\n";
  CHECK(mails(kHead + forward + inner("one", "First.") + "--b--\n") ==
        Events{kHints + "text/plain;utf-8 | É good\n\nLook.\n", shown("one", "First.")});
  std::string nested = inner("deep", "Text.");
  for (int i = 0; i < 100; ++i) {
    nested = kHead + "Content-Type: message/rfc822\n\n" + nested;
  }
  CHECK(mails(nested).size() < 20);
}

TEST_CASE("the plain text of a mail with a page is kept for a page that is no article") {
  const auto plain = [](const RawDocument& document) { return document.hints.plain; };
  CHECK(events_of(kHead + "Content-Type: multipart/alternative; boundary=b\n\n--b\n\nPlain.\n--b\n"
                          "Content-Type: text/html\n\n<p>HTML\n--b--\n",
                  plain) == Events{"ok É good\n\nPlain.\n"});
  CHECK(events_of(kHead + "\nPlain.\n", plain) == Events{"ok "});
}

TEST_CASE("a mail without a text is rejected") {
  CHECK(mails(kHead + "\n") == Events{"bad the mail has no text"});
  CHECK(mails(kHead + "Content-Type: image/png\n\nx") == Events{"bad the mail has no text"});
  std::string nested = kHead + "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 2000; ++i) nested += "--b\nContent-Type: multipart/mixed; boundary=b\n\n";
  CHECK(mails(nested) == Events{"bad the mail has no text"});
}

TEST_CASE("an mbox is cut at lines that begin with From and hold a date") {
  const std::string from = "From desk@lantern.example Thu Jan 19 10:56:00 2017\n";
  CHECK(mails(from + kHead + "\nOne.\n>From here on.\n>>From there.\nFrom here, too.\n\n" + from +
              kHead + "\nTwo.\n") ==
        Events{kHints +
                   "text/plain;utf-8 | É good\n\nOne.\nFrom here on.\n>From there.\nFrom here, "
                   "too.\n\n",
               kHints + "text/plain;utf-8 | É good\n\nTwo.\n"});
  CHECK(mails(from + kHead + "\n" + std::string(kLargestRecord, 'x') + "\n\n" + from + kHead +
              "\nTwo.\n") == Events{"bad the record has more than 16 MiB",
                                    kHints + "text/plain;utf-8 | É good\n\nTwo.\n"});
  CHECK(is_mbox_from_line("From MAILER-DAEMON Thu Jan 19 10:56:00 2017"));
  CHECK_FALSE(is_mbox_from_line("From Monday on, at 10:30, it will rain."));
  CHECK_FALSE(is_mbox_from_line("from x Thu Jan 19 10:56:00 2017"));
}

TEST_CASE("only a block of a mail's fields begins a mail") {
  CHECK(begins_mail("From: a@b.c\nSubject: x\nDate: y\n\nz"));
  CHECK(begins_mail("Return-Path: <a@b.c>\nFrom: a@b.c\nSubject: x\n\nz"));
  CHECK_FALSE(begins_mail("Subject: x\nDate: y\nTo: z\n\n"));
  CHECK_FALSE(begins_mail("The mayor said: no.\nFrom: a@b.c\nSubject: x\nDate: y\n\n"));
  CHECK_FALSE(begins_mail("Mayor: no\n\nFrom: a@b.c\nSubject: x\nDate: y\n\n"));
}

TEST_CASE("encoded words are joined before they are decoded") {
  const struct {
    const char* value;
    const char* expected;
  } cases[] = {
      {"plain", "plain"},
      {"=?UTF-8?B?bsO?=\n =?UTF-8?B?tnJ0aA==?=", "nörth"},
      {"=?utf-8?q?Ex=C3=A4mple_Gazette?= <a@b.c>", "Exämple Gazette <a@b.c>"},
      {"=?iso-8859-1*en?Q?Caf=E9?= at =?windows-1252?Q?=96?=", "Café at –"},
      {"=?utf-8?Q?a?= =?iso-8859-1?Q?=E9?=", "aé"},
      {"=?utf-8?X?a?= b", "=?utf-8?X?a?= b"},
      {"=?utf-8?Q?open", "=?utf-8?Q?open"},
      {"raw \xc3\xa9", "raw é"},
      {"", ""},
  };
  for (const auto& one : cases) {
    CAPTURE(one.value);
    CHECK(decode_mail_header(one.value) == one.expected);
  }
}

TEST_CASE("transfer encodings are decoded as far as they go") {
  CHECK(from_base64("SGVs\r\nbG8=") == "Hello");
  CHECK(from_base64("SGVsb") == "Hel");
  CHECK(from_quoted_printable("a=3Db=\r\nc=zz=") == "a=bc=zz=");
}
