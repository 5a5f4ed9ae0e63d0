// SPDX-License-Identifier: Apache-2.0
#include "env.h"

#include <unistd.h>

#include "watch.h"

void OpenFds::Add(int64_t fd)
{
        if (fd < 0)
                return;
        const size_t at = static_cast<size_t>(fd);
        if (at >= open_.size())
                open_.resize(at + 64);
        open_[at] = true;
}

void OpenFds::Remove(int64_t fd)
{
        if (fd >= 0 && static_cast<size_t>(fd) < open_.size())
                open_[static_cast<size_t>(fd)] = false;
}

void OpenFds::CloseAll()
{
        for (size_t fd = 0; fd < open_.size(); fd++) {
                if (open_[fd])
                        (void)close(static_cast<int>(fd)); // nobody is left to tell
        }
        open_.clear();
}

Environment::Environment() = default;

Environment::~Environment()
{
        watcher.reset();
        fds.CloseAll();
}
