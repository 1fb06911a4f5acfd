// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "common/article.h"
#include "server/search/search.h"

namespace backfile {

using Random = std::mt19937_64;

// Another one each time, or the value of the environment variable BACKFILE_TEST_SEED.
std::uint64_t test_seed();

// Invented articles in four languages, some undated, some before 1900, some with the same second,
// with values that differ only in case. In batches; later batches have new versions of articles
// of earlier ones.
std::vector<std::vector<Article>> random_batches(Random& random, std::size_t batches,
                                                 std::size_t articles_in_each);

// Any query, filters, facets, interval and sort, over the words and values of the articles above.
SearchRequest random_request(Random& random);

// An expression of places, or ATLEAST of one, over the same words.
Node random_near(Random& random);

}  // namespace backfile
