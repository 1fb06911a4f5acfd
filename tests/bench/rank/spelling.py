#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often another spelling is proposed rightly, and how often wrongly.

Words that are often misspelt are asked for in their wrong form, whether or not an article has it:
the proposal should be the right one. Then rare words of the articles, by chance but always the
same, half of them names: those of 1 to --most articles. Nothing should be proposed for them; a few
are mistakes of the articles, so that what is counted as wrong is an upper bound. Reported is also
how long a search takes that is answered with or without a proposal.

  spelling.py --build build/release --articles FILE.jsonl [--rare 300 --most 20]
"""
import argparse
import collections
import json
import pathlib
import random
import re
import statistics
import tempfile
import time
import urllib.parse
import urllib.request

from judged import read_known, write_corpus
from rankers import Backfile

MISSPELT = dict(pair.split(':') for pair in '''
goverment:government presidant:president recieve:receive obamma:obama imigration:immigration
afganistan:afghanistan tommorow:tomorrow sucessful:successful seperate:separate occured:occurred
comittee:committee commitee:committee accomodate:accommodate begining:beginning beleive:believe
calender:calendar catagory:category concensus:consensus definately:definitely dissapear:disappear
embarass:embarrass enviroment:environment existance:existence foriegn:foreign freind:friend
garantee:guarantee harrass:harass immediatly:immediately independant:independent
intrest:interest knowlege:knowledge liason:liaison millenium:millennium miniscule:minuscule
neccessary:necessary noticable:noticeable occassion:occasion ocurrence:occurrence
paralell:parallel persistant:persistent posession:possession prefered:preferred
privelege:privilege publically:publicly reccomend:recommend refered:referred relevent:relevant
religous:religious rythm:rhythm sieze:seize senater:senator supercede:supersede suprise:surprise
threshhold:threshold truely:truly unforseen:unforeseen untill:until wierd:weird wether:whether
republicn:republican democrate:democrat parliment:parliament minster:minister
congresional:congressional legistlation:legislation amendmant:amendment constituion:constitution
electon:election campain:campaign candidat:candidate hilary:hillary clintin:clinton
netanyaho:netanyahu washingtin:washington californa:california pensylvania:pennsylvania
massachusets:massachusetts conneticut:connecticut missisippi:mississippi tenessee:tennessee
phillipines:philippines isreal:israel palestin:palestine pakistn:pakistan ukrane:ukraine
terorist:terrorist millitary:military soldeir:soldier weopon:weapon nucular:nuclear
econmy:economy unemployent:unemployment buisness:business finacial:financial invesment:investment
insurence:insurance healtcare:healthcare hopsital:hospital pandemc:pandemic vaccin:vaccine
coronavrus:coronavirus shootting:shooting polce:police prisson:prison supreem:supreme
justise:justice attorny:attorney abortoin:abortion climte:climate hurricaine:hurricane
'''.split())


def rare_words(articles, wanted, most):
    """Half of them never written with a small letter."""
    articles_with = collections.Counter()
    small = set()
    for article in articles:
        words = set(re.findall(r"[^\W\d_]{4,}", article['title'] + '\n' + article['text']))
        small.update(word for word in words if word.islower())
        articles_with.update({word.lower() for word in words if word.isascii()})
    rare = sorted(word for word, count in articles_with.items()
                  if count <= most and word not in MISSPELT)
    chance = random.Random(1)
    names = chance.sample([word for word in rare if word not in small], wanted // 2)
    others = chance.sample([word for word in rare if word in small], wanted - wanted // 2)
    return names, others


class Proposals:
    def __init__(self, engine):
        self.engine = engine
        self.milliseconds = {True: [], False: []}

    def get(self, path, word):
        query = urllib.parse.urlencode({'q': word, 'page_size': 0})
        with urllib.request.urlopen(f'http://{self.engine.address}/api/v1/{path}?{query}') as answer:
            return json.load(answer)

    def of(self, word):
        """The query proposed instead, or None, and how many articles have the word."""
        begin = time.perf_counter()
        answer = self.get('search', word)
        taken = (time.perf_counter() - begin) * 1000
        proposed = answer.get('did_you_mean', {}).get('q')
        self.milliseconds[proposed is not None].append(taken)
        return proposed, answer['total']['articles']


def report_misspelt(proposals):
    outcomes = collections.Counter()
    for wrong, right in MISSPELT.items():
        proposed, articles = proposals.of(wrong)
        outcome = ('nothing' if proposed is None else
                   'right' if proposed == right else 'other')
        outcomes['in the archive' if articles else 'in no article', outcome] += 1
        if outcome != 'right':
            print(f'  {wrong} ({articles} articles): {proposed or "nothing"}')
    for (where, outcome), count in sorted(outcomes.items()):
        print(f'misspelt, {where}: {outcome} {count}')


def report_rare(name, words, proposals):
    answers = [(word, *proposals.of(word)) for word in words]
    wrong = [answer for answer in answers if answer[1] is not None]
    for word, proposed, articles in wrong:
        print(f'  {word} ({articles} articles): {proposed}')
    print(f'{name}: another proposed for {len(wrong)} of {len(words)}')


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--articles', type=pathlib.Path, required=True)
    parser.add_argument('--rare', type=int, default=300)
    parser.add_argument('--most', type=int, default=20)
    options = parser.parse_args()
    articles = read_known(options.articles)
    names, others = rare_words(articles, options.rare, options.most)
    with tempfile.TemporaryDirectory() as scratch:
        corpus = pathlib.Path(scratch) / 'articles.jsonl'
        write_corpus(articles, corpus)
        engine = Backfile(options.build.resolve(), corpus, pathlib.Path(scratch))
        proposals = Proposals(engine)
        try:
            proposals.of('warming')
            report_misspelt(proposals)
            report_rare('rare names', names, proposals)
            report_rare('other rare words', others, proposals)
        finally:
            engine.close()
    for proposed, times in proposals.milliseconds.items():
        print(f'{"with" if proposed else "without"} a proposal: median '
              f'{statistics.median(times):.2f} ms, most {max(times):.2f} ms of {len(times)}')


if __name__ == '__main__':
    main()
