#include "receipt/qr.h"

#include <qrencode.h>

enum err qr_make(const char *words, struct qr *ret_qr)
{
	QRcode *code = QRcode_encodeString(words, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

	if (!code || code->width > QR_SIDE_MAX) {
		QRcode_free(code);
		return ERR_FULL;
	}
	ret_qr->side = code->width;
	for (int i = 0; i < code->width * code->width; i++)
		ret_qr->dark[i / code->width][i % code->width] = code->data[i] & 1;
	QRcode_free(code);
	return ERR_OK;
}
