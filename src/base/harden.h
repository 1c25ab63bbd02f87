/*
 * What every process of ours does before anything else: what cards, visitors and
 * printers say goes through its memory, and must not leave it.
 */
#ifndef BASE_HARDEN_H
#define BASE_HARDEN_H

/*
 * No core, no tracing and no reading of our memory by others, no new privileges
 * through what we start, files for ourselves only (umask 077), and of the
 * environment what is listed in harden.c.  Ends the process (3) where the
 * kernel refuses.  Before any thread.
 */
void harden(void);

/* The environment for children: as it was at harden, cleaned; NULL-terminated, never freed. */
char **harden_environment(void);

#endif
