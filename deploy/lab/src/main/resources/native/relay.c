/* relay: the links of the lab. Each end of a link is a TAP device in a namespace; one real-time thread carries frames
 * from end to end and lets each wait for the delay of its link. A link keeps the order of its frames, as a fibre does.
 *
 *   relay LINKS SOCKET      lines of LINKS: NAME NAMESPACE INTERFACE NAMESPACE INTERFACE DELAY_US
 *
 * Tells "ready" on its standard output when all devices are there. Answers one line for each line on SOCKET:
 *   delay NAME US | cut NAME | mend NAME | stats        "ok", "error WORDS", or for stats a line for each link and "ok"
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { FRAME_OCTETS = 2048, MTU = 2000, IN_FLIGHT = 16384, LINKS = 256, SPARE = 65536, BATCH = 64 };

/* What a frame needs from a device to the reader behind it, on average; taken off its wait. */
static const uint64_t HANDLING_NS = 35000;

struct frame {
  uint64_t due_ns;
  uint32_t octets;
  unsigned char data[FRAME_OCTETS];
};

/* One direction of a link. */
struct lane {
  int source, sink;
  uint64_t delay_ns, last_due_ns;
  int cut;
  struct frame **queue;
  uint32_t head, tail;
  uint64_t carried, dropped, late_ns, worst_ns;
};

struct link {
  char name[32];
  struct lane lane[2];
};

static struct link links[LINKS];
static int link_count;
static struct frame *spare[SPARE];
static int spare_count;

static uint64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void die(const char *what) {
  fprintf(stderr, "relay: %s: %s\n", what, strerror(errno));
  exit(1);
}

static struct frame *take(void) {
  struct frame *frame = spare_count ? spare[--spare_count] : malloc(sizeof(struct frame));
  if (!frame) die("memory");
  return frame;
}

static void give(struct frame *frame) {
  if (spare_count < SPARE) spare[spare_count++] = frame;
  else free(frame);
}

static int open_end(const char *space, const char *name) {
  char path[128];
  snprintf(path, sizeof path, "/run/netns/%s", space);
  int home = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC), there = open(path, O_RDONLY | O_CLOEXEC);
  if (home < 0 || there < 0 || setns(there, CLONE_NEWNET)) die(path);
  int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (device < 0) die("/dev/net/tun");
  struct ifreq request = {0};
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  strncpy(request.ifr_name, name, IFNAMSIZ - 1);
  if (ioctl(device, TUNSETIFF, &request)) die(name);
  int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  request.ifr_mtu = MTU;
  if (ioctl(any, SIOCSIFMTU, &request)) die("the MTU");
  request.ifr_qlen = 5000;
  if (ioctl(any, SIOCSIFTXQLEN, &request)) die("the queue");
  close(any);
  if (setns(home, CLONE_NEWNET)) die("home");
  close(there);
  close(home);
  return device;
}

static void take_in(struct lane *lane) {
  for (int i = 0; i < BATCH; i++) {
    struct frame *frame = take();
    ssize_t octets = read(lane->source, frame->data, sizeof frame->data);
    if (octets <= 0) {
      give(frame);
      return;
    }
    if (lane->cut || lane->tail - lane->head == IN_FLIGHT) {
      lane->dropped++;
      give(frame);
      continue;
    }
    uint64_t due = now_ns() + (lane->delay_ns > HANDLING_NS ? lane->delay_ns - HANDLING_NS : 0);
    if (due < lane->last_due_ns) due = lane->last_due_ns;
    lane->last_due_ns = frame->due_ns = due;
    frame->octets = (uint32_t)octets;
    lane->queue[lane->tail++ % IN_FLIGHT] = frame;
  }
}

static void let_out(struct lane *lane) {
  while (lane->head != lane->tail) {
    struct frame *frame = lane->queue[lane->head % IN_FLIGHT];
    uint64_t now = now_ns();
    if (frame->due_ns > now) return;
    lane->head++;
    if (lane->cut || write(lane->sink, frame->data, frame->octets) < 0) lane->dropped++;
    else {
      lane->carried++;
      lane->late_ns += now - frame->due_ns;
      if (now - frame->due_ns > lane->worst_ns) lane->worst_ns = now - frame->due_ns;
    }
    give(frame);
  }
}

static struct link *find(const char *name) {
  for (int i = 0; name && i < link_count; i++)
    if (!strcmp(links[i].name, name)) return &links[i];
  return NULL;
}

/* What is in flight on a fibre that is cut is lost; both ends see the light go out. */
static void set_cut(struct link *link, int cut) {
  int light = !cut;
  for (int i = 0; i < 2; i++) {
    link->lane[i].cut = cut;
    ioctl(link->lane[i].source, TUNSETCARRIER, &light);
  }
}

static void answer(int client, char *line) {
  char *rest, *verb = strtok_r(line, " \n", &rest), *name = strtok_r(NULL, " \n", &rest);
  char *value = strtok_r(NULL, " \n", &rest);
  struct link *link = find(name);
  if (verb && !strcmp(verb, "stats")) {
    for (int i = 0; i < link_count; i++)
      for (int j = 0; j < 2; j++) {
        struct lane *lane = &links[i].lane[j];
        dprintf(client, "%s %c delay_us=%lu cut=%d carried=%lu dropped=%lu late_us=%lu worst_us=%lu\n", links[i].name,
                j ? '<' : '>', lane->delay_ns / 1000, lane->cut, lane->carried, lane->dropped,
                lane->carried ? lane->late_ns / lane->carried / 1000 : 0, lane->worst_ns / 1000);
      }
    dprintf(client, "ok\n");
  } else if (!verb || !link) dprintf(client, "error there is no link %s\n", name ? name : "without a name");
  else if (!strcmp(verb, "delay") && value) {
    for (int i = 0; i < 2; i++) link->lane[i].delay_ns = strtoull(value, NULL, 10) * 1000;
    dprintf(client, "ok\n");
  } else if (!strcmp(verb, "cut") || !strcmp(verb, "mend")) {
    set_cut(link, verb[0] == 'c');
    dprintf(client, "ok\n");
  } else dprintf(client, "error there is no command %s\n", verb);
}

static int listen_on(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  int door = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  umask(077);
  if (door < 0 || bind(door, (struct sockaddr *)&address, sizeof address) || listen(door, 8)) die(path);
  return door;
}

static void read_links(const char *path, int poll) {
  FILE *file = fopen(path, "r");
  char line[256], name[32], space[2][32], end[2][32];
  unsigned long delay_us;
  if (!file) die(path);
  while (fgets(line, sizeof line, file)) {
    if (link_count == LINKS ||
        sscanf(line, "%31s %31s %31s %31s %31s %lu", name, space[0], end[0], space[1], end[1], &delay_us) != 6) {
      errno = EINVAL;
      die(line);
    }
    struct link *link = &links[link_count++];
    strcpy(link->name, name);
    int device[2] = {open_end(space[0], end[0]), open_end(space[1], end[1])};
    for (int i = 0; i < 2; i++) {
      struct lane *lane = &link->lane[i];
      lane->source = device[i];
      lane->sink = device[!i];
      lane->delay_ns = delay_us * 1000;
      lane->queue = calloc(IN_FLIGHT, sizeof *lane->queue);
      if (!lane->queue) die("memory");
      struct epoll_event event = {.events = EPOLLIN, .data.ptr = lane};
      if (epoll_ctl(poll, EPOLL_CTL_ADD, lane->source, &event)) die("epoll");
    }
  }
  fclose(file);
}

/* 0.7 of each millisecond. SCHED_FIFO would not do: the kernel's fair server may hold it off for 50 ms a second. */
static void become_real_time(void) {
  struct {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
  } deadline = {sizeof deadline, 6, 0, 0, 0, 700000, 1000000, 1000000};
  prctl(PR_SET_TIMERSLACK, 1);
  if (mlockall(MCL_CURRENT)) perror("relay: memory is not locked");
  if (syscall(SYS_sched_setattr, 0, &deadline, 0)) perror("relay: not real-time, delays will not be kept under load");
}

int main(int count, char **words) {
  if (count != 3) return 2;
  signal(SIGPIPE, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  for (int i = 0; i < 4096; i++) give(malloc(sizeof(struct frame)));
  int poll = epoll_create1(EPOLL_CLOEXEC), door = listen_on(words[2]), client = -1;
  read_links(words[1], poll);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = &door};
  if (epoll_ctl(poll, EPOLL_CTL_ADD, door, &event)) die("epoll");
  become_real_time();
  printf("ready\n");
  fflush(stdout);
  for (;;) {
    uint64_t next_ns = UINT64_MAX;
    for (int i = 0; i < link_count; i++)
      for (int j = 0; j < 2; j++) {
        struct lane *lane = &links[i].lane[j];
        let_out(lane);
        if (lane->head != lane->tail && lane->queue[lane->head % IN_FLIGHT]->due_ns < next_ns)
          next_ns = lane->queue[lane->head % IN_FLIGHT]->due_ns;
      }
    struct timespec wait, *limit = NULL;
    if (next_ns != UINT64_MAX) {
      uint64_t now = now_ns(), rest = next_ns > now ? next_ns - now : 0;
      wait = (struct timespec){(time_t)(rest / 1000000000u), (long)(rest % 1000000000u)};
      limit = &wait;
    }
    struct epoll_event ready[BATCH];
    int events = epoll_pwait2(poll, ready, BATCH, limit, NULL);
    for (int i = 0; i < events; i++) {
      if (ready[i].data.ptr == &door && client < 0) {
        /* One caller at a time; the next one waits at the door. */
        if ((client = accept4(door, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) < 0) continue;
        epoll_ctl(poll, EPOLL_CTL_DEL, door, NULL);
        struct epoll_event heard = {.events = EPOLLIN, .data.ptr = &client};
        epoll_ctl(poll, EPOLL_CTL_ADD, client, &heard);
      } else if (ready[i].data.ptr == &client) {
        char line[256];
        ssize_t octets = read(client, line, sizeof line - 1);
        if (octets > 0) {
          line[octets] = 0;
          answer(client, line);
        } else {
          close(client);
          client = -1;
          struct epoll_event again = {.events = EPOLLIN, .data.ptr = &door};
          epoll_ctl(poll, EPOLL_CTL_ADD, door, &again);
        }
      } else if (ready[i].data.ptr != &door) take_in(ready[i].data.ptr);
    }
  }
}
