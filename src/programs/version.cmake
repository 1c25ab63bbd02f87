cmake_minimum_required(VERSION 3.25)
# Writes OUT, a source that holds program_version: VERSION and the commit of SOURCE.  Run at every
# build; the file is touched only when it says something new, so that nothing else is built again.
set(commit "unknown")
find_program(GIT git)
if(GIT AND EXISTS ${SOURCE}/.git)
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env GIT_OPTIONAL_LOCKS=0
      ${GIT} -C ${SOURCE} describe --always --exclude=* --abbrev=12 --dirty=+
    OUTPUT_VARIABLE described OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(NOT failed AND described)
    set(commit ${described})
  endif()
endif()
file(CONFIGURE OUTPUT ${OUT} CONTENT
"#include \"base/program.h\"

const char program_version[] = \"@VERSION@ (@commit@)\";
" @ONLY)
