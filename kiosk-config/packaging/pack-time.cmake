# Read by cpack for each generator: what depends on the commit that is packed.
# cpack makes folders as its umask says: with another, nobody but root could look into them.
execute_process(COMMAND sh -c umask OUTPUT_VARIABLE umask OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT umask MATCHES "^0*22$")
  message(FATAL_ERROR "the umask is ${umask}: write umask 022 first, then cpack")
endif()
include(${CPACK_KIOSK_SOURCE}/kiosk-config/packaging/stamp.cmake)
stamp(${CPACK_KIOSK_SOURCE} ${CPACK_KIOSK_VERSION})
if(NOT CPACK_KIOSK_VERSION_IS)
  set(CPACK_KIOSK_VERSION_IS ${STAMP_VERSION})
endif()
set(CPACK_PACKAGE_VERSION ${CPACK_KIOSK_VERSION_IS})
set(CPACK_DEBIAN_DEMO_PACKAGE_DEPENDS "skills-kiosk (= ${CPACK_KIOSK_VERSION_IS})")
set(ENV{SOURCE_DATE_EPOCH} ${STAMP_EPOCH})
