// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <istream>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace backfile {

// TOML for CLI11 in our order of precedence: flags, environment, file, defaults. CLI11 alone lets
// the file win over the environment. Included by the two programs' command lines only.
class ConfigurationFile : public CLI::ConfigTOML {
 public:
  // `variables`: option name, without dashes, to the environment variable that gives it.
  explicit ConfigurationFile(std::map<std::string, std::string> variables)
      : variables_(std::move(variables)) {}

  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    std::vector<CLI::ConfigItem> read = CLI::ConfigTOML::from_config(input);
    std::erase_if(read, [this](const CLI::ConfigItem& item) {
      const auto variable = variables_.find(item.name);
      return variable != variables_.end() && std::getenv(variable->second.c_str()) != nullptr;
    });
    return read;
  }

 private:
  std::map<std::string, std::string> variables_;
};

}  // namespace backfile
