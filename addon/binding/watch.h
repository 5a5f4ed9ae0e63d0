// SPDX-License-Identifier: Apache-2.0
// Tells an environment's event loop that fds are ready: a thread that sleeps in epoll_wait(2) and wakes the
// loop by a thread-safe function. Node-API has nothing else that both Node and Bun implement.
#ifndef RUNT_BINDING_WATCH_H
#define RUNT_BINDING_WATCH_H

#include <pthread.h>

#include <napi.h>

class Watcher
{
      public:
        Watcher() = default;
        Watcher(const Watcher &) = delete;
        Watcher &operator=(const Watcher &) = delete;
        ~Watcher();

        // Each returns 0 or -errno.
        int Start(Napi::Env env, Napi::Function callback);
        int Watch(int fd, uint32_t events, uint64_t token);
        int Unwatch(int fd);
        // Whether the event loop goes on for this watcher alone.
        int Hold(Napi::Env env, bool hold);

      private:
        static void *Run(void *watcher);
        static void Stop(void *watcher);
        void Loop();
        int StartThread();

        int epoll_ = -1;
        int wake_ = -1;
        bool running_ = false;
        pthread_t thread_ = {};
        napi_threadsafe_function function_ = nullptr;
};

#endif
