/* A disk that fails, stops or is watched at one chosen call.
 *
 * Loaded before the C library (LD_PRELOAD), it sees every call that changes a file in
 * one folder, whether Python or SQLite makes it. Linux only; see disk.py.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sendfile.h>
#include <sys/types.h>
#include <unistd.h>

enum { CREATE, WRITE, TRUNCATE, SYNC, RENAME, UNLINK, OTHER };
enum { PASS, FAIL, FAIL_FROM, KILL, KILL_HALF };

static char folder[4096];
static long calls, chosen = -1;
static int mode = PASS, failure, record = -1;

#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

void disk_watch(const char *path) { snprintf(folder, sizeof folder, "%s", path); }
void disk_choose(int how, long call, int error)
{
    mode = how;
    chosen = call;
    failure = error;
    calls = 0;
}
long disk_calls(void) { return calls; }
void disk_record(int fd) { record = fd; }

static int inside(const char *path)
{
    size_t length = strlen(folder);
    return length && !strncmp(path, folder, length) && (path[length] == '/' || !path[length]);
}

/* Path of an open file if it is in the folder. */
static const char *named(int fd, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 4095);
    if (length < 0) return NULL;
    path[length] = 0;
    return inside(path) ? path : NULL;
}

/* Count a call; 0 when it is to be carried out, 1 when only half of it is. */
static int next(int kind)
{
    long call = calls++;
    /* A full disk still closes and removes files. */
    int lasting = mode == FAIL_FROM && kind != UNLINK && kind != OTHER;
    if (mode == KILL && call == chosen) kill(getpid(), SIGKILL);
    if ((mode == FAIL && call == chosen) || (lasting && call >= chosen)) {
        errno = failure;
        return -1;
    }
    return mode == KILL_HALF && call == chosen;
}

static void note(int kind, const char *path, const char *other, int64_t offset,
                 const void *data, int64_t size)
{
    REAL(write);
    if (record < 0) return;
    int saved = errno;
    struct { int32_t kind, path, other, pad; int64_t offset, size; } head = {
        kind, (int32_t)strlen(path), other ? (int32_t)strlen(other) : 0, 0, offset, size};
    if (real(record, &head, sizeof head) < 0 || real(record, path, head.path) < 0 ||
        (other && real(record, other, head.other) < 0) ||
        (data && real(record, data, size) < 0))
        record = -1;
    errno = saved;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) \
    { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t bits = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        int changes = inside(path) && (flags & (O_CREAT | O_TRUNC)); \
        struct stat found; \
        int there = changes && !stat(path, &found); \
        if (changes && next(CREATE) < 0) return -1; \
        int fd = real(path, flags, bits); \
        if (fd >= 0 && changes && !there) note(CREATE, path, NULL, 0, NULL, 0); \
        if (fd >= 0 && there && flags & O_TRUNC) note(TRUNCATE, path, NULL, 0, NULL, 0); \
        return fd; \
    }
OPEN(open)
OPEN(open64)

#define AT(fd, offset) ((offset) < 0 ? lseek(fd, 0, SEEK_CUR) : (offset))
#define WRITING(name, arguments, pass, half, offset) \
    ssize_t name arguments \
    { \
        REAL(name); \
        char path[4096]; \
        if (!named(fd, path)) return real pass; \
        int how = next(WRITE); \
        if (how < 0) return -1; \
        if (how > 0) { \
            real half; \
            kill(getpid(), SIGKILL); \
        } \
        int64_t at = AT(fd, offset); \
        ssize_t written = real pass; \
        if (written > 0) note(WRITE, path, NULL, at, data, written); \
        return written; \
    }
WRITING(write, (int fd, const void *data, size_t size), (fd, data, size),
        (fd, data, size / 2), (int64_t)-1)
WRITING(pwrite, (int fd, const void *data, size_t size, off_t place),
        (fd, data, size, place), (fd, data, size / 2, place), (int64_t)place)
WRITING(pwrite64, (int fd, const void *data, size_t size, off64_t place),
        (fd, data, size, place), (fd, data, size / 2, place), (int64_t)place)

#define ON_FILE(name, arguments, pass, kind, offset) \
    int name arguments \
    { \
        REAL(name); \
        char path[4096]; \
        if (!named(fd, path)) return real pass; \
        if (next(kind) < 0) return -1; \
        int result = real pass; \
        if (!result) note(kind, path, NULL, offset, NULL, 0); \
        return result; \
    }
ON_FILE(fsync, (int fd), (fd), SYNC, 0)
ON_FILE(fdatasync, (int fd), (fd), SYNC, 0)
ON_FILE(ftruncate, (int fd, off_t size), (fd, size), TRUNCATE, size)
ON_FILE(ftruncate64, (int fd, off64_t size), (fd, size), TRUNCATE, size)
ON_FILE(fchmod, (int fd, mode_t bits), (fd, bits), OTHER, 0)

/* A close that fails has closed the file all the same. */
int close(int fd)
{
    REAL(close);
    char path[4096];
    if (!named(fd, path)) return real(fd);
    int how = next(OTHER), error = errno, result = real(fd);
    if (how < 0) errno = error;
    return how < 0 ? -1 : result;
}

int rename(const char *from, const char *to)
{
    REAL(rename);
    if (!inside(to)) return real(from, to);
    if (next(RENAME) < 0) return -1;
    int result = real(from, to);
    if (!result) note(RENAME, from, to, 0, NULL, 0);
    return result;
}

int unlink(const char *path)
{
    REAL(unlink);
    if (!inside(path)) return real(path);
    if (next(UNLINK) < 0) return -1;
    int result = real(path);
    if (!result) note(UNLINK, path, NULL, 0, NULL, 0);
    return result;
}

int chmod(const char *path, mode_t bits)
{
    REAL(chmod);
    if (inside(path) && next(OTHER) < 0) return -1;
    return real(path, bits);
}

/* Copying inside the kernel would pass by the calls above. */
ssize_t sendfile64(int to, int from, off64_t *offset, size_t size)
{
    REAL(sendfile64);
    char path[4096];
    if (!named(to, path)) return real(to, from, offset, size);
    errno = EINVAL;
    return -1;
}
ssize_t sendfile(int to, int from, off_t *offset, size_t size)
{
    return sendfile64(to, from, offset, size);
}
