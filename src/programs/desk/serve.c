/* serve: answers browsers until SIGTERM or SIGINT. */
#include "base/program.h"
#include "desk/desk_service.h"
#include "programs/desk/commands.h"

#include <signal.h>
#include <stdio.h>

#define PAGES_PATH_MAX 1024

int desk_cmd_serve(const struct desk_options *options)
{
	char pages[PAGES_PATH_MAX];
	const struct desk_service_options wanted = {
		.port = (uint16_t)options->port,
		.address = options->address,
		.folder = options->folder,
		.database = options->database,
		.pages = pages,
		.threads = options->threads,
	};
	struct desk_service *service;
	sigset_t signals;
	int which;

	/* Before any thread is made, so that none of them is struck by it. */
	sigemptyset(&signals);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	if (program_share("desk", pages, sizeof(pages)))
		return DESK_FAILED;
	if (desk_service_start(&wanted, &service))
		return DESK_FAILED;
	printf("answering on port %u\n", (unsigned)desk_service_port(service));
	fflush(stdout);
	sigwait(&signals, &which);
	desk_service_stop(service);
	return DESK_DONE;
}
