// SPDX-License-Identifier: GPL-3.0-or-later
// backfile-index as a guest of a web site.
#include <doctest/doctest.h>
#include <httplib.h>

#include <atomic>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

using namespace backfile;
using Json = nlohmann::json;

namespace {

Finished index(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), BACKFILE_INDEX);
  return run_program(arguments);
}

std::string item(const std::string& name, const std::string& text) {
  return "<item><title>" + name + "</title><link>https://lantern.example/" + name +
         "</link><guid>https://lantern.example/" + name +
         "</guid><pubDate>Thu, 19 Jan 2017 "
         "10:56:00 GMT</pubDate><description>" +
         text + "</description></item>";
}

std::string rss(const std::string& items) {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Lantern</title>"
         "<link>https://lantern.example/</link>" +
         items + "</channel></rss>";
}

// A site on a free port of 127.0.0.1 that counts who asks for what.
class Site {
 public:
  Site() {
    server_.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response&) {
      const std::lock_guard lock(mutex_);
      ++asked_[request.path];
      agent_ = request.get_header_value("User-Agent");
      return httplib::Server::HandlerResponse::Unhandled;
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~Site() {
    server_.stop();
    thread_.join();
  }

  httplib::Server& server() { return server_; }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }
  int asked(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return asked_[path];
  }
  std::string agent() {
    const std::lock_guard lock(mutex_);
    return agent_;
  }

 private:
  httplib::Server server_;
  std::thread thread_;
  int port_ = 0;
  std::mutex mutex_;
  std::map<std::string, int> asked_;
  std::string agent_;
};

Json stats(const std::string& archive) {
  return Json::parse(index({"stats", "--archive", archive, "--json"}).out);
}

}  // namespace

TEST_CASE("a feed that is polled fifty times without change adds nothing") {
  Site site;
  std::atomic<int> unchanged{0};
  site.server().Get("/feed", [&](const httplib::Request& request, httplib::Response& answer) {
    if (request.get_header_value("If-None-Match") == "\"1\"") {
      ++unchanged;
      answer.status = 304;
      return;
    }
    answer.set_header("ETag", "\"1\"");
    answer.set_content(rss(item("one", "The first boat left.") + item("two", "It came back.")),
                       "application/rss+xml");
  });
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const Finished first =
      index({"add", "--archive", archive, "--user-agent", "lamp/1", site.url("/feed")});
  CHECK(first.status == 0);
  CHECK(first.err == "");
  CHECK(site.agent() == "lamp/1");
  const Json before = stats(archive);
  CHECK(before["articles"] == 2);
  for (int i = 0; i < 50; ++i) {
    CHECK(index({"add", "--archive", archive, site.url("/feed")}).status == 0);
  }
  CHECK(stats(archive) == before);
  CHECK(unchanged == 50);
  CHECK(site.asked("/robots.txt") == 1);
}

TEST_CASE("a server that knows no validators changes nothing either, and new items come in") {
  Site site;
  std::atomic<int> items{1};
  site.server().Get("/feed", [&](const httplib::Request&, httplib::Response& answer) {
    std::string all;
    for (int i = 0; i < items; ++i)
      all += item("n" + std::to_string(i), "Boat number " + std::to_string(i) + " left.");
    answer.set_content(rss(all), "text/xml");
  });
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const auto add = [&] { return index({"add", "--archive", archive, site.url("/feed")}).status; };
  CHECK(add() == 0);
  const Json before = stats(archive);
  CHECK(add() == 0);
  CHECK(stats(archive) == before);
  items = 3;
  CHECK(add() == 0);
  CHECK(stats(archive)["articles"] == 3);
}

TEST_CASE("what robots.txt forbids is not fetched, redirects are followed within bounds") {
  Site site;
  site.server().Get("/robots.txt", [](const httplib::Request&, httplib::Response& answer) {
    answer.set_content("User-agent: *\nDisallow: /private\n", "text/plain");
  });
  site.server().Get("/private", [](const httplib::Request&, httplib::Response& answer) {
    answer.set_content(rss(item("secret", "No.")), "text/xml");
  });
  site.server().Get("/moved", [](const httplib::Request&, httplib::Response& answer) {
    answer.set_redirect("/feed");
  });
  site.server().Get("/way-round", [](const httplib::Request&, httplib::Response& answer) {
    answer.set_redirect("/private");
  });
  site.server().Get("/loop", [](const httplib::Request&, httplib::Response& answer) {
    answer.set_redirect("/loop");
  });
  site.server().Get("/feed", [](const httplib::Request&, httplib::Response& answer) {
    answer.set_content(rss(item("one", "The first boat left.")), "text/xml");
  });
  const Finished moved = index({"extract", site.url("/moved")});
  CHECK(moved.status == 0);
  CHECK(moved.out.find("The first boat left.") != std::string::npos);
  for (const char* path : {"/private", "/way-round"}) {
    const Finished finished = index({"extract", site.url(path)});
    CHECK(finished.status == 77);
    CHECK(finished.err.find("robots.txt of the site forbids") != std::string::npos);
  }
  CHECK(site.asked("/private") == 0);
  const Finished loop = index({"extract", site.url("/loop")});
  CHECK(loop.status == 74);
  CHECK(site.asked("/loop") == 6);
}

TEST_CASE("a site that fails costs its own feed only, and is left alone for a while") {
  Site site;
  site.server().Get("/busy", [](const httplib::Request&, httplib::Response& answer) {
    answer.status = 503;
    answer.set_header("Retry-After", "3600");
  });
  site.server().Get("/huge", [](const httplib::Request&, httplib::Response& answer) {
    answer.set_content(std::string(17 << 20, 'x'), "text/xml");
  });
  site.server().Get("/feed", [](const httplib::Request&, httplib::Response& answer) {
    answer.set_content(rss(item("one", "The first boat left.")), "text/xml");
  });
  const TemporaryDirectory place;
  const std::string archive = place.path() + "/archive";
  const auto add = [&] {
    return index({"add", "--archive", archive, site.url("/busy"), site.url("/gone"),
                  site.url("/huge"), site.url("/feed")});
  };
  const Finished first = add();
  CHECK(first.status == 74);
  CHECK(first.err.find("/busy answers 503") != std::string::npos);
  CHECK(first.err.find("/gone answers 404; correct or remove the address") != std::string::npos);
  CHECK(first.err.find("the answer has more than 16 MiB") != std::string::npos);
  CHECK(stats(archive)["articles"] == 1);
  add();
  CHECK(site.asked("/busy") == 1);
  CHECK(site.asked("/gone") == 2);
}

TEST_CASE("a sitemap gives dates to pages that have none") {
  Site site;
  const auto sitemap = [&](const std::string& entry) { return "<?xml version=\"1.0\"?><" + entry; };
  site.server().Get("/index.xml", [&](const httplib::Request&, httplib::Response& answer) {
    answer.set_content(sitemap("sitemapindex><sitemap><loc>" + site.url("/news.xml") +
                               "</loc></sitemap></sitemapindex>"),
                       "text/xml");
  });
  const std::string news =
      "urlset xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>"
      "https://lantern.example/ferry</loc><news:news><news:publication_date>2017-01-19"
      "</news:publication_date></news:news></url></urlset>";
  site.server().Get("/news.xml", [&](const httplib::Request&, httplib::Response& answer) {
    answer.set_content(sitemap(news), "text/xml");
  });
  const TemporaryDirectory place;
  std::ofstream(place.path() + "/news.xml") << sitemap(news);
  std::ofstream(place.path() + "/pages.jsonl")
      << "{\"url\":\"https://lantern.example/ferry\",\"title\":\"The ferry runs\"}\n"
      << "{\"url\":\"https://lantern.example/quay\",\"title\":\"The quay sinks\"}\n";
  for (const std::string& named : {site.url("/index.xml"), place.path() + "/news.xml"}) {
    const Finished finished =
        index({"extract", "--sitemap", named, place.path() + "/pages.jsonl"});
    CHECK(finished.status == 0);
    const Json ferry = Json::parse(finished.out.substr(0, finished.out.find('\n')));
    CHECK(ferry["published"] == "2017-01-19");
    CHECK(ferry["date_source"] == "sitemap");
    const Json quay = Json::parse(finished.out.substr(finished.out.find('\n') + 1));
    CHECK_FALSE(quay.contains("published"));
  }
  CHECK(index({"extract", "--sitemap", place.path() + "/pages.jsonl",
               place.path() + "/pages.jsonl"})
            .status == 66);
  const Finished away =
      index({"extract", "--sitemap", site.url("/none.xml"), place.path() + "/pages.jsonl"});
  CHECK(away.status == 0);
  CHECK(away.err.find("answers 404") != std::string::npos);
}
