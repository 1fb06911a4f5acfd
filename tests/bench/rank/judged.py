# SPDX-License-Identifier: GPL-3.0-or-later
"""Queries whose answers are known, and how well a ranking does by them.

TIME: 423 articles of 1963, 83 queries with judgments. Known items: any articles; the words of a
title, or those of a sentence of the text, are the query, and its article the answer.
"""
import json
import math
import random
import re


def words_of(text):
    return [word.lower() for word in re.findall(r'[^\W_]+', text)]


def query_of(text, most=60):
    return list(dict.fromkeys(words_of(text)))[:most]


def record(article_id, title, text):
    return {'id': article_id, 'title': title, 'text': text, 'language': 'en',
            'published': '1963-01-01T00:00:00Z'}


def read_time(directory):
    """Articles, and queries as (words, ids of the relevant articles)."""
    text = (directory / 'TIME.ALL').read_text(encoding='latin-1')
    articles = []
    for piece in re.split(r'^\*TEXT ', text, flags=re.M)[1:]:
        _, _, body = piece.partition('\n')
        paragraph = ' '.join(body.replace('*STOP', '').split())
        articles.append(record(str(len(articles) + 1), '', paragraph))
    queries = {}
    for piece in re.split(r'^\*FIND\s+', (directory / 'TIME.QUE').read_text(), flags=re.M)[1:]:
        number, _, body = piece.partition('\n')
        queries[int(number)] = query_of(body.replace('*STOP', ''))
    judged = []
    for line in (directory / 'TIME.REL').read_text().splitlines():
        numbers = line.split()
        if numbers:
            judged.append((queries[int(numbers[0])], set(numbers[1:])))
    return articles, judged


def read_known(path):
    with open(path, encoding='utf-8') as file:
        articles = [json.loads(line) for line in file]
    return [record(article['id'], article['title'], article['text']) for article in articles]


def known_by_title(articles, count):
    """Chosen by chance, but always the same."""
    chosen = random.Random(1).sample([a for a in articles if len(words_of(a['title'])) > 2], count)
    return [(query_of(article['title']), {article['id']}) for article in chosen]


def known_by_sentence(articles, count):
    chance = random.Random(2)
    queries = []
    for article in chance.sample(articles, len(articles)):
        sentences = [sentence for sentence in re.split(r'(?<=[.!?])\s+', article['text'])
                     if 8 <= len(words_of(sentence)) <= 30]
        if sentences and len(queries) < count:
            queries.append((query_of(chance.choice(sentences)), {article['id']}))
    return queries


def write_corpus(articles, path):
    with open(path, 'w', encoding='utf-8') as file:
        for article in articles:
            file.write(json.dumps(article, ensure_ascii=False) + '\n')


def measures(ranked, relevant):
    """Average precision (of one relevant article its reciprocal rank), P@10 and nDCG@10."""
    found, precision, gain = 0, 0.0, 0.0
    for rank, article in enumerate(ranked, 1):
        if article not in relevant:
            continue
        found += 1
        precision += found / rank
        if rank <= 10:
            gain += 1 / math.log2(rank + 1)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), 10) + 1))
    at_ten = sum(article in relevant for article in ranked[:10]) / 10
    return precision / len(relevant), at_ten, gain / ideal


def judge(engine, queries, *settings):
    """The measures by query."""
    return [measures(engine.rank(words, *settings), relevant) for words, relevant in queries]
