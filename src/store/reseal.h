/*
 * A new key for all that a store holds, while it goes on serving.
 *
 * DIR/key.next is the wish: 32 random bytes like the key.  Piece by piece each row is read
 * with the key and sealed with the next one, in one transaction; whoever needs the store
 * meanwhile has it at once, and the work is undone and begins again later.  The commit is
 * the instant of change: a row of `import` ("key") whose MAC is the next key's says that it
 * was.  Then the tally is written under it, and key.next becomes the key.  A kill or a power
 * cut at any step leaves the old key and its rows, or the new key and its rows.
 *
 * What a person is found by (place, tag) is a hash under the key and moves too; only a line
 * of the audit log about a receipt that was kept its time keeps its tag, for nothing that is
 * left says what it was made of.  The last good copy goes: it opens with the old key.
 *
 * Thread: the store's.
 */
#ifndef STORE_RESEAL_H
#define STORE_RESEAL_H

#include "store/store.h"

/* ERR_FULL: it is asked for already; ERR_DENIED, ERR_IO: logged. */
enum err reseal_ask(const char *dir) MUST_CHECK;

bool reseal_is_asked(const struct store *store);

/*
 * A piece of some milliseconds; done: all is sealed with the new key, and the audit log says
 * so.  ERR_TIMEOUT: others have the store open.  ERR_PROTO, logged: a row is damaged, and
 * nothing has changed.
 */
enum err reseal_go_on(struct store *store, bool *ret_done) MUST_CHECK;

#endif
