/*
 * keys escrow and keys join: the store's key in two parts, for two officers; keys reseal:
 * another key for all that is stored.
 */
#ifndef TOOLS_KEY_PARTS_H
#define TOOLS_KEY_PARTS_H

/* Each returns the command's exit code; data is the folder of the key. */
int key_parts_make(const char *data, const char *first, const char *second);
int key_parts_join(const char *data, const char *first, const char *second);

/* At once where the store is not in use; else by the kiosk that runs, when nobody is there. */
int key_parts_reseal(const char *data);

#endif
