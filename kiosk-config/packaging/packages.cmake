# `cpack -G DEB` in the build folder: a package for each component of install.cmake.
set(CPACK_GENERATOR DEB)
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_SOURCE_DIR}/kiosk-config/packaging/pack-time.cmake)
set(CPACK_KIOSK_SOURCE ${CMAKE_SOURCE_DIR})
set(CPACK_KIOSK_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_NAME skills-kiosk)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "skills-kiosk maintainers <maintainers@example.org>")
set(CPACK_SET_DESTDIR ON)
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL kiosk demo centre desk)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)

set(packaging ${CMAKE_SOURCE_DIR}/kiosk-config/packaging)
set(CPACK_DEBIAN_KIOSK_PACKAGE_NAME skills-kiosk)
set(CPACK_COMPONENT_KIOSK_DESCRIPTION "self-service terminal of a public service hall
A person lays a card on the reader and is told which subsidised courses and
allowances they qualify for and why, signs an application on the glass and
leaves with a receipt.
.
This is what the machine of a hall needs: the kiosk, its helpers, and the units
that start them on a terminal of their own.")
# Beside the libraries: the glass and its seat, characters for every name, and sounds.
string(CONCAT CPACK_DEBIAN_KIOSK_PACKAGE_DEPENDS
  "cage, xwayland, seatd, systemd, udev, debconf (>= 0.5) | debconf-2.0, espeak-ng-data, "
  "fonts-noto-cjk, fonts-wqy-microhei, fonts-lxgw-wenkai, fonts-hanazono")
set(CPACK_DEBIAN_KIOSK_PACKAGE_RECOMMENDS "pcscd, systemd-timesyncd | time-daemon")
set(CPACK_DEBIAN_KIOSK_PACKAGE_SUGGESTS "ipp-usb, libtss2-esys-3.0.2-0, libtss2-rc0, libtss2-tcti-device0, skills-kiosk-demo")
set(CPACK_DEBIAN_KIOSK_PACKAGE_CONTROL_EXTRA ${packaging}/kiosk/preinst ${packaging}/kiosk/postinst
  ${packaging}/kiosk/prerm ${packaging}/kiosk/postrm ${packaging}/kiosk/templates
  ${packaging}/kiosk/conffiles ${packaging}/kiosk/config)

set(CPACK_DEBIAN_DEMO_PACKAGE_NAME skills-kiosk-demo)
set(CPACK_DEBIAN_DEMO_PACKAGE_CONTROL_EXTRA ${packaging}/kiosk/preinst)
set(CPACK_COMPONENT_DEMO_DESCRIPTION "self-service terminal with invented people
The kiosk of the package skills-kiosk with emulated readers and cards, a tray
to lay them from, and invented people and courses: to show it, and to learn
it.  Nothing of it belongs on the machine of a hall.")
set(CPACK_DEBIAN_CENTRE_PACKAGE_NAME skills-centre)
set(CPACK_COMPONENT_CENTRE_DESCRIPTION "city's side of self-service terminals
Enrols the kiosks of many halls, takes in over HTTPS what was signed on them,
each application exactly once, into a PostgreSQL database, and revokes a kiosk
that is lost.")
set(CPACK_DEBIAN_CENTRE_PACKAGE_DEPENDS "systemd, postgresql-client")
set(CPACK_DEBIAN_CENTRE_PACKAGE_RECOMMENDS "postgresql")
set(CPACK_DEBIAN_CENTRE_PACKAGE_CONTROL_EXTRA ${packaging}/kiosk/preinst
  ${packaging}/centre/postinst ${packaging}/centre/prerm ${packaging}/centre/postrm)

set(CPACK_DEBIAN_DESK_PACKAGE_NAME skills-desk)
set(CPACK_COMPONENT_DESK_DESCRIPTION "desk of those who answer applications
A web program for the staff of a city or of one hall: finds each application in
one queue, lets two people decide it with a reason, makes lists of payments and
reports, and writes down who saw whom.")
set(CPACK_DEBIAN_DESK_PACKAGE_DEPENDS "systemd")
set(CPACK_DEBIAN_DESK_PACKAGE_RECOMMENDS "skills-centre, postgresql")
set(CPACK_DEBIAN_DESK_PACKAGE_CONTROL_EXTRA ${packaging}/kiosk/preinst
  ${packaging}/desk/postinst ${packaging}/desk/prerm ${packaging}/desk/postrm)
include(CPack)
