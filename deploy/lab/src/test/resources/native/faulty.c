/*
 * Stands in the place of ip or nft, as which it is called, before the real one, and lets lines through as well or as badly
 * as the file "fault" beside it says: a word, and after it the programs whose changes are concerned. A program that takes
 * no lines is run as it is.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *folder;

/* The next of this name on the path. */
static void find(const char *name, char *file, size_t size)
{
	char path[4096];
	snprintf(path, sizeof path, "%s", getenv("PATH"));
	for (char *place = strtok(path, ":"); place; place = strtok(NULL, ":")) {
		snprintf(file, size, "%s/%s", place, name);
		if (strcmp(place, folder) && !access(file, X_OK))
			return;
	}
	fprintf(stderr, "There is no other %s.\n", name);
	exit(1);
}

static void say(int to, const char *text)
{
	if (write(to, text, strlen(text)) < 0)
		exit(0);
}

/* Empty for none. */
static void fault_of(const char *name, int change, char *fault)
{
	char file[4096], line[64] = "";
	char programs[32] = "";
	*fault = 0;
	snprintf(file, sizeof file, "%s/fault", folder);
	FILE *stream = fopen(file, "r");
	if (!stream)
		return;
	if (fgets(line, sizeof line, stream) && sscanf(line, "%31s %31s", fault, programs) == 2)
		if (change && !strstr(programs, name))
			*fault = 0;
	fclose(stream);
}

/* Whether what the real one answers is passed on from now. */
static int pass(const char *name, const char *line, const char *mark, int real)
{
	static int count;
	char fault[32];
	int change = !strstr(line, " show") && strncmp(line, "list ", 5);
	fault_of(name, change, fault);
	if (!strcmp(fault, "GARBAGE")) {
		say(1, count++ % 2 ? "{\"dst\":[\"fc00\"]}\n{\"dst\":[]}\n" : "[{\"dst\":\"fc00:0\n[{\"dst\n");
		return 1;
	}
	if (!strcmp(fault, "MUTE") || (change && !strcmp(fault, "SILENT_BEFORE")))
		return 1;
	if (change && !strcmp(fault, "REFUSES"))
		say(1, "RTNETLINK answers: Operation not permitted\nCommand failed -:1\n");
	else if (!change || strcmp(fault, "LIES"))
		say(real, line);
	say(real, mark);
	return !change || strcmp(fault, "SILENT_AFTER");
}

static void relay(const char *name, int real, int answers)
{
	struct pollfd ends[] = { { .fd = 0, .events = POLLIN }, { .fd = answers, .events = POLLIN } };
	char text[65536], line[65536];
	size_t length = 0;
	int passing = 1;
	while (poll(ends, 2, -1) > 0) {
		if (ends[1].revents) {
			ssize_t got = read(answers, line, sizeof line);
			if (got <= 0)
				return;
			for (ssize_t put = 0; passing && put < got;) {
				ssize_t now = write(1, line + put, got - put);
				if (now < 0)
					return;
				put += now;
			}
		}
		if (ends[0].revents) {
			ssize_t got = read(0, text + length, sizeof text - 1 - length);
			if (got <= 0)
				return;
			text[length += got] = 0;
			char *mark, *end;
			while ((mark = strchr(text, '\n')) && (end = strchr(mark + 1, '\n'))) {
				char second[256];
				snprintf(line, sizeof line, "%.*s", (int) (mark + 1 - text), text);
				snprintf(second, sizeof second, "%.*s", (int) (end - mark), mark + 1);
				memmove(text, end + 1, length -= end + 1 - text);
				text[length] = 0;
				passing = pass(name, line, second, real);
			}
		}
	}
}

int main(int count, char **words)
{
	char file[4096];
	const char *name = strrchr(words[0], '/') ? strrchr(words[0], '/') + 1 : words[0];
	int lines = 0, in[2], out[2];
	folder = getenv("FAULTY_FOLDER");
	find(name, file, sizeof file);
	for (int i = 1; i < count; i++)
		lines |= !strcmp(words[i], strcmp(name, "ip") ? "-i" : "-batch");
	if (!lines) {
		execv(file, words);
		return 1;
	}
	if (pipe(in) || pipe(out))
		return 1;
	if (!fork()) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		dup2(out[1], 2);
		close(in[0]), close(in[1]), close(out[0]), close(out[1]);
		execv(file, words);
		_exit(1);
	}
	close(in[0]), close(out[1]);
	relay(name, in[1], out[0]);
	return 0;
}
