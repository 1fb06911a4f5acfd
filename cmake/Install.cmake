# SPDX-License-Identifier: GPL-3.0-or-later
# Two programs, the page and the documentation. The server finds the page relative to itself
# (server/web_directory.cpp), so the tree may be moved as a whole.
include(GNUInstallDirs)

install(TARGETS backfile-index backfile-server RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY web/ DESTINATION ${CMAKE_INSTALL_DATADIR}/backfile/web)
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/backfile)
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/backfile)
