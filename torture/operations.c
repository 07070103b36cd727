/* Loaded before the C library: counts the changes that the leading process of a session makes to files below one
   folder, SQLite's among them, and lets one of them fail or be the last thing that the process group does.

   TORTURE_ROOT    folder whose files count
   TORTURE_LOG     file that gets a line per operation: its name and path
   TORTURE_AT      number of the operation, from 1; 0 for none
   TORTURE_ERROR   0: kill -9 of the group before the operation; else the error with which it fails
   TORTURE_ALWAYS  1: all later operations fail, too */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long count;

static long number(const char *name) {
    const char *value = getenv(name);
    return value ? atol(value) : 0;
}

static void note(const char *operation, const char *path) {
    char line[4200];
    int length = snprintf(line, sizeof line, "%s %s\n", operation, path);
    int log = syscall(SYS_openat, AT_FDCWD, getenv("TORTURE_LOG"), O_CREAT | O_WRONLY | O_APPEND, 0600);
    syscall(SYS_write, log, line, length);
    syscall(SYS_close, log);
}

/* Whether the operation shall fail; errno says how. */
static int fails(const char *operation, const char *path) {
    const char *root = getenv("TORTURE_ROOT");
    if (!root || strncmp(path, root, strlen(root)) || getpid() != getsid(0))
        return 0;
    long now = atomic_fetch_add(&count, 1) + 1, at = number("TORTURE_AT"), error = number("TORTURE_ERROR");
    note(operation, path);
    if (!at || now < at || (now > at && !number("TORTURE_ALWAYS")))
        return 0;
    if (!error)
        kill(0, SIGKILL);
    errno = error;
    return 1;
}

/* The same for a name in an open folder, or, without a name, for an open file. */
static int fails_in(const char *operation, int file, const char *name) {
    char place[4200] = "", link[64];
    if (name && (name[0] == '/' || file == AT_FDCWD))
        return fails(operation, name);
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    int saved = errno;
    ssize_t length = readlink(link, place, 4000);
    errno = saved;
    if (length < 0)
        return 0;
    snprintf(place + length, sizeof place - length, name ? "/%s" : "", name);
    return fails(operation, place);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FILE_OPERATION(type, name, kind, parameters, ...)                                                              \
    type name parameters { return fails_in(kind, file, NULL) ? -1 : REAL(name)(__VA_ARGS__); }
#define NAME_OPERATION(name, kind, folder, path, parameters, ...)                                                      \
    int name parameters { return fails_in(kind, folder, path) ? -1 : REAL(name)(__VA_ARGS__); }

FILE_OPERATION(ssize_t, write, "write", (int file, const void *data, size_t size), file, data, size)
FILE_OPERATION(ssize_t, pwrite64, "write", (int file, const void *data, size_t size, off64_t at), file, data, size, at)
FILE_OPERATION(int, fsync, "sync", (int file), file)
FILE_OPERATION(int, fdatasync, "sync", (int file), file)
FILE_OPERATION(int, ftruncate64, "truncate", (int file, off64_t size), file, size)
FILE_OPERATION(int, fchmod, "chmod", (int file, mode_t mode), file, mode)
NAME_OPERATION(rename, "rename", AT_FDCWD, to, (const char *from, const char *to), from, to)
NAME_OPERATION(renameat2, "exchange", to_folder, to,
               (int from_folder, const char *from, int to_folder, const char *to, unsigned flags), from_folder, from,
               to_folder, to, flags)
NAME_OPERATION(linkat, "link", to_folder, to,
               (int from_folder, const char *from, int to_folder, const char *to, int flags), from_folder, from,
               to_folder, to, flags)
NAME_OPERATION(unlink, "unlink", AT_FDCWD, path, (const char *path), path)
NAME_OPERATION(unlinkat, "unlink", folder, path, (int folder, const char *path, int flags), folder, path, flags)
NAME_OPERATION(mkdir, "mkdir", AT_FDCWD, path, (const char *path, mode_t mode), path, mode)
NAME_OPERATION(rmdir, "rmdir", AT_FDCWD, path, (const char *path), path)

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    if (flags & O_CREAT && fails_in("create", AT_FDCWD, path))
        return -1;
    return REAL(open64)(path, flags, mode);
}
