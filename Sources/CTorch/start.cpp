// How long waiting threads spin, settled before any library starts.
//
// A thread of libtorch's pool (libgomp's) that waits for the others spins for milliseconds before it sleeps. Beside
// other work it spins on the very core that the others need: a portrait then takes fifty times as long. GOMP_SPINCOUNT
// bounds that, but libgomp reads it in its own constructor, before main and before every constructor of ours.
// .preinit_array comes before all of them, in programs and in test bundles, which are programs on Linux. A variable set
// there would be lost, since the C library sets `environ` afterwards; so the process executes its program again with the
// variable beside the others. That links libtorch a second time, some 10 ms, before anything is opened or started.
#if defined(__linux__)
#include <sys/auxv.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

// About what falling asleep and waking cost together. With half of it a portrait alone takes 3 % longer, with two and
// a half times as much three at once take half as long again.
constexpr int64_t spinning_nanoseconds = 50'000;

// Who sets either variable has decided, and a process that was started again stops here.
bool is_settled(char *const *environment) {
    for (; *environment != nullptr; environment++) {
        if (std::strncmp(*environment, "GOMP_SPINCOUNT=", 15) == 0) return true;
        if (std::strncmp(*environment, "OMP_WAIT_POLICY=", 16) == 0) return true;
    }
    return false;
}

int64_t nanoseconds() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

// Rounds of libgomp's waiting loop in that time: a pause takes from 1 to 50 ns, depending on the processor.
int64_t spin_count() {
    constexpr int64_t rounds = 200;
    volatile int word = 0;
    int64_t least = INT64_MAX;
    for (int attempt = 0; attempt < 5; attempt++) {
        int64_t start = nanoseconds();
        for (int64_t round = 0; round < rounds && word == 0; round++) {
#if defined(__x86_64__)
            __builtin_ia32_pause();
#endif
        }
        least = std::min(least, nanoseconds() - start);
    }
    return std::clamp<int64_t>(spinning_nanoseconds * rounds / std::max<int64_t>(least, 1), 500, 100'000);
}

void settle(int, char **arguments, char **environment) {
    if (is_settled(environment)) return;
    // With another user's rights nothing is executed by a path that the caller could change meanwhile.
    if (getauxval(AT_SECURE) != 0) return;
    // Without an interpreter of its own the process was started as an argument of the dynamic linker, whose other
    // arguments are gone by now.
    auto program = reinterpret_cast<const char *>(getauxval(AT_EXECFN));
    if (program == nullptr || getauxval(AT_BASE) == 0) return;
    char variable[32] = "GOMP_SPINCOUNT=";
    std::to_chars(variable + 15, variable + sizeof variable - 1, spin_count());
    size_t count = 0;
    while (environment[count] != nullptr) count++;
    auto extended = static_cast<char **>(std::calloc(count + 2, sizeof(char *)));
    if (extended == nullptr) return;
    std::memcpy(extended, environment, count * sizeof(char *));
    extended[count] = variable;
    execve(program, arguments, extended);
    // Where that is forbidden, or the file is gone, the process goes on as it is: slower beside others, but it works.
    std::free(extended);
}

} // namespace

extern "C" {
__attribute__((section(".preinit_array"), used)) void (*ctorch_settle_waiting)(int, char **, char **) = settle;
}
#endif
