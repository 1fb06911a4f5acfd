// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace backfile {

// From then on a program that crashes (SIGSEGV, SIGFPE, SIGILL) says so in its log before it ends
// as it would have ended, by the signal and with a core file where the system writes one. A library
// that is refused memory may crash: OpenSSL 3.0 and gumbo do. Once, before the first thread.
void say_so_in_crashes();

}  // namespace backfile
