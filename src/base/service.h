/*
 * The service manager that started this process, where one did: it is told when the
 * kiosk is there and, as often as it asks, that it lives (sd_notify(3), without its
 * library).  Without one everything here does nothing.
 *
 * Thread: the main thread.
 */
#ifndef BASE_SERVICE_H
#define BASE_SERVICE_H

/*
 * Reads NOTIFY_SOCKET and WATCHDOG_USEC; before harden(), which keeps them from
 * children, so that none speaks for us.
 */
void service_open(void);

/* "READY=1", "WATCHDOG=1", "STOPPING=1": one datagram, never waited for. */
void service_tell(const char *state);

/* "WATCHDOG=1" is due each so many ms: half of what is asked for; 0: nobody watches. */
int service_watch_ms(void);

#endif
