cmake_minimum_required(VERSION 3.25)
# Writes OUT/changelog.gz and OUT/man/*.gz: at every build, from the programs as they are.
include(${SOURCE}/kiosk-config/packaging/stamp.cmake)
stamp(${SOURCE} ${VERSION})
set(ENV{SOURCE_DATE_EPOCH} ${STAMP_EPOCH})
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
file(MAKE_DIRECTORY ${OUT}/man)
file(CONFIGURE OUTPUT ${OUT}/changelog CONTENT
"skills-kiosk (@STAMP_VERSION@) bookworm; urgency=medium

  * Built from the commit of that time; what changed is its history.

 -- skills-kiosk maintainers <maintainers@example.org>  @date@
" @ONLY)
execute_process(COMMAND gzip -9nkf ${OUT}/changelog COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${SOURCE}/kiosk-config/packaging/make-sbom ${SOURCE} ${PROGRAMS}
    ${STAMP_VERSION} ${OUT} COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${SOURCE}/kiosk-config/man/make-pages ${PROGRAMS} ${OUT}/man
  COMMAND_ERROR_IS_FATAL ANY)
