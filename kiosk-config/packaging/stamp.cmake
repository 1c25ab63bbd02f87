# What a package is called and dated by: the commit that it is built from, so that the same source
# makes the same package wherever and whenever it is built, and a later commit a later version.
# stamp(SOURCE VERSION): sets STAMP_VERSION ("0.1.0+20261128.082801") and STAMP_EPOCH (seconds);
# where the source is no working tree, VERSION alone and the day of CMakeLists.txt.
function(stamp source version)
  set(epoch "$ENV{SOURCE_DATE_EPOCH}")
  set(named ${version})
  find_program(GIT git)
  if(GIT AND EXISTS ${source}/.git)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env TZ=UTC ${GIT} -C ${source} log -1
        --format=%ct=%cd --date=format-local:%Y%m%d.%H%M%S
      OUTPUT_VARIABLE said OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed AND said MATCHES "^([0-9]+)=([0-9.]+)$")
      set(named ${version}+${CMAKE_MATCH_2})
      if(NOT epoch)
        set(epoch ${CMAKE_MATCH_1})
      endif()
    endif()
  endif()
  if(NOT epoch)
    file(TIMESTAMP ${source}/CMakeLists.txt epoch "%s" UTC)
  endif()
  set(STAMP_VERSION ${named} PARENT_SCOPE)
  set(STAMP_EPOCH ${epoch} PARENT_SCOPE)
endfunction()
