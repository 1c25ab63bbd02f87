#include "receipt/pdf_proof.h"

#include "receipt/cms.h"
#include "receipt/moment.h"
#include "receipt/pdf_seal.h"

#include <stdio.h>

#include <hpdf_doc.h>

static HPDF_Dict new_dict(HPDF_Doc doc)
{
	HPDF_Dict dict = HPDF_Dict_New(doc->mmgr);

	HPDF_Xref_Add(doc->xref, dict);
	return dict;
}

static void add_text(HPDF_Doc doc, HPDF_Dict dict, const char *key, const char *text)
{
	HPDF_Dict_Add(dict, key, HPDF_String_New(doc->mmgr, text, NULL));
}

/* "D:20210315104200+08'00'": the same moment as on the page. */
static void add_moment(HPDF_Doc doc, HPDF_Dict dict, const char *key, int64_t at)
{
	struct moment m = moment_at(at);
	char text[40];

	snprintf(text, sizeof(text), "D:%04d%02d%02d%02d%02d%02d+08'00'", m.date.year,
		 m.date.month, m.date.day, m.hour, m.minute, m.second);
	add_text(doc, dict, key, text);
}

static void add_record(HPDF_Doc doc, const struct pdf_proof *proof)
{
	HPDF_Dict stream = HPDF_DictStream_New(doc->mmgr, doc->xref);
	HPDF_Dict pieces = HPDF_Dict_New(doc->mmgr), ours = HPDF_Dict_New(doc->mmgr);

	HPDF_Dict_AddName(stream, "Type", PDF_RECORD_TYPE);
	stream->filter = HPDF_STREAM_FILTER_FLATE_DECODE;
	HPDF_Stream_Write(stream->stream, proof->record, (HPDF_UINT)proof->size);
	HPDF_Dict_Add(doc->catalog, "PieceInfo", pieces);
	HPDF_Dict_Add(pieces, "SkillsKiosk", ours);
	add_moment(doc, ours, "LastModified", proof->signed_at);
	HPDF_Dict_Add(ours, "Private", stream);
}

static HPDF_Dict new_signature(HPDF_Doc doc, const struct pdf_proof *proof)
{
	static HPDF_BYTE nothing[CMS_MAX];
	HPDF_Dict dict = new_dict(doc);
	HPDF_Array range = HPDF_Array_New(doc->mmgr);

	HPDF_Dict_AddName(dict, "Type", "Sig");
	HPDF_Dict_AddName(dict, "Filter", "Adobe.PPKLite");
	HPDF_Dict_AddName(dict, "SubFilter", "ETSI.CAdES.detached");
	HPDF_Dict_Add(dict, "ByteRange", range);
	HPDF_Array_AddNumber(range, 0);
	for (int i = 0; i < 3; i++)
		HPDF_Array_AddNumber(range, PDF_RANGE_BLANK);
	HPDF_Dict_Add(dict, "Contents", HPDF_Binary_New(doc->mmgr, nothing, CMS_MAX));
	add_moment(doc, dict, "M", proof->signed_at);
	return dict;
}

static HPDF_Dict new_field(HPDF_Doc doc, HPDF_Page page, HPDF_Dict signature)
{
	HPDF_Dict field = new_dict(doc);
	HPDF_Array place = HPDF_Array_New(doc->mmgr);

	HPDF_Dict_AddName(field, "Type", "Annot");
	HPDF_Dict_AddName(field, "Subtype", "Widget");
	HPDF_Dict_AddName(field, "FT", "Sig");
	add_text(doc, field, "T", "kiosk");
	add_text(doc, field, "TU", "signature of the kiosk");
	HPDF_Dict_Add(field, "Rect", place);
	for (int i = 0; i < 4; i++)
		HPDF_Array_AddNumber(place, 0);
	HPDF_Dict_AddNumber(field, "F", 132);	/* print, locked */
	HPDF_Dict_Add(field, "P", page);
	HPDF_Dict_Add(field, "V", signature);
	return field;
}

void pdf_proof_add(HPDF_Doc doc, HPDF_Page first, const struct pdf_proof *proof)
{
	HPDF_Dict form = HPDF_Dict_New(doc->mmgr), field;
	HPDF_Array fields = HPDF_Array_New(doc->mmgr), marks = HPDF_Array_New(doc->mmgr);

	add_record(doc, proof);
	field = new_field(doc, first, new_signature(doc, proof));
	HPDF_Dict_Add(doc->catalog, "AcroForm", form);
	HPDF_Dict_Add(form, "Fields", fields);
	HPDF_Array_Add(fields, field);
	HPDF_Dict_AddNumber(form, "SigFlags", 3);
	HPDF_Dict_Add(first, "Annots", marks);
	HPDF_Array_Add(marks, field);
	doc->pdf_version = HPDF_VER_17;
}
