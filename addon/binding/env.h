// SPDX-License-Identifier: Apache-2.0
// What belongs to one JavaScript environment: the main thread or a worker. Nothing here is shared between
// them.
#ifndef RUNT_BINDING_ENV_H
#define RUNT_BINDING_ENV_H

#include <cstdint>
#include <memory>
#include <vector>

#include <napi.h>

class Watcher;

// The fds that native functions gave to this environment and that it has not closed. A worker that is
// terminated in the middle of its work closes nothing itself; a lock it held would stay held by the process.
class OpenFds
{
      public:
        void Add(int64_t fd);
        void Remove(int64_t fd);
        void CloseAll();

      private:
        std::vector<bool> open_;
};

struct Environment {
        OpenFds fds;
        std::unique_ptr<Watcher> watcher;

        Environment();
        ~Environment();

        static Environment &Of(Napi::Env env)
        {
                return *env.GetInstanceData<Environment>();
        }
};

void AddWatchFunctions(Napi::Env env, Napi::Object exports);

#endif
