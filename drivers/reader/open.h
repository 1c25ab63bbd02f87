/*
 * A reader by its SPEC:
 *     libnfc:pn532_uart:PATH   and whatever else libnfc calls a device
 *     pcsc:NAME                a PC/SC reader whose name begins so
 *     samv:pcsc:NAME           the same, with a SAM-V module inside: its word on
 *                              identity documents counts as proved
 *     samv:PATH                a SAM-V module on a serial port
 *     sim:FILE                 a file of transcripts
 */
#ifndef READER_OPEN_H
#define READER_OPEN_H

#include "base/err.h"
#include "card/reader.h"

#include <stdbool.h>

/*
 * ERR_INPUT: no such SPEC; ERR_GONE: it is not there; ERR_DENIED: another
 * program has it.  Not logged: it is asked for again and again until the
 * reader is there.
 */
enum err reader_open(const char *spec, struct reader **ret_reader) MUST_CHECK;

/* The SPEC names a driver that there is. */
bool reader_knows(const char *spec);

/* One per driver; where is what follows "libnfc:" and so on. */
enum err reader_nfc_open(const char *where, struct reader **ret_reader) MUST_CHECK;
enum err reader_pcsc_open(const char *where, struct reader **ret_reader) MUST_CHECK;
enum err reader_pcsc_samv_open(const char *where, struct reader **ret_reader) MUST_CHECK;
enum err reader_sim_open(const char *where, struct reader **ret_reader) MUST_CHECK;
enum err reader_samv_open(const char *where, struct reader **ret_reader) MUST_CHECK;

#endif
