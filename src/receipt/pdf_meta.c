#include "receipt/pdf_meta.h"

#include "base/bytes.h"

#include <assert.h>
#include <string.h>

/*
 * ISO 19005-2, 6.6.2: a property of another schema than those that it knows has to be
 * described, and pdfuaid is none of them.
 */
static const char head[] =
	"<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
	"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
	"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
	" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
	" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
	" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
	" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
	" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
	"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"
	"<pdfuaid:part>1</pdfuaid:part>";

static const char schema[] =
	"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
	"<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
	"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
	"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
	"<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
	"<pdfaProperty:name>part</pdfaProperty:name>"
	"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
	"<pdfaProperty:category>internal</pdfaProperty:category>"
	"<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>"
	"</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
	"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";

static void put_escaped(HPDF_Stream out, const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			pdf_put(out, "&lt;");
		else if (*text == '&')
			pdf_put(out, "&amp;");
		else
			HPDF_Stream_WriteChar(out, *text);
	}
}

void pdf_meta_write(struct pdf_file *file, const char *title, const char *language)
{
	HPDF_Dict meta = pdf_file_stream(file, false);
	HPDF_Stream xmp = meta->stream;

	HPDF_Dict_AddName(meta, "Type", "Metadata");
	HPDF_Dict_AddName(meta, "Subtype", "XML");
	pdf_put(xmp, head);
	pdf_put(xmp, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">");
	put_escaped(xmp, title);
	pdf_put(xmp, "</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>");
	pdf_put(xmp, language);
	pdf_put(xmp, "</rdf:li></rdf:Bag></dc:language>");
	pdf_put(xmp, schema);
	HPDF_Dict_Add(file->doc->catalog, "Metadata", meta);
	/* libharu's own name would have to stand in both. */
	HPDF_Dict_RemoveElement(file->doc->info, "Producer");
	pdf_file_text(file, file->doc->info, "Title", title);
}

/* --- greys ------------------------------------------------------------------ */

#define PROFILE_TAGS 4
#define PROFILE_HEAD (128 + 4 + PROFILE_TAGS * 12)
#define PROFILE_NAME "Grey, gamma 2.2"
#define PROFILE_RIGHTS "No rights are reserved"

static void put_tag(struct bytes_out *out, const char *name, uint32_t at, uint32_t size)
{
	bytes_put(out, name, 4);
	bytes_put_u32(out, at);
	bytes_put_u32(out, size);
}

static void put_zeros(struct bytes_out *out, int count)
{
	for (int i = 0; i < count; i++)
		bytes_put_u8(out, 0);
}

/* ICC.1:2001-04, 6.1: version 2.1, a display of greys, D50. */
static void put_profile_head(struct bytes_out *out, uint32_t size)
{
	bytes_put_u32(out, size);
	put_zeros(out, 4);
	bytes_put_u32(out, 0x02100000);
	bytes_put(out, "mntrGRAYXYZ ", 12);
	bytes_put_u16(out, 2021);
	bytes_put_u16(out, 1);
	bytes_put_u16(out, 1);
	put_zeros(out, 6);
	bytes_put(out, "acsp", 4);
	put_zeros(out, 28);
	bytes_put_u32(out, 0xf6d6);
	bytes_put_u32(out, 0x10000);
	bytes_put_u32(out, 0xd32d);
	put_zeros(out, 48);
}

/* desc: 12 bytes, the name, and an empty name in Unicode and in a script of 67 bytes. */
#define DESC_SIZE (12 + (uint32_t)sizeof(PROFILE_NAME) + 8 + 3 + 67)
#define RIGHTS_SIZE (8 + (uint32_t)sizeof(PROFILE_RIGHTS))
#define WHITE_SIZE 20
#define CURVE_SIZE 14
#define WHOLE(size) (((size) + 3) / 4 * 4)

static void put_description(struct bytes_out *out)
{
	bytes_put(out, "desc", 4);
	bytes_put_u32(out, 0);
	bytes_put_u32(out, sizeof(PROFILE_NAME));
	bytes_put(out, PROFILE_NAME, sizeof(PROFILE_NAME));
	put_zeros(out, 8 + 3 + 67 + (int)(WHOLE(DESC_SIZE) - DESC_SIZE));
}

static size_t make_profile(uint8_t *bytes, size_t cap)
{
	uint32_t desc = PROFILE_HEAD, rights = desc + WHOLE(DESC_SIZE);
	uint32_t white = rights + WHOLE(RIGHTS_SIZE), curve = white + WHITE_SIZE;
	struct bytes_out out = bytes_out(bytes, cap);

	put_profile_head(&out, curve + WHOLE(CURVE_SIZE));
	bytes_put_u32(&out, PROFILE_TAGS);
	put_tag(&out, "desc", desc, DESC_SIZE);
	put_tag(&out, "cprt", rights, RIGHTS_SIZE);
	put_tag(&out, "wtpt", white, WHITE_SIZE);
	put_tag(&out, "kTRC", curve, CURVE_SIZE);
	put_description(&out);
	bytes_put(&out, "text\0\0\0", 8);
	bytes_put(&out, PROFILE_RIGHTS, sizeof(PROFILE_RIGHTS));
	put_zeros(&out, (int)(WHOLE(RIGHTS_SIZE) - RIGHTS_SIZE));
	bytes_put(&out, "XYZ \0\0\0", 8);
	bytes_put_u32(&out, 0xf6d6);
	bytes_put_u32(&out, 0x10000);
	bytes_put_u32(&out, 0xd32d);
	bytes_put(&out, "curv\0\0\0", 8);
	bytes_put_u32(&out, 1);
	bytes_put_u16(&out, 0x0233);	/* 2.2, in 1/256 */
	put_zeros(&out, (int)(WHOLE(CURVE_SIZE) - CURVE_SIZE));
	assert(!out.bad && bytes_written(&out) == curve + WHOLE(CURVE_SIZE));
	return bytes_written(&out);
}

void pdf_meta_intent(struct pdf_file *file)
{
	HPDF_Dict profile = pdf_file_stream(file, true), intent = pdf_file_dict(file);
	uint8_t bytes[512];
	size_t size = make_profile(bytes, sizeof(bytes));

	HPDF_Dict_AddNumber(profile, "N", 1);
	HPDF_Stream_Write(profile->stream, bytes, (HPDF_UINT)size);
	HPDF_Dict_AddName(intent, "Type", "OutputIntent");
	HPDF_Dict_AddName(intent, "S", "GTS_PDFA1");
	pdf_file_words(file, intent, "OutputConditionIdentifier", "Custom");
	pdf_file_words(file, intent, "Info", PROFILE_NAME);
	HPDF_Dict_Add(intent, "DestOutputProfile", profile);
	HPDF_Array_Add(pdf_file_array(file, file->doc->catalog, "OutputIntents"), intent);
}
