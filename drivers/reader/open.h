/*
 * A reader by its SPEC:
 *     libnfc:pn532_uart:PATH   and whatever else libnfc calls a device
 *     pcsc:NAME                a PC/SC reader whose name begins so
 *     samv:PATH                a SAM-V module on a serial port
 *     sim:FILE                 a file of transcripts
 */
#ifndef READER_OPEN_H
#define READER_OPEN_H

#include "base/err.h"
#include "card/reader.h"

/*
 * ERR_INPUT: no such SPEC (logged); ERR_GONE: it is not there; ERR_DENIED:
 * another program has it.  These two are not logged: they are asked for again
 * and again until the reader is there.
 */
enum err reader_open(const char *spec, struct reader **ret_reader) MUST_CHECK;

/* One per driver; where is what follows "libnfc:" and so on. */
enum err reader_nfc_open(const char *where, struct reader **ret_reader) MUST_CHECK;

#endif
