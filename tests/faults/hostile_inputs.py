# SPDX-License-Identifier: GPL-3.0-or-later
"""Inputs that are made to do harm, or that came to harm: each takes little memory and time, little
log, gives a reject or the article that is in it, and leaves its neighbour alone.

    hostile_inputs.py BACKFILE_INDEX [--table]
"""

import bz2
import gzip
import io
import json
import lzma
import os
import random
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import zipfile

MEGABYTE = 1 << 20
# The largest inputs are at full size when scripts/faults asks.
PART = 1 if "BACKFILE_FAULT_ROUNDS" in os.environ else 10
MOST_MEMORY = 300 * MEGABYTE
MOST_SECONDS = 30
MOST_LOG = MEGABYTE

STORY = ("The harbour bridge reopened to traffic on Thursday, two years after the winter flood "
         "tore away its eastern arch. About four hundred people walked across before the first "
         "bus was let through, and a brass band played in the rain.")
RECORD = json.dumps({"id": "hostile", "title": "Bridge reopens", "text": STORY})
GOOD = json.dumps({"id": "neighbour", "title": "Neighbour", "text": "It is well."}) + "\n"
PAGE = "<!DOCTYPE html><title>Bridge reopens</title><h1>Bridge reopens</h1><p>" + STORY + "</p>"


def text(content, name="a.jsonl"):
    """A kind that is one file with this content."""
    def make(folder):
        data = content() if callable(content) else content
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
    return make


def line_of(start, filler, size):
    """A kind that is one line, written without holding it."""
    def make(folder):
        with open(os.path.join(folder, "a.jsonl"), "wb") as file:
            file.write(start.encode())
            for _ in range(size // MEGABYTE):
                file.write(filler.encode() * (MEGABYTE // len(filler)))
            file.write(b"\n" + RECORD.encode() + b"\n")
    return make


def sparse(start, size, name="a.jsonl"):
    def make(folder):
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(start)
        os.truncate(path, size)
    return make


def named(name):
    def make(folder):
        path = os.path.join(os.fsencode(folder), name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(RECORD.encode())
    return make


def zipped(entries, **options):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **options) as file:
        for name, content in entries:
            file.writestr(name, content)
    return data.getvalue()


def tarred(members):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as file:
        for member, content in members:
            info = tarfile.TarInfo(member) if isinstance(member, str) else member
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))
    return data.getvalue()


def link(name, target, kind):
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = target
    return info


def nested_zip(depth):
    data = RECORD.encode()
    for level in range(depth):
        data = zipped([(f"{level}.zip" if level else "a.json", data)])
    return data


def zeros(size, compress):
    return lambda: compress(b"\0" * size)


def bomb(compress, size=1000 * MEGABYTE // PART):
    """A text that is enormous when unpacked: one record of it is good."""
    def data():
        packer = compress()
        parts = [packer.compress(b"[" + RECORD.encode() + b"," + b'{"title":"')]
        piece = b"a" * MEGABYTE
        for _ in range(size // MEGABYTE):
            parts.append(packer.compress(piece))
        parts.append(packer.flush())
        return b"".join(parts)
    return data


def gzip_packer():
    import zlib
    return zlib.compressobj(9, zlib.DEFLATED, 31)


def fifo(folder):
    os.mkfifo(os.path.join(folder, "a.jsonl"))
    return [os.path.join(folder, "a.jsonl")]


def device(path):
    return lambda folder: [path]


def unix_socket(folder):
    path = os.path.join(folder, "s")
    socket.socket(socket.AF_UNIX).bind(path)
    return [path]


def loop(folder):
    os.symlink(folder, os.path.join(folder, "loop"))
    os.symlink("b", os.path.join(folder, "a"))
    os.symlink("a", os.path.join(folder, "b"))


def link_out(folder):
    os.symlink("/etc/passwd", os.path.join(folder, "a.jsonl"))


def deep_folders(folder):
    path = folder
    for _ in range(100):
        path = os.path.join(path, "d")
        os.mkdir(path)
    text(RECORD)(path)


def many_files(folder):
    for i in range(3000):
        with open(os.path.join(folder, f"{i}.json"), "w") as file:
            file.write("{")


def random_bytes(size, seed=7):
    return random.Random(seed).randbytes(size)


def nested_json(depth):
    return '{"title":"T","text":"' + STORY + '","x":' + "[" * depth + "]" * depth + "}"


def xml(body, head='<?xml version="1.0"?>'):
    return head + "<nitf><head/><body><body.head><hedline><hl1>Bridge</hl1></hedline></body.head>" \
        "<body.content>" + body + "</body.content></body></nitf>"


LAUGHS = ('<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "ha">' +
          "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9)) +
          "]>")
XXE = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def warc(length, body):
    return (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\n"
            f"Content-Type: application/http\r\nContent-Length: {length}\r\n\r\n").encode() + body


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE.encode()

def all_kinds():
    """What a kind comes to: "article" (the text is in), "reject" (an entry in rejects/), "both",
    "known" (passed over by the rules of docs/formats.md), or an exit status when the run cannot
    begin."""
    return [
        ("an empty file", text(lambda: ""), "reject"),
        ("blanks only", text(lambda: "\n \t\n"), "reject"),
        ("a megabyte of NULs", text(lambda: b"\0" * MEGABYTE), "reject"),
        ("random bytes", text(lambda: random_bytes(MEGABYTE)), "reject"),
        ("random bytes called .gz",
         text(lambda: b"\x1f\x8b\x08\0" + random_bytes(MEGABYTE), "a.gz"), "reject"),
        ("a program", lambda folder: shutil.copy(sys.executable, os.path.join(folder, "a.html")),
         "reject"),
        ("a FIFO", fifo, "reject"),
        ("a FIFO in a folder", lambda folder: fifo(folder) and None, "known"),
        ("a device without an end", device("/dev/zero"), "reject"),
        ("a device that is full", device("/dev/full"), "reject"),
        ("a socket", unix_socket, "reject"),
        ("loops of symbolic links", loop, "known"),
        ("a symbolic link out of the folder", link_out, "known"),
        ("folders a hundred deep", deep_folders, 74),
        ("three thousand broken files", many_files, "reject"),
        ("a line break in a name", named(b"a\nlevel=error event=forged.jsonl"), "article"),
        ("escape sequences in a name", named(b"\x1b[2J\x1b]0;x\x07.jsonl"), "article"),
        ("a name that is not UTF-8", named(b"\xff\xfe\xc3.jsonl"), "article"),
        ("a name with bidirectional overrides", named("\u202elnosj.a".encode()), "article"),
        ("a name of 255 bytes", named(b"a" * 249 + b".jsonl"), "article"),
        ("a name like an option", named(b"--archive"), "article"),
        ("a name with quotes and spaces", named(b"a \"b' $(c) `d`.jsonl"), "article"),
        ("ten gigabytes of NULs", sparse(b"", (10 << 30) // PART), "reject"),
        ("a line of two gigabytes of NULs", sparse(b'{"title":"', (2 << 30) // PART), "reject"),
        ("a line of 300 MB", line_of('{"title":"', "a", 300 * MEGABYTE // PART), "both"),
        ("a line of 300 MB of brackets", line_of('{"title":', "[", 300 * MEGABYTE // PART), "both"),
        ("a page of 100 MB",
         text(lambda: PAGE + "<p>word" * (100 * MEGABYTE // 7), "a.html"), "reject"),
        ("XML of 100 MB",
         text(lambda: xml("<p>word</p>" * (100 * MEGABYTE // 11)), "a.xml"), "reject"),
        ("arrays 100,000 deep", text(lambda: nested_json(100_000)), "reject"),
        ("objects 5 million deep", text(lambda: '{"a":' * 5_000_000), "reject"),
        ("an array that never ends", text(lambda: "[" + RECORD + ',{"title":"T"'), "both"),
        ("a number of a million digits",
         text(lambda: '{"title":"T","text":"' + STORY + '","version":' +
                                              "9" * MEGABYTE + "}"), "reject"),
        ("numbers beyond all bounds", text(lambda: '{"title":"T","text":"' + STORY +
                                           '","version":1e999,"published":-1e308}'), "reject"),
        ("a key a hundred thousand times",
         text(lambda: '{' + '"title":"a",' * 100_000 + '"text":"' + STORY +
                                                '"}'), "article"),
        ("a hundred thousand authors", text(lambda: json.dumps(
            {"title": "T", "text": STORY, "authors": [f"A. B{i}" for i in range(100_000)]})),
         "article"),
        ("NULs in a title", text(lambda: json.dumps({"title": "a\0b", "text": STORY})), "article"),
        ("lone surrogates", text(lambda: '{"title":"a\\ud800b","text":"' + STORY + '"}'), "reject"),
        ("a text that is not UTF-8",
         text(lambda: b'{"title":"caf\xe9 \xff\xfe","text":"' + STORY.encode() +
                                          b'"}'), "article"),
        ("overlong UTF-8",
         text(lambda: b'{"title":"a\xc0\xaf\xe0\x80\xaf","text":"' + STORY.encode() + b'"}'),
         "article"),
        ("bidirectional overrides in a title",
         text(lambda: json.dumps({"title": "\u202eevil\u2066", "text": STORY})),
         "article"),
        ("an id of a megabyte",
         text(lambda: json.dumps({"id": "i" * MEGABYTE, "title": "T", "text": STORY})),
         "article"),
        ("a word of ten megabytes",
         text(lambda: json.dumps({"title": "T", "text": STORY + " " + "w" * 10 *
                                                     MEGABYTE})), "article"),
        ("a source of ten kilobytes",
         text(lambda: json.dumps({"title": "T", "text": STORY, "source": "s" *
                                                       10_000})), "article"),
        ("an address of a megabyte", text(lambda: json.dumps(
            {"title": "T", "text": STORY, "url": "https://a.example/" + "u" * MEGABYTE})),
         "article"),
        ("a record cut in the middle", text(lambda: RECORD + "\n" + RECORD[:80]), "both"),
        ("two hundred thousand bad lines", text(lambda: '{"a\n' * 200_000), "reject"),
        ("dates beyond the calendar", text(lambda: json.dumps(
            {"title": "T", "text": STORY, "published": "99999-13-45T99:99:99Z"})), "article"),
        ("a gzip bomb of zeros",
         text(zeros(1000 * MEGABYTE // PART, gzip.compress), "a.jsonl.gz"), "reject"),
        ("a gzip bomb of text", text(bomb(gzip_packer), "a.json.gz"), "both"),
        ("a bzip2 bomb",
         text(bomb(bz2.BZ2Compressor, 300 * MEGABYTE // PART), "a.json.bz2"), "both"),
        ("an xz bomb",
         text(bomb(lzma.LZMACompressor, 300 * MEGABYTE // PART), "a.json.xz"), "both"),
        ("a gzip file in a gzip file",
         text(lambda: gzip.compress(gzip.compress(RECORD.encode())), "a.gz"),
         "article"),
        ("a gzip file that is cut off",
         text(lambda: gzip.compress((RECORD + "\n").encode() + random_bytes(
            100_000).hex().encode())[:-20_000], "a.jsonl.gz"), "both"),
        ("a gzip file with a changed byte", text(
            lambda: (lambda data: data[:60] + bytes([data[60] ^ 4]) + data[61:])(
                gzip.compress((RECORD + "\n").encode() * 40)), "a.jsonl.gz"), "both"),
        ("a zip bomb",
         text(lambda: zipped([("a.json", b"a" * (300 * MEGABYTE // PART))]), "a.zip"), "reject"),
        ("a zip in a zip, ten deep", text(lambda: nested_zip(10), "a.zip"), "reject"),
        ("a zip with paths out of it",
         text(lambda: zipped([("../../../tmp/a.json", RECORD)]), "a.zip"),
         "reject"),
        ("a zip that is cut off",
         text(lambda: zipped([("a.json", RECORD), ("b.json", random_bytes(9000))])[
            :-5000], "a.zip"), "both"),
        ("ten thousand files in a zip", text(lambda: zipped(
            [(f"{i}.json", "{") for i in range(10_000)]), "a.zip"), "reject"),
        ("a tar with absolute paths",
         text(lambda: tarred([("/etc/cron.d/a.json", RECORD.encode())]), "a.tar"),
         "article"),
        ("a tar with links out of it", text(lambda: tarred(
            [(link("a.json", "/etc/passwd", tarfile.SYMTYPE), b""),
             (link("b.json", "/etc/passwd", tarfile.LNKTYPE), b""), ("c.json", RECORD.encode())]),
            "a.tar"), "article"),
        ("a tar with a device", text(lambda: tarred([(link("a.json", "", tarfile.CHRTYPE), b""),
                                             ("c.json", RECORD.encode())]), "a.tar"), "article"),
        ("a tar that is cut off", text(lambda: tarred([("a.json", RECORD.encode()),
                                               ("b.json",
         b"{" * 40_000)])[:9000], "a.tar"), "both"),
        ("a billion laughs", text(lambda: xml("<p>&j;</p>", LAUGHS), "a.xml"), "reject"),
        ("an external entity", text(lambda: xml("<p>&x;</p>", XXE), "a.xml"), "reject"),
        ("elements 100,000 deep",
         text(lambda: xml("<b>" * 100_000 + "x" + "</b>" * 100_000), "a.xml"),
         "article"),
        ("divs 200,000 deep", text(lambda: PAGE + "<div>" * 200_000, "a.html"), "article"),
        ("an attribute of ten megabytes",
         text(lambda: '<div class="' + "a " * (5 * MEGABYTE) + '">' + PAGE,
                                               "a.html"), "article"),
        ("a web archive with a wrong length", text(lambda: warc(5, HTTP) + b"\r\n\r\n" +
                                                   warc(len(HTTP), HTTP), "a.warc"), "both"),
        ("a web archive that says exabytes", text(lambda: warc(1 << 62, HTTP), "a.warc"), "reject"),
        ("a mail with parts 1,000 deep",
         text(lambda: "From: a@b.example\nSubject: T\nMIME-Version: 1.0\n" +
                                              "".join(f"Content-Type: multipart/mixed; boundary=b{i}"
                                                      f"\n\n--b{i}\n" for i in range(1000)), "a.eml"),
         "reject"),
        ("a table with a field of 20 MB",
         text(lambda: 'title,text\n"' + "a" * (20 * MEGABYTE) + '",b\n',
                                               "a.csv"), "reject"),
        ("a table with 100,000 columns",
         text(lambda: "title,text" + ",x" * 100_000 + "\nT," + STORY + "\n",
                                              "a.csv"), "article"),
        ("a quote that never closes",
         text(lambda: 'title,text\nT,"' + STORY + "\n" * 1000, "a.csv"), "reject"),
        ("UTF-16 with half a character",
         text(lambda: b"\xff\xfe" + RECORD.encode("utf-16-le") + b"\n\0\x00\xd8",
                                              "a.jsonl"), "both"),
        ("UTF-32", text(lambda: RECORD.encode("utf-32")), "reject"),
    ]


def prepare(index, folder):
    """In a process of its own: what it takes to make an input must not count as the program's."""
    what, make, expected = all_kinds()[index]
    paths = make(folder)
    print(json.dumps({"what": what, "expected": expected,
                      "paths": paths if isinstance(paths, list) else [folder]}))


def ask_self(*arguments):
    return json.loads(subprocess.run([sys.executable, __file__, *arguments], check=True,
                                     stdout=subprocess.PIPE).stdout)


def run_one(program, index):
    """Makes one input, reads it, and measures."""
    with tempfile.TemporaryDirectory() as place:
        folder = os.path.join(place, "in")
        os.mkdir(folder)
        result = ask_self("--prepare", str(index), folder)
        neighbour = os.path.join(place, "z.jsonl")
        with open(neighbour, "w") as file:
            file.write(GOOD)
        archive = os.path.join(place, "archive")
        log = os.path.join(place, "log")
        with open(log, "wb") as err, open(os.path.join(place, "out"), "wb") as out:
            child = subprocess.Popen([program, "add", "--report", "json", "--archive", archive,
                                      *result["paths"], neighbour],
                                     stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
        result.update(status=child.returncode, seconds=usage.ru_utime + usage.ru_stime,
                      memory=usage.ru_maxrss * 1024, log=os.path.getsize(log))
        with open(log, "rb") as file:
            result["said"] = file.read(2000)
        with open(os.path.join(place, "out")) as file:
            result["articles"] = json.loads(file.read() or "{}").get("new", 0)
        result["rejects"] = count_rejects(os.path.join(archive, "rejects"))
        return result


def count_rejects(folder):
    names = os.listdir(folder) if os.path.isdir(folder) else []
    rejects = 0
    for name in names:
        if name.endswith(".jsonl"):
            with open(os.path.join(folder, name)) as file:
                rejects += sum(1 for line in file if json.loads(line)["reason"])
    return rejects


def complaints(result):
    expected = result["expected"]
    wrong = []
    if result["memory"] > MOST_MEMORY:
        wrong.append(f"{result['memory'] // MEGABYTE} MB")
    if result["seconds"] > MOST_SECONDS:
        wrong.append(f"{result['seconds']:.1f} s")
    if result["log"] > MOST_LOG:
        wrong.append(f"{result['log']} bytes of log")
    if b"\x1b" in result["said"] or b"\nlevel=error event=forged" in result["said"]:
        wrong.append("what it said is not escaped")
    if isinstance(expected, int):
        return wrong + ([] if result["status"] == expected else [f"status {result['status']}"])
    has_article = result["articles"] > 1
    if result["articles"] < 1:
        wrong.append("its neighbour is not in")
    if expected in ("reject", "both") and not (result["rejects"] and result["status"] in (65, 74)):
        wrong.append(f"no reject, status {result['status']}")
    if expected in ("article", "both") and not has_article:
        wrong.append("no article")
    if expected == "article" and result["status"] != 0:
        wrong.append(f"status {result['status']}")
    if expected == "known" and (has_article or result["status"] != 0):
        wrong.append("it was read")
    return wrong


def main():
    program = sys.argv[1]
    show = "--table" in sys.argv
    failed = 0
    worst = {"memory": 0, "seconds": 0.0, "log": 0}
    kinds = ask_self("--count")
    for index in range(kinds):
        result = run_one(program, index)
        wrong = complaints(result)
        failed += 1 if wrong else 0
        for key in worst:
            worst[key] = max(worst[key], result[key])
        if wrong or show:
            print(f"{result['what']}: status {result['status']}, {result['articles'] - 1} articles,"
                  f" {result['rejects']} rejects, {result['memory'] // MEGABYTE} MB, "
                  f"{result['seconds']:.1f} s, {result['log']} bytes of log"
                  + (": WRONG: " + ", ".join(wrong) if wrong else ""), flush=True)
    print(f"{kinds} kinds, {failed} wrong; at most {worst['memory'] // MEGABYTE} MB, "
          f"{worst['seconds']:.1f} s of CPU, {worst['log']} bytes of log")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1] == "--count":
        print(len(all_kinds()))
    elif sys.argv[1] == "--prepare":
        prepare(int(sys.argv[2]), sys.argv[3])
    else:
        sys.exit(main())
