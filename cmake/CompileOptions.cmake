# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries the language standard, the warnings and the sanitizers.

option(BACKFILE_WARNINGS_AS_ERRORS "Treat compiler warnings as errors" OFF)
option(BACKFILE_FUZZ "Build the libFuzzer targets (needs clang)" OFF)
set(BACKFILE_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")

set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

find_program(BACKFILE_CCACHE ccache)
if(BACKFILE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${BACKFILE_CCACHE})
endif()

add_library(backfile_options INTERFACE)
add_library(backfile::options ALIAS backfile_options)
target_compile_features(backfile_options INTERFACE cxx_std_20)
target_include_directories(backfile_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(backfile_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wswitch-enum
  $<$<CONFIG:Debug>:-O1>
  # Lines and functions are all that back traces and sanitizers print. What -g adds, variables and
  # types, costs a quarter of the time that the compiler takes.
  $<$<CONFIG:Debug>:-g1>
  $<$<CONFIG:Release>:-O2>
  -fstack-protector-strong -fPIE)
# g++ 12 warns falsely about std::string at -O2 (GCC bug 105651).
target_compile_options(backfile_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# Level 3 also checks buffers whose size is known only when the program runs; clang 14 takes it as 2.
# Sanitizers have means of their own, which it would hide.
target_compile_definitions(backfile_options INTERFACE _GLIBCXX_ASSERTIONS)
if(NOT BACKFILE_SANITIZE)
  target_compile_definitions(backfile_options INTERFACE _FORTIFY_SOURCE=3)
endif()
target_link_options(backfile_options INTERFACE -pie -Wl,-z,relro,-z,now,-z,noexecstack)

if(BACKFILE_WARNINGS_AS_ERRORS)
  target_compile_options(backfile_options INTERFACE -Werror)
endif()
if(BACKFILE_SANITIZE)
  target_compile_options(backfile_options INTERFACE
    -fsanitize=${BACKFILE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(backfile_options INTERFACE -fsanitize=${BACKFILE_SANITIZE})
endif()
# Threads of one program and programs that end at the same time add to the same counts.
target_compile_options(backfile_options INTERFACE
  "$<$<CONFIG:Coverage>:-O1;--coverage;-fprofile-update=atomic>")
target_link_options(backfile_options INTERFACE $<$<CONFIG:Coverage>:--coverage>)
if(BACKFILE_FUZZ)
  # Every library is instrumented, or libFuzzer would see no coverage in the code under test.
  target_compile_options(backfile_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
