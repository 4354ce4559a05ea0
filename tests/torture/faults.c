/* A disk that fails now and then: preloaded into a process, it lets some calls on one file fail.
 *
 * FAULTS_FILE  calls on files whose path has this in it may fail
 * FAULTS_CALL  which: write, sync or rename
 * FAULTS_WHEN  only while this file exists
 * FAULTS_ONE_IN  one call in so many fails, by chance
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int struck(const char *call, const char *path)
{
    const char *file = getenv("FAULTS_FILE"), *which = getenv("FAULTS_CALL");
    const char *when = getenv("FAULTS_WHEN"), *one_in = getenv("FAULTS_ONE_IN");
    if (!file || !which || !when || !one_in || strcmp(call, which) || !strstr(path, file))
        return 0;
    return access(when, F_OK) == 0 && random() % atoi(one_in) == 0;
}

static int struck_fd(const char *call, int fd)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0)
        return 0;
    path[length] = 0;
    return struck(call, path);
}

static int next_error(void)
{
    return random() % 2 ? EIO : ENOSPC;
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *octets, size_t count)
{
    if (struck_fd("write", fd)) {
        errno = next_error();
        return -1;
    }
    return NEXT(write)(fd, octets, count);
}

/* Half of what was to be written gets there, as when the disk fills up in the middle. */
static ssize_t half(ssize_t (*next)(int, const void *, size_t, off_t), int fd, const void *octets, size_t count, off_t at)
{
    if (random() % 2)
        next(fd, octets, count / 2, at);
    errno = next_error();
    return -1;
}

ssize_t pwrite(int fd, const void *octets, size_t count, off_t at)
{
    if (struck_fd("write", fd))
        return half(NEXT(pwrite), fd, octets, count, at);
    return NEXT(pwrite)(fd, octets, count, at);
}

ssize_t pwrite64(int fd, const void *octets, size_t count, off_t at)
{
    if (struck_fd("write", fd))
        return half(NEXT(pwrite64), fd, octets, count, at);
    return NEXT(pwrite64)(fd, octets, count, at);
}

int fsync(int fd)
{
    if (struck_fd("sync", fd)) {
        errno = EIO;
        return -1;
    }
    return NEXT(fsync)(fd);
}

int fdatasync(int fd)
{
    if (struck_fd("sync", fd)) {
        errno = EIO;
        return -1;
    }
    return NEXT(fdatasync)(fd);
}

int rename(const char *from, const char *to)
{
    if (struck("rename", to)) {
        errno = next_error();
        return -1;
    }
    return NEXT(rename)(from, to);
}
