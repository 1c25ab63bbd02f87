/* serve: answers kiosks until SIGTERM or SIGINT. */
#include "centre/gate_service.h"
#include "centre/metrics_service.h"
#include "programs/centre/commands.h"

#include <signal.h>
#include <stddef.h>
#include <stdio.h>

/* Blocked before any thread is made, so that none of them is struck by it. */
static void block_end(sigset_t *ret_signals)
{
	sigemptyset(ret_signals);
	sigaddset(ret_signals, SIGTERM);
	sigaddset(ret_signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, ret_signals, NULL);
}

static int serve(const struct centre_options *options, struct gate_service *service,
		 const sigset_t *signals)
{
	struct metrics_service *metrics = NULL;
	int which;

	if (options->metrics >= 0 && metrics_service_start(options->database,
							    (uint16_t)options->metrics, &metrics))
		return EXIT_FAILED;
	printf("answering on port %u\n", (unsigned)gate_service_port(service));
	if (metrics)
		printf("metrics on port %u\n", (unsigned)metrics_service_port(metrics));
	fflush(stdout);
	sigwait(signals, &which);
	metrics_service_stop(metrics);
	return EXIT_DONE;
}

int cmd_serve(const struct centre_options *options)
{
	const struct gate_service_options wanted = {
		.port = (uint16_t)options->port,
		.address = options->address,
		.folder = options->folder,
		.database = options->database,
		.threads = options->threads,
	};
	struct gate_service *service;
	sigset_t signals;
	int code;

	block_end(&signals);
	if (gate_service_start(&wanted, &service))
		return EXIT_FAILED;
	code = serve(options, service, &signals);
	gate_service_stop(service);
	return code;
}
