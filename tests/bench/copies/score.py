#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges which articles the archive takes for copies of each other.

Stories of a collection (Reuters-21578, say) are altered as newsrooms alter wire stories, one way
each, given to other papers up to two days later, and indexed together with all originals.

recall: the share of altered stories that are in one story with their original.
wrong pairs: of all pairs in one story with an altered one among them, those that are not made of
the same original and share less than half of the shingles (of 5 words) of the smaller text. An
update of a story by its own agency, which repeats it, shares more and is no wrong pair.

  score.py --build build/release --collection DIRECTORY [--altered 2000 --seed 1 --show 10]
"""
import argparse
import datetime
import itertools
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import urllib.request

FEWEST_WORDS = 60  # Of a story that is altered.
LOCAL = ('Readers in the county will feel this at once, said the mayor of Port Averil on Tuesday.',
         'The council meets again next week, and the hall on Mill Lane is open to everybody.',
         'Our own office has asked the three largest employers of the valley for a comment.')
SWAPS = ('about', 'nearly', 'later', 'recent', 'small', 'large', 'local', 'early', 'main', 'other')


def words_of(text):
    return re.findall(r'[^\W_]+', text.lower())


def shingles_of(text):
    words = words_of(text)
    return {tuple(words[i:i + 5]) for i in range(len(words) - 4)}


def cut(share):
    def alter(text, chance):
        words = text.split(' ')
        return ' '.join(words[:max(1, round(len(words) * (1 - share)))])
    return alter


def sign_off(text, chance):
    return 'LONDON, Monday (AP) - ' + text + '\n\nAdditional reporting by our own correspondent.'


def without_paragraphs(text, chance):
    paragraphs = re.split(r'\n\s*\n', text)
    if len(paragraphs) < 3:
        paragraphs = re.split(r'(?<=[.])\s+', text)
    kept = [p for p in paragraphs if chance.random() >= 0.3]
    return '\n\n'.join(kept or paragraphs[:1])


def with_paragraphs(text, chance):
    return text + '\n\n' + '\n\n'.join(LOCAL)


def edited(share):
    def alter(text, chance):
        return re.sub(r'[^\W\d_]+', lambda m: chance.choice(SWAPS)
                      if chance.random() < share else m.group(), text)
    return alter


def scanned(text, chance):
    """One letter in a word of twenty is read wrongly."""
    def misread(match):
        word = match.group()
        if chance.random() >= 0.05:
            return word
        at = chance.randrange(len(word))
        return word[:at] + chance.choice('eclion') + word[at + 1:]
    return re.sub(r'[^\W\d_]+', misread, text)


WAYS = {'dateline and sign-off': sign_off, 'last 30 % cut': cut(.3), 'last 60 % cut': cut(.6),
        '30 % of paragraphs out': without_paragraphs, 'local paragraphs added': with_paragraphs,
        '3 % of words changed': edited(.03), '10 % of words changed': edited(.1),
        'OCR, 5 % of words': scanned}


def read_collection(index, path):
    # Some files of a collection say what is in the others, and are rejected.
    lines = subprocess.run([index, 'extract', str(path)], check=False, capture_output=True).stdout
    return [json.loads(line) for line in lines.splitlines()]


def altered(originals, count, chance):
    eligible = [a for a in originals
                if a.get('published') and len(words_of(a.get('text', ''))) >= FEWEST_WORDS]
    for number, original in enumerate(chance.sample(eligible, min(count, len(eligible)))):
        way = list(WAYS)[number % len(WAYS)]
        published = datetime.datetime.fromisoformat(original['published'].replace('Z', '+00:00'))
        published += datetime.timedelta(minutes=chance.randrange(2 * 24 * 60))
        yield way, original['id'], {
            'id': f'altered-{number}', 'source': f'paper{number % 50}.example',
            'url': f'https://paper{number % 50}.example/{number}', 'title': f'Paper {number}',
            'text': WAYS[way](original['text'], chance), 'published': published.isoformat()}


def stories(server, archive):
    url = None
    with subprocess.Popen([server, '--archive', archive, '--listen', '127.0.0.1:0',
                           '--quiet'],
                          stderr=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stderr:
                port = re.search(r'127\.0\.0\.1:(\d+)', line)
                url = f'http://127.0.0.1:{port.group(1)}/api/v1/export' if port else url
                if 'event=ready' in line:
                    break
            with urllib.request.urlopen(f'{url}?fields=id,story_id') as answer:
                records = [json.loads(line) for line in answer]
        finally:
            process.kill()
    by_story = {}
    for record in records:
        if record.get('story_id'):
            by_story.setdefault(record['story_id'], []).append(record['id'])
    return by_story


def main():
    arguments = argparse.ArgumentParser(description=__doc__,
                                        formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument('--build', type=pathlib.Path, required=True)
    arguments.add_argument('--collection', type=pathlib.Path, required=True)
    arguments.add_argument('--altered', type=int, default=2000)
    arguments.add_argument('--seed', type=int, default=1)
    arguments.add_argument('--show', type=int, default=0, help='print so many wrong pairs')
    options = arguments.parse_args()
    index = options.build / 'indexer' / 'backfile-index'
    chance = random.Random(options.seed)
    originals = read_collection(index, options.collection)
    texts = {a['id']: a.get('text', '') for a in originals}
    made_of = {}
    ways = {}
    with tempfile.TemporaryDirectory() as place:
        path = pathlib.Path(place) / 'articles.jsonl'
        with path.open('w') as file:
            for article in originals:
                file.write(json.dumps(article) + '\n')
            for way, original, article in altered(originals, options.altered, chance):
                made_of[article['id']] = original
                texts[article['id']] = article['text']
                ways.setdefault(way, []).append(article['id'])
                file.write(json.dumps(article) + '\n')
        archive = f'{place}/archive'
        subprocess.run([index, 'add', '--archive', archive, str(path)], check=True)
        by_story = stories(options.build / 'server' / 'backfile-server', archive)
    story_of = {i: story for story, members in by_story.items() for i in members}
    print(f'{len(originals)} originals, {len(made_of)} altered, {len(by_story)} stories')
    for way, ids in ways.items():
        found = sum(story_of.get(i) is not None and story_of.get(i) == story_of.get(made_of[i])
                    for i in ids)
        print(f'  recall  {found / len(ids):.3f}  {way} ({len(ids)})')
    pairs = wrong = pairs_of_originals = unlike = 0
    for members in by_story.values():
        for a, b in itertools.combinations(sorted(members), 2):
            is_altered = a in made_of or b in made_of
            one, other = shingles_of(texts[a]), shingles_of(texts[b])
            smaller = max(1, min(len(one), len(other)))
            shares_half = len(one & other) / smaller >= .5
            if not is_altered:
                pairs_of_originals += 1
                unlike += not shares_half
                continue
            pairs += 1
            if made_of.get(a, a) == made_of.get(b, b) or shares_half:
                continue
            wrong += 1
            if wrong <= options.show:
                print(f'--- {a} {b} share {len(one & other) / smaller:.2f}\n{texts[a][:700]}\n'
                      f'...\n{texts[b][:700]}')
    print(f'  wrong pairs  {wrong} of {pairs}: {100 * wrong / max(1, pairs):.2f} %')
    print(f'  of pairs of originals that share less than half  {unlike} of {pairs_of_originals}')


if __name__ == '__main__':
    sys.exit(main())
