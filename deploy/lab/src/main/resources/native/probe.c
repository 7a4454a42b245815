/* probe: sends packets through the lab and says what came of them.
 *
 *   probe stream SPACE ADDRESS SPACE ADDRESS PER_SECOND
 *     Sends UDP from the first address to the second until its standard input ends; then writes a line for each packet:
 *     SEQUENCE SENT_NS RECEIVED_NS, by one clock. What arrived has the kernel's stamp; 0 is what never did.
 *
 *   probe paths
 *     For each line SPACE ADDRESS TRIES WAIT_MS SID,SID,...: sends a packet from that router over these segments (RFC
 *     8754) back to itself, and answers with the microseconds that it took, or "lost".
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PACKETS = 1 << 20, SEGMENTS = 64 };

struct packet {
  uint64_t sequence, nonce;
};

static uint64_t sent_ns[PACKETS], received_ns[PACKETS], doubled, count;
static uint64_t nonce;
static volatile int over;

static void die(const char *what) {
  fprintf(stderr, "probe: %s: %s\n", what, strerror(errno));
  exit(1);
}

static uint64_t clock_ns(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void enter(const char *space) {
  char path[128];
  snprintf(path, sizeof path, "/run/netns/%s", space);
  int there = open(path, O_RDONLY | O_CLOEXEC);
  if (there < 0 || setns(there, CLONE_NEWNET)) die(path);
  close(there);
}

static void hurry(void) {
  struct sched_param real_time = {.sched_priority = 10};
  prctl(PR_SET_TIMERSLACK, 1);
  sched_setscheduler(0, SCHED_FIFO, &real_time);
}

static void *receive(void *socket) {
  int from = *(int *)socket;
  hurry();
  for (;;) {
    struct packet packet;
    char control[128];
    struct iovec part = {&packet, sizeof packet};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (recvmsg(from, &message, 0) != sizeof packet) {
      if (over) return NULL;
      continue;
    }
    if (packet.nonce != nonce || packet.sequence >= PACKETS) continue;
    for (struct cmsghdr *head = CMSG_FIRSTHDR(&message); head; head = CMSG_NXTHDR(&message, head))
      if (head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_TIMESTAMPNS) {
        struct timespec *stamp = (struct timespec *)CMSG_DATA(head);
        if (received_ns[packet.sequence]) doubled++;
        received_ns[packet.sequence] = (uint64_t)stamp->tv_sec * 1000000000u + (uint64_t)stamp->tv_nsec;
      }
  }
}

static int stream(char **words) {
  struct sockaddr_in source = {.sin_family = AF_INET}, target = {.sin_family = AF_INET, .sin_port = htons(7)};
  if (inet_pton(AF_INET, words[1], &source.sin_addr) != 1 || inet_pton(AF_INET, words[3], &target.sin_addr) != 1) return 2;
  uint64_t gap_ns = 1000000000u / strtoull(words[4], NULL, 10);
  enter(words[0]);
  int from = socket(AF_INET, SOCK_DGRAM, 0);
  if (from < 0 || bind(from, (struct sockaddr *)&source, sizeof source) ||
      connect(from, (struct sockaddr *)&target, sizeof target)) die(words[1]);
  enter(words[2]);
  int to = socket(AF_INET, SOCK_DGRAM, 0), yes = 1, room = 8 << 20;
  struct timeval patience = {.tv_usec = 100000};
  setsockopt(to, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes);
  setsockopt(to, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(to, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
  if (to < 0 || bind(to, (struct sockaddr *)&target, sizeof target)) die(words[3]);
  nonce = clock_ns(CLOCK_REALTIME) ^ (uint64_t)getpid() << 32;
  memset(sent_ns, 0, sizeof sent_ns);
  memset(received_ns, 0, sizeof received_ns);
  mlockall(MCL_CURRENT);
  pthread_t receiver;
  if (pthread_create(&receiver, NULL, receive, &to)) die("thread");
  hurry();
  printf("ready\n");
  fflush(stdout);
  struct pollfd end = {.fd = 0, .events = POLLIN};
  uint64_t due = clock_ns(CLOCK_MONOTONIC);
  while (count < PACKETS && !poll(&end, 1, 0)) {
    struct packet packet = {count, nonce};
    sent_ns[count] = clock_ns(CLOCK_REALTIME);
    /* What the kernel will not send is lost, and told as such. */
    if (send(from, &packet, sizeof packet, 0) < 0) errno = 0;
    count++;
    due += gap_ns;
    struct timespec until = {(time_t)(due / 1000000000u), (long)(due % 1000000000u)};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
  }
  usleep(200000);
  over = 1;
  pthread_join(receiver, NULL);
  struct sched_param normal = {0};
  sched_setscheduler(0, SCHED_OTHER, &normal);
  for (uint64_t i = 0; i < count; i++) printf("%lu %lu %lu\n", i, sent_ns[i], received_ns[i]);
  printf("doubled %lu\n", doubled);
  return 0;
}

/* A socket whose packets take this way: SRH of type 4, segments in reverse order, the target last and so first. */
static int lead(int from, char *sids) {
  struct {
    uint8_t next, length, type, left, last, flags;
    uint16_t tag;
    struct in6_addr segment[SEGMENTS];
  } header = {.type = 4};
  struct in6_addr way[SEGMENTS];
  int hops = 0;
  for (char *rest, *sid = strtok_r(sids, ",", &rest); sid; sid = strtok_r(NULL, ",", &rest))
    if (hops == SEGMENTS - 1 || inet_pton(AF_INET6, sid, &way[hops++]) != 1) return -1;
  for (int i = 0; i < hops; i++) header.segment[hops - i] = way[i];
  header.length = (uint8_t)((hops + 1) * 2);
  header.left = header.last = (uint8_t)hops;
  return setsockopt(from, IPPROTO_IPV6, IPV6_RTHDR, &header, (socklen_t)(8 + (hops + 1) * 16));
}

static void answer(const char *space, const char *address, int tries, int wait_ms, char *sids) {
  enter(space);
  struct sockaddr_in6 self = {.sin6_family = AF_INET6};
  int from = socket(AF_INET6, SOCK_DGRAM, 0), back = socket(AF_INET6, SOCK_DGRAM, 0);
  socklen_t length = sizeof self;
  if (inet_pton(AF_INET6, address, &self.sin6_addr) != 1 || bind(back, (struct sockaddr *)&self, sizeof self) ||
      getsockname(back, (struct sockaddr *)&self, &length) || lead(from, sids)) {
    printf("error %s\n", strerror(errno));
  } else {
    int came = 0;
    for (int i = 0; i < tries && !came; i++) {
      uint64_t begin = clock_ns(CLOCK_MONOTONIC);
      struct packet packet = {(uint64_t)i, nonce = begin}, heard;
      if (sendto(from, &packet, sizeof packet, 0, (struct sockaddr *)&self, sizeof self) < 0) continue;
      struct pollfd ready = {.fd = back, .events = POLLIN};
      while (!came && poll(&ready, 1, wait_ms) > 0)
        if (recv(back, &heard, sizeof heard, 0) == sizeof heard && heard.nonce == nonce) {
          printf("%lu\n", (clock_ns(CLOCK_MONOTONIC) - begin) / 1000);
          came = 1;
        }
    }
    if (!came) printf("lost\n");
  }
  fflush(stdout);
  close(from);
  close(back);
}

int main(int words, char **word) {
  if (words == 7 && !strcmp(word[1], "stream")) return stream(word + 2);
  if (words != 2 || strcmp(word[1], "paths")) return 2;
  char line[8192], space[64], address[64], sids[SEGMENTS * 48];
  int tries, wait_ms;
  while (fgets(line, sizeof line, stdin))
    if (sscanf(line, "%63s %63s %d %d %3071s", space, address, &tries, &wait_ms, sids) == 5)
      answer(space, address, tries, wait_ms, sids);
    else {
      printf("error this is no probe\n");
      fflush(stdout);
    }
  return 0;
}
