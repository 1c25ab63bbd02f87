/*
 * keys escrow and keys join: the store's key in two parts, for two officers.
 */
#ifndef TOOLS_KEY_PARTS_H
#define TOOLS_KEY_PARTS_H

/* Each returns the command's exit code; data is the folder of the key. */
int key_parts_make(const char *data, const char *first, const char *second);
int key_parts_join(const char *data, const char *first, const char *second);

#endif
