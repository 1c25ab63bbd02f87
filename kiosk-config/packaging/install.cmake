# What is installed where, below any prefix (src/base/program.h says how it is found):
# component "kiosk" is what a hall needs, "demo" the invented people and emulated devices.
if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
  set_property(CACHE CMAKE_INSTALL_PREFIX PROPERTY VALUE /usr)
endif()
include(GNUInstallDirs)
# Whatever the umask of the one who builds.
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
  GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(share share/skills-kiosk)
set(libexec libexec/skills-kiosk)
set(owner_writes OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)

install(TARGETS skills-kiosk DESTINATION bin COMPONENT kiosk)
install(TARGETS kiosk-reader kiosk-press kiosk-voice kiosk-courier DESTINATION ${libexec} COMPONENT kiosk)
foreach(catalogue IN LISTS word_files)
  install(FILES ${catalogue} DESTINATION ${share}/words/kiosk/LC_MESSAGES COMPONENT kiosk)
endforeach()
install(FILES kiosk-config/targets.csv ${letters} DESTINATION ${share} COMPONENT kiosk)
install(FILES fonts/fonts.list fonts/region.txt DESTINATION ${share}/fonts COMPONENT kiosk)
install(DIRECTORY assets/speech assets/verify DESTINATION ${share} COMPONENT kiosk
  FILE_PERMISSIONS ${owner_writes})
install(DIRECTORY kiosk-config/packs DESTINATION ${share} COMPONENT kiosk
  FILE_PERMISSIONS ${owner_writes})
install(DIRECTORY kiosk-config/manual DESTINATION share/doc/skills-kiosk COMPONENT kiosk
  FILE_PERMISSIONS ${owner_writes})
install(FILES kiosk-config/hall/kiosk.yaml COMPONENT kiosk
  DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/skills-kiosk)

install(TARGETS pn532-emulator samv-emulator vpcd-card-emulator
  DESTINATION ${libexec} COMPONENT demo)
install(FILES kiosk-config/kiosk.yaml DESTINATION ${share}/demo COMPONENT demo)
install(DIRECTORY kiosk-config/demo-data kiosk-config/trust DESTINATION ${share}/demo COMPONENT demo
  FILE_PERMISSIONS ${owner_writes})
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/demo)
file(CREATE_LINK ../packs ${CMAKE_BINARY_DIR}/demo/packs SYMBOLIC)
install(FILES ${CMAKE_BINARY_DIR}/demo/packs DESTINATION ${share}/demo COMPONENT demo)
install(PROGRAMS kiosk-config/packaging/skills-kiosk-demo DESTINATION bin COMPONENT demo)
install(FILES tests/walks/visit.walk DESTINATION ${share}/demo COMPONENT demo)

install(FILES kiosk-config/packaging/sysusers.conf DESTINATION lib/sysusers.d
  RENAME skills-kiosk.conf COMPONENT kiosk)
install(FILES kiosk-config/packaging/tmpfiles.conf DESTINATION lib/tmpfiles.d
  RENAME skills-kiosk.conf COMPONENT kiosk)
install(FILES kiosk-config/packaging/journald.conf DESTINATION lib/systemd/journald.conf.d
  RENAME skills-kiosk.conf COMPONENT kiosk)
# Debian 12 looks for units and rules in /lib, which is /usr/lib.
file(GLOB units CONFIGURE_DEPENDS kiosk-config/units/skills-kiosk*)
install(FILES ${units} DESTINATION /lib/systemd/system COMPONENT kiosk)
install(PROGRAMS kiosk-config/packaging/kiosk-xwayland kiosk-config/packaging/kiosk-update kiosk-config/packaging/kiosk-key-tpm DESTINATION ${libexec} COMPONENT kiosk)
install(FILES kiosk-config/udev/99-skills-kiosk.rules DESTINATION /lib/udev/rules.d COMPONENT kiosk)

install(TARGETS skills-centre DESTINATION bin COMPONENT centre)
file(GLOB centre_units CONFIGURE_DEPENDS kiosk-config/units/skills-centre*)
install(FILES ${centre_units} DESTINATION /lib/systemd/system COMPONENT centre)
install(FILES kiosk-config/packaging/centre/tmpfiles.conf DESTINATION lib/tmpfiles.d
  RENAME skills-centre.conf COMPONENT centre)
install(DIRECTORY src/centre/sql/ DESTINATION ${share}/centre-sql COMPONENT centre)
install(DIRECTORY kiosk-config/centre/ DESTINATION share/skills-centre COMPONENT centre)
install(FILES kiosk-config/packaging/centre/sysusers.conf DESTINATION lib/sysusers.d
  RENAME skills-centre.conf COMPONENT centre)

install(TARGETS skills-desk DESTINATION bin COMPONENT desk)
install(FILES ${desk_pages} ${desk_facts} DESTINATION ${share}/desk COMPONENT desk)
install(FILES kiosk-config/targets.csv kiosk-config/departments.csv
  DESTINATION share/skills-desk COMPONENT desk)
install(DIRECTORY kiosk-config/packs DESTINATION ${share}/desk COMPONENT desk
  FILE_PERMISSIONS ${owner_writes})
install(PROGRAMS kiosk-config/packaging/skills-desk-alone DESTINATION bin COMPONENT desk)
install(FILES kiosk-config/units/skills-desk.service kiosk-config/units/skills-desk-alone.service
  DESTINATION /lib/systemd/system COMPONENT desk)
install(FILES kiosk-config/packaging/desk/sysusers.conf DESTINATION lib/sysusers.d
  RENAME skills-desk.conf COMPONENT desk)

# Manual pages and what Debian wants to know of each package.
set(notes ${CMAKE_BINARY_DIR}/notes)
add_custom_target(notes ALL
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DVERSION=${PROJECT_VERSION}
    -DPROGRAMS=${CMAKE_BINARY_DIR} -DOUT=${notes}
    -P ${CMAKE_SOURCE_DIR}/kiosk-config/packaging/notes.cmake
  DEPENDS skills-kiosk skills-centre skills-desk kiosk-reader kiosk-press kiosk-voice
    pn532-emulator samv-emulator vpcd-card-emulator VERBATIM)
foreach(page IN ITEMS kiosk:skills-kiosk.1 kiosk:skills-kiosk.yaml.5 demo:skills-kiosk-demo.1
    centre:skills-centre.1 desk:skills-desk.1
    desk:skills-desk-alone.1)
  string(REGEX MATCH "^([a-z]+):(.*[.]([0-9]))$" found ${page})
  install(FILES ${notes}/man/${CMAKE_MATCH_2}.gz DESTINATION share/man/man${CMAKE_MATCH_3}
    COMPONENT ${CMAKE_MATCH_1})
endforeach()
foreach(pair IN ITEMS kiosk:skills-kiosk demo:skills-kiosk-demo centre:skills-centre
    desk:skills-desk)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 component)
  list(GET pair 1 package)
  install(FILES ${notes}/changelog.gz kiosk-config/packaging/copyright
    ${notes}/${package}.cdx.json DESTINATION share/doc/${package} COMPONENT ${component})
endforeach()
include(kiosk-config/packaging/packages.cmake)
