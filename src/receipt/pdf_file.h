/*
 * A PDF file as numbered objects (ISO 32000-1, 7.5), written front to back.  Objects
 * without a stream are packed together (7.5.7), and the table of all is a stream
 * (7.5.8), which takes a fifth of what plain ones do.
 *
 * Thread: one a file.
 */
#ifndef RECEIPT_PDF_FILE_H
#define RECEIPT_PDF_FILE_H

#include "base/err.h"
#include "receipt/pdf_bytes.h"

#include <stdbool.h>

#define PDF_FILE_OBJECTS_MAX 4096
#define PDF_ID_BYTES 16

struct pdf_object {
	bool packed;
	int place;		/* of the packed: the how manieth */
	size_t at;		/* where it begins: in the file, or among the packed */
};

struct pdf_file {
	struct pdf_bytes bytes;
	struct pdf_bytes packed;	/* objects that will share a stream */
	int count;			/* of objects, that of number 0 included */
	struct pdf_object objects[PDF_FILE_OBJECTS_MAX];
	int packed_count;
	int order[PDF_FILE_OBJECTS_MAX];	/* of the packed, as they follow each other */
};

/* The file's head; pdf_file_finish gives everything back. */
void pdf_file_begin(struct pdf_file *file);
void pdf_file_finish(struct pdf_file *file);

/* The number of an object that is to come. */
int pdf_file_number(struct pdf_file *file);

/* Begins an object that is packed: what is added to the answer until the next one is in it. */
struct pdf_bytes *pdf_file_packed(struct pdf_file *file, int number);
/* An object that stands for itself in plain words: "<<…>>". */
void pdf_file_plain(struct pdf_file *file, int number, const struct pdf_bytes *words);
/*
 * An object with a stream; entries: of its dictionary, without its length ("/Type /XObject").
 * Deflated, but where it has to be read by who knows nothing of PDF.
 */
void pdf_file_stream(struct pdf_file *file, int number, const char *entries, const void *bytes,
		     size_t size, bool deflated);

/* The end: root and info are numbers of objects; id names the file.  Every number has come. */
void pdf_file_end(struct pdf_file *file, int root, int info, const uint8_t id[PDF_ID_BYTES]);

#endif
