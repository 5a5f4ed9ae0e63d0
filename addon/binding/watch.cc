// SPDX-License-Identifier: Apache-2.0
#include "watch.h"

#include <cerrno>
#include <csignal>
#include <memory>
#include <vector>

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "env.h"

namespace
{

// No fd has this token: they count from 1.
constexpr uint64_t kWake = 0;
constexpr int kBatch = 64;

using Tokens = std::vector<uint64_t>;

// On the environment's own thread. While that is torn down `env` is null, or no script can run: each call
// fails then, and nobody waits any more. The C++ wrappers would end the process.
void CallBack(napi_env env, napi_value callback, void *, void *data)
{
        const std::unique_ptr<Tokens> tokens(static_cast<Tokens *>(data));
        napi_value array, undefined;
        if (env == nullptr || napi_create_array_with_length(env, tokens->size(), &array) != napi_ok)
                return;
        for (uint32_t i = 0; i < tokens->size(); i++) {
                napi_value token;
                if (napi_create_double(env, static_cast<double>((*tokens)[i]), &token) != napi_ok ||
                    napi_set_element(env, array, i, token) != napi_ok)
                        return;
        }
        if (napi_get_undefined(env, &undefined) == napi_ok)
                (void)napi_call_function(env, undefined, callback, 1, &array, nullptr);
}

} // namespace

int Watcher::Start(Napi::Env env, Napi::Function callback)
{
        if (running_)
                return -EALREADY;
        const Napi::String name = Napi::String::New(env, "runt");
        const napi_status status = napi_create_threadsafe_function(
            env, callback, nullptr, name, 0, 1, nullptr, nullptr, nullptr, CallBack, &function_);
        if (status != napi_ok)
                return -ENOMEM;
        // Hooks run in reverse order: before the function's own one, with which it would vanish under the
        // thread.
        (void)napi_add_env_cleanup_hook(env, Stop, this);
        (void)napi_unref_threadsafe_function(env, function_); // until something is waited for
        epoll_ = epoll_create1(EPOLL_CLOEXEC);
        wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (epoll_ < 0 || wake_ < 0)
                return -errno;
        epoll_event event = {};
        event.events = EPOLLIN;
        event.data.u64 = kWake;
        if (epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event) < 0)
                return -errno;
        const int r = StartThread();
        running_ = r == 0;
        return r;
}

// Signals are for the threads of the host: this one takes none.
int Watcher::StartThread()
{
        sigset_t all, former;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &former);
        const int r = pthread_create(&thread_, nullptr, Run, this);
        pthread_sigmask(SIG_SETMASK, &former, nullptr);
        return -r;
}

void *Watcher::Run(void *watcher)
{
        static_cast<Watcher *>(watcher)->Loop();
        return nullptr;
}

void Watcher::Loop()
{
        epoll_event events[kBatch];
        for (;;) {
                const int count = epoll_wait(epoll_, events, kBatch, -1);
                if (count < 0)
                        continue; // EINTR only, by a debugger: the arguments are right
                auto tokens = std::make_unique<Tokens>();
                for (int i = 0; i < count; i++) {
                        if (events[i].data.u64 == kWake)
                                return;
                        tokens->push_back(events[i].data.u64);
                }
                // Fails only while the environment is torn down, and then nobody waits any more.
                if (napi_call_threadsafe_function(function_, tokens.get(), napi_tsfn_nonblocking) == napi_ok)
                        (void)tokens.release(); // CallBack has it
        }
}

int Watcher::Watch(int fd, uint32_t events, uint64_t token)
{
        epoll_event event = {};
        event.events = events | EPOLLONESHOT; // poll(2) has the same numbers
        event.data.u64 = token;
        return epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event) < 0 ? -errno : 0;
}

int Watcher::Unwatch(int fd)
{
        return epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr) < 0 ? -errno : 0;
}

int Watcher::Hold(Napi::Env env, bool hold)
{
        const napi_status status = hold ? napi_ref_threadsafe_function(env, function_)
                                        : napi_unref_threadsafe_function(env, function_);
        return status == napi_ok ? 0 : -EINVAL;
}

void Watcher::Stop(void *watcher)
{
        Watcher *self = static_cast<Watcher *>(watcher);
        if (self->running_) {
                const uint64_t one = 1;
                (void)!write(self->wake_, &one, sizeof(one)); // an eventfd at 0 takes it
                pthread_join(self->thread_, nullptr);
        }
        self->running_ = false;
        (void)napi_release_threadsafe_function(self->function_, napi_tsfn_abort);
}

Watcher::~Watcher()
{
        if (epoll_ >= 0)
                (void)close(epoll_);
        if (wake_ >= 0)
                (void)close(wake_);
}

namespace
{

Napi::Value Result(Napi::Env env, int result)
{
        return Napi::Number::New(env, result);
}

Napi::Value Refuse(Napi::Env env, const char *form)
{
        Napi::TypeError::New(env, form).ThrowAsJavaScriptException();
        return {};
}

// watchStart(callback: (tokens: number[]) => void): number
Napi::Value WatchStart(const Napi::CallbackInfo &info)
{
        if (info.Length() != 1 || !info[0].IsFunction())
                return Refuse(info.Env(), "watchStart(callback)");
        Environment &environment = Environment::Of(info.Env());
        if (environment.watcher == nullptr)
                environment.watcher = std::make_unique<Watcher>();
        return Result(info.Env(), environment.watcher->Start(info.Env(), info[0].As<Napi::Function>()));
}

// watchFd(fd: number, events: number, token: number): number    once; EPERM for files that are always ready
Napi::Value WatchFd(const Napi::CallbackInfo &info)
{
        Watcher *watcher = Environment::Of(info.Env()).watcher.get();
        if (watcher == nullptr || info.Length() != 3 || !info[0].IsNumber() || !info[1].IsNumber() ||
            !info[2].IsNumber())
                return Refuse(info.Env(), "watchFd(fd, events, token), after watchStart");
        const int fd = info[0].As<Napi::Number>().Int32Value();
        const uint32_t events = info[1].As<Napi::Number>().Uint32Value();
        const int64_t token = info[2].As<Napi::Number>().Int64Value();
        return Result(info.Env(), watcher->Watch(fd, events, static_cast<uint64_t>(token)));
}

// unwatchFd(fd: number): number
Napi::Value UnwatchFd(const Napi::CallbackInfo &info)
{
        Watcher *watcher = Environment::Of(info.Env()).watcher.get();
        if (watcher == nullptr || info.Length() != 1 || !info[0].IsNumber())
                return Refuse(info.Env(), "unwatchFd(fd), after watchStart");
        return Result(info.Env(), watcher->Unwatch(info[0].As<Napi::Number>().Int32Value()));
}

// watchHold(hold: boolean): number
Napi::Value WatchHold(const Napi::CallbackInfo &info)
{
        Watcher *watcher = Environment::Of(info.Env()).watcher.get();
        if (watcher == nullptr || info.Length() != 1 || !info[0].IsBoolean())
                return Refuse(info.Env(), "watchHold(hold), after watchStart");
        return Result(info.Env(), watcher->Hold(info.Env(), info[0].As<Napi::Boolean>().Value()));
}

} // namespace

void AddWatchFunctions(Napi::Env env, Napi::Object exports)
{
        exports.Set("watchStart", Napi::Function::New(env, WatchStart, "watchStart"));
        exports.Set("watchFd", Napi::Function::New(env, WatchFd, "watchFd"));
        exports.Set("unwatchFd", Napi::Function::New(env, UnwatchFd, "unwatchFd"));
        exports.Set("watchHold", Napi::Function::New(env, WatchHold, "watchHold"));
}
