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
install(TARGETS kiosk-reader kiosk-press kiosk-voice DESTINATION ${libexec} COMPONENT kiosk)
foreach(catalogue IN LISTS word_files)
  install(FILES ${catalogue} DESTINATION ${share}/words/kiosk/LC_MESSAGES COMPONENT kiosk)
endforeach()
install(FILES fonts/fonts.list DESTINATION ${share}/fonts COMPONENT kiosk)
install(DIRECTORY assets/speech assets/verify DESTINATION ${share} COMPONENT kiosk
  FILE_PERMISSIONS ${owner_writes})
install(DIRECTORY kiosk-config/packs DESTINATION ${share} COMPONENT kiosk
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
