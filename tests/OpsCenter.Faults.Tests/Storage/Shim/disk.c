/* Stands between a program and its disk (LD_PRELOAD): writes down what it does to the files below one folder, and what it tells its
   clients, in the order in which both happen; drops syncs, or fails one call, when told to.

   OPSCENTER_DISK_UNDER   the folder, with its slash                     (nothing else is looked at)
   OPSCENTER_DISK_TRACE   the file to write to                           (none: nothing is written down)
   OPSCENTER_DISK_LIES    1: a sync says yes and does nothing
   OPSCENTER_DISK_FAIL    call:part-of-the-name:N:errno                  (from the N-th such call on all of them fail)

   A line of the trace is   op(1) | file(4) | offset(8) | length(8) | nanoseconds(8) | length bytes; numbers low byte first. A sync has two
   lines, one before and one after: what was written before the first is on the disk when the second stands. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define FDS 65536
#define NAMES 4096

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static int file_of[FDS];                   /* 0: not ours; else 1 + index of its name */
static char *names[NAMES];
static int count_of_names, trace = -1, lies;
static char under[4096], fail_call[16], fail_name[256];
static size_t under_length;
static volatile long fail_at, met;         /* fail_at 0: nothing fails */
static int fail_errno;
static volatile int sticky = 1;            /* 0: only the N-th fails */

static void *real(const char *name) {
    static void *(*find)(void *, const char *);
    if (!find) {
        find = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34");
        if (!find) find = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5");
        if (!find) find = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.17");
    }
    return find(RTLD_NEXT, name);
}

#define REAL(type, name, ...) static type (*call)(__VA_ARGS__); if (!call) call = real(name)

static uint64_t now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return (uint64_t)t.tv_sec * 1000000000u + t.tv_nsec; }

static void put(char op, uint32_t file, uint64_t offset, const void *bytes, uint64_t length) {
    unsigned char head[29];
    uint64_t at = now();
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, bytes ? length : 0}};
    if (trace < 0) return;
    head[0] = op; memcpy(head + 1, &file, 4); memcpy(head + 5, &offset, 8); memcpy(head + 13, &length, 8); memcpy(head + 21, &at, 8);
    for (size_t left = parts[0].iov_len + parts[1].iov_len; left > 0;) {
        ssize_t done = syscall(SYS_writev, trace, parts, 2);
        if (done < 0) { if (errno == EINTR) continue; abort(); }
        left -= done;
        for (int i = 0; i < 2; i++) { size_t n = (size_t)done < parts[i].iov_len ? (size_t)done : parts[i].iov_len; parts[i].iov_base = (char *)parts[i].iov_base + n; parts[i].iov_len -= n; done -= n; }
    }
}

static int ours(const char *path) { return under_length && path && strncmp(path, under, under_length) == 0; }

/* Under the gate: the number of a name, told to the trace when it is new. */
static int number_of(const char *path) {
    for (int i = 0; i < count_of_names; i++) if (strcmp(names[i], path) == 0) return i + 1;
    if (count_of_names == NAMES) abort();
    names[count_of_names++] = strdup(path);
    put('N', count_of_names, 0, path + under_length, strlen(path + under_length));
    return count_of_names;
}

static int fails(const char *call, const char *path) {
    if (!fail_at || (strcmp(fail_call, "any") && strcmp(fail_call, call)) || !strstr(path, fail_name)) return 0;
    long n = __sync_add_and_fetch(&met, 1);
    if (n != fail_at && !(sticky && n > fail_at)) return 0;
    pthread_mutex_lock(&gate); put('F', number_of(path), n, call, strlen(call)); pthread_mutex_unlock(&gate);
    errno = fail_errno;
    return 1;
}

static const char *name_of(int fd) { return fd >= 0 && fd < FDS && file_of[fd] ? names[file_of[fd] - 1] : NULL; }

__attribute__((constructor)) static void begin(void) {
    const char *value = getenv("OPSCENTER_DISK_UNDER");
    if (value) { snprintf(under, sizeof under, "%s", value); under_length = strlen(under); }
    if ((value = getenv("OPSCENTER_DISK_LIES"))) lies = atoi(value);
    if ((value = getenv("OPSCENTER_DISK_FAIL")) && sscanf(value, "%15[^:]:%255[^:]:%ld:%d", fail_call, fail_name, (long *)&fail_at, &fail_errno) != 4) abort();
    if ((value = getenv("OPSCENTER_DISK_TRACE"))) {
        int fd = syscall(SYS_openat, AT_FDCWD, value, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        trace = fcntl(fd, F_DUPFD_CLOEXEC, 900);
        close(fd);
    }
}

/* For a program that fails its own calls one after the other: the n-th call from now on fails, all after it too when stays is 1; 0 lets
   all pass. The calls that were met since the last time come back. */
long opscenter_disk_arm(long n, int error, int stays) {
    long before = met;
    fail_at = 0; met = 0; fail_errno = error; sticky = stays;
    if (trace < 0 && n > 0) {                                      /* a new round in new files: the old names are done with */
        pthread_mutex_lock(&gate);
        memset(file_of, 0, sizeof file_of);
        while (count_of_names > 0) free(names[--count_of_names]);
        pthread_mutex_unlock(&gate);
    }
    snprintf(fail_call, sizeof fail_call, "any"); fail_name[0] = 0;
    fail_at = n;
    return before;
}

static int opened(int fd, const char *path, int flags) {
    if (fd < 0 || fd >= FDS) return fd;
    pthread_mutex_lock(&gate);
    file_of[fd] = 0;
    if (ours(path) && !strstr(path, "-shm")) { file_of[fd] = number_of(path); if (flags & O_CREAT) put('C', file_of[fd], 0, NULL, 0); if (flags & O_TRUNC) put('T', file_of[fd], 0, NULL, 0); }
    pthread_mutex_unlock(&gate);
    return fd;
}

#define OPEN(function, name) int function(const char *path, int flags, ...) { \
    REAL(int, name, const char *, int, ...); \
    mode_t mode = 0; va_list rest; va_start(rest, flags); if (flags & (O_CREAT | __O_TMPFILE)) mode = va_arg(rest, int); va_end(rest); \
    if (ours(path) && !strstr(path, "-shm") && fails("open", path)) return -1; \
    return opened(call(path, flags, mode), path, flags); }
OPEN(open, "open")
OPEN(open64, "open64")

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < FDS) file_of[fd] = 0;
    return call(fd);
}

#define PWRITE(function, name) ssize_t function(int fd, const void *bytes, size_t length, off_t offset) { \
    REAL(ssize_t, name, int, const void *, size_t, off_t); \
    const char *path = name_of(fd); \
    if (!path) return call(fd, bytes, length, offset); \
    if (fails("write", path)) return -1; \
    pthread_mutex_lock(&gate); \
    ssize_t done = call(fd, bytes, length, offset); int error = errno; \
    if (done > 0) put('W', file_of[fd], offset, bytes, done); \
    pthread_mutex_unlock(&gate); errno = error; return done; }
PWRITE(pwrite, "pwrite")
PWRITE(pwrite64, "pwrite64")

#define PREAD(function, name) ssize_t function(int fd, void *bytes, size_t length, off_t offset) { \
    REAL(ssize_t, name, int, void *, size_t, off_t); \
    const char *path = name_of(fd); \
    return path && fails("read", path) ? -1 : call(fd, bytes, length, offset); }
PREAD(pread, "pread")
PREAD(pread64, "pread64")

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    const char *path = name_of(fd);
    if (!path && !(fd == 1 && trace >= 0)) return call(fd, bytes, length);
    if (path && fails("write", path)) return -1;
    pthread_mutex_lock(&gate);
    off_t offset = path ? lseek(fd, 0, SEEK_CUR) : 0;
    if (!path) put('S', 0, 0, bytes, length);                      /* told before it leaves: never later than it was heard */
    ssize_t done = call(fd, bytes, length); int error = errno;
    if (path && done > 0) put('W', file_of[fd], offset, bytes, done);
    pthread_mutex_unlock(&gate); errno = error; return done;
}

#define TRUNCATE(function, name) int function(int fd, off_t length) { \
    REAL(int, name, int, off_t); \
    const char *path = name_of(fd); \
    if (!path) return call(fd, length); \
    if (fails("truncate", path)) return -1; \
    pthread_mutex_lock(&gate); \
    int result = call(fd, length), error = errno; \
    if (result == 0) put('T', file_of[fd], length, NULL, 0); \
    pthread_mutex_unlock(&gate); errno = error; return result; }
TRUNCATE(ftruncate, "ftruncate")
TRUNCATE(ftruncate64, "ftruncate64")

#define SYNC(function, name) int function(int fd) { \
    REAL(int, name, int); \
    const char *path = name_of(fd); \
    if (!path) return call(fd); \
    if (fails("sync", path)) return fail_errno ? -1 : 0; /* errno 0: a failure that is hidden */ \
    if (lies) return 0; \
    int file = file_of[fd]; \
    pthread_mutex_lock(&gate); put('B', file, 0, NULL, 0); pthread_mutex_unlock(&gate); \
    int result = call(fd), error = errno; \
    pthread_mutex_lock(&gate); if (result == 0) put('E', file, 0, NULL, 0); pthread_mutex_unlock(&gate); \
    errno = error; return result; }
SYNC(fsync, "fsync")
SYNC(fdatasync, "fdatasync")

#define TWO(function, op, word) int function(const char *from, const char *to) { \
    REAL(int, #function, const char *, const char *); \
    if (!ours(from)) return call(from, to); \
    if (fails(word, from)) return -1; \
    pthread_mutex_lock(&gate); \
    int result = call(from, to), error = errno; \
    if (result == 0) { uint64_t target = number_of(to); put(op, number_of(from), target, NULL, 0); } \
    pthread_mutex_unlock(&gate); errno = error; return result; }
TWO(rename, 'R', "rename")

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    if (!ours(path) || strstr(path, "-shm")) return call(path);
    if (fails("unlink", path)) return -1;
    pthread_mutex_lock(&gate);
    int result = call(path), error = errno;
    if (result == 0) put('U', number_of(path), 0, NULL, 0);
    pthread_mutex_unlock(&gate); errno = error; return result;
}

/* What leaves for a client that dialled in over IPv4 or IPv6: its port, then the bytes. */
static void told(int fd, const struct iovec *parts, size_t count) {
    struct sockaddr_in6 peer; socklen_t size = sizeof peer;
    if (trace < 0 || getpeername(fd, (struct sockaddr *)&peer, &size) != 0 || (peer.sin6_family != AF_INET && peer.sin6_family != AF_INET6)) return;
    pthread_mutex_lock(&gate);
    for (size_t i = 0; i < count; i++) put('S', 0, ntohs(peer.sin6_port), parts[i].iov_base, parts[i].iov_len);
    pthread_mutex_unlock(&gate);
}

ssize_t send(int fd, const void *bytes, size_t length, int flags) {
    REAL(ssize_t, "send", int, const void *, size_t, int);
    struct iovec part = {(void *)bytes, length};
    told(fd, &part, 1);
    return call(fd, bytes, length, flags);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    REAL(ssize_t, "sendmsg", int, const struct msghdr *, int);
    told(fd, message->msg_iov, message->msg_iovlen);
    return call(fd, message, flags);
}

/* A runtime that looks its functions up by name in libc itself would pass by the ones above. */
void *dlsym(void *handle, const char *name) {
    static void *(*find)(void *, const char *);
    if (!find) { find = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.34"); if (!find) find = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.2.5"); if (!find) find = dlvsym(RTLD_NEXT, "dlsym", "GLIBC_2.17"); }
    if (!strcmp(name, "fsync")) return (void *)fsync;
    if (!strcmp(name, "open")) return (void *)open;
    if (!strcmp(name, "close")) return (void *)close;
    return find(handle, name);
}
