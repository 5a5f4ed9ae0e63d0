// SPDX-License-Identifier: Apache-2.0
// The native surface for Node-API: a loop over native_table. Converts and calls, nothing else.
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <napi.h>

#include "env.h"
#include "watch.h"

extern "C" {
#include "../core/functions.h"
}

namespace
{

constexpr size_t kMaxArguments = 8;
constexpr double kMaxInteger = 9007199254740991.0;

// What the arguments point to while the function runs.
struct Call {
        argument arguments[kMaxArguments] = {};
        std::string texts[kMaxArguments];
        std::vector<int64_t> numbers[kMaxArguments];
};

bool IsInteger(double value)
{
        return std::trunc(value) == value && std::fabs(value) <= kMaxInteger;
}

bool TakeInteger(const Napi::Value &value, int64_t *ret)
{
        if (!value.IsNumber())
                return false;
        const double number = value.As<Napi::Number>().DoubleValue();
        if (!IsInteger(number))
                return false;
        *ret = static_cast<int64_t>(number);
        return true;
}

bool TakeText(const Napi::Value &value, bool nul, Call *call, size_t at)
{
        if (!value.IsString())
                return false;
        std::string &text = call->texts[at];
        text = value.As<Napi::String>().Utf8Value();
        if (!nul && std::memchr(text.data(), '\0', text.size()) != nullptr)
                return false;
        call->arguments[at].text = text.c_str();
        call->arguments[at].length = text.size();
        return true;
}

bool TakeBytes(const Napi::Value &value, argument *ret)
{
        if (!value.IsTypedArray() || value.As<Napi::TypedArray>().TypedArrayType() != napi_uint8_array)
                return false;
        const Napi::Uint8Array bytes = value.As<Napi::Uint8Array>();
        ret->text = bytes.ByteLength() == 0 ? "" : reinterpret_cast<const char *>(bytes.Data());
        ret->length = bytes.ByteLength();
        return true;
}

bool TakeNumbers(const Napi::Value &value, Call *call, size_t at)
{
        if (!value.IsArray())
                return false;
        const Napi::Array array = value.As<Napi::Array>();
        std::vector<int64_t> &numbers = call->numbers[at];
        numbers.resize(array.Length());
        for (uint32_t i = 0; i < numbers.size(); i++) {
                const Napi::MaybeOrValue<Napi::Value> element = array.Get(i);
                if (array.Env().IsExceptionPending() || !TakeInteger(element, &numbers[i]))
                        return false;
        }
        call->arguments[at].numbers = numbers.data();
        call->arguments[at].length = numbers.size();
        return true;
}

bool TakeArgument(const Napi::Value &value, char letter, Call *call, size_t at)
{
        switch (letter) {
        case 'i':
                return TakeInteger(value, &call->arguments[at].number);
        case 's':
                return TakeText(value, false, call, at);
        case 't':
                return TakeText(value, true, call, at);
        case 'b':
                return TakeBytes(value, &call->arguments[at]);
        default:
                return TakeNumbers(value, call, at);
        }
}

Napi::Value NumbersValue(Napi::Env env, const int64_t *numbers, size_t count)
{
        Napi::Array array = Napi::Array::New(env, count);
        for (uint32_t i = 0; i < count; i++)
                array.Set(i, Napi::Number::New(env, static_cast<double>(numbers[i])));
        return array;
}

Napi::Value BytesValue(Napi::Env env, const void *data, size_t length)
{
        Napi::Uint8Array bytes = Napi::Uint8Array::New(env, length);
        if (length > 0)
                std::memcpy(bytes.Data(), data, length);
        return bytes;
}

Napi::Value ResultValue(Napi::Env env, const result &result)
{
        switch (result.kind) {
        case RESULT_TEXT:
                return Napi::String::New(env, static_cast<const char *>(result.data), result.length);
        case RESULT_BYTES:
                return BytesValue(env, result.data, result.length);
        case RESULT_NUMBERS:
                return NumbersValue(env, static_cast<const int64_t *>(result.data), result.length);
        default:
                return Napi::Number::New(env, static_cast<double>(result.number));
        }
}

Napi::Value Refuse(Napi::Env env, const native &function, const std::string &what)
{
        if (!env.IsExceptionPending())
                Napi::TypeError::New(env, std::string(function.name) + ": " + what)
                    .ThrowAsJavaScriptException();
        return {};
}

const char *Wanted(char letter)
{
        switch (letter) {
        case 'i':
                return "an integer";
        case 's':
                return "a string without NUL";
        case 't':
                return "a string";
        case 'b':
                return "a Uint8Array";
        default:
                return "an array of integers";
        }
}

// Where a function's result holds fds that are the caller's to close.
enum class Gives { kNothing, kNumber, kSpawned, kSpawnedSocket, kPipe, kReport };

struct Bound {
        const native *function;
        Gives gives;
};

Gives GivesOf(const char *name)
{
        static const struct {
                const char *name;
                Gives gives;
        } table[] = {
            {"openat", Gives::kNumber},        {"openat2", Gives::kNumber},
            {"dup3", Gives::kNumber},          {"dupAbove", Gives::kNumber},
            {"pidfdOpen", Gives::kNumber},     {"signalFd", Gives::kNumber},
            {"listenUnix", Gives::kNumber},    {"connectUnix", Gives::kNumber},
            {"acceptUnix", Gives::kNumber},    {"bpfLoadDevice", Gives::kNumber},
            {"bpfProgFd", Gives::kNumber},     {"pipe", Gives::kPipe},
            {"spawnProgram", Gives::kSpawned}, {"spawnInit", Gives::kSpawnedSocket},
            {"receiveReport", Gives::kReport},
        };
        for (const auto &entry : table) {
                if (std::strcmp(entry.name, name) == 0)
                        return entry.gives;
        }
        return Gives::kNothing;
}

void NoteFds(OpenFds *fds, Gives gives, const result &result)
{
        if (gives == Gives::kNumber) {
                if (result.kind == RESULT_NUMBER)
                        fds->Add(result.number);
                return;
        }
        if (result.kind != RESULT_NUMBERS)
                return;
        const int64_t *numbers = static_cast<const int64_t *>(result.data);
        if (gives == Gives::kPipe)
                fds->Add(numbers[0]);
        if (gives == Gives::kPipe || gives == Gives::kSpawned || gives == Gives::kSpawnedSocket)
                fds->Add(numbers[1]);
        if (gives == Gives::kSpawnedSocket)
                fds->Add(numbers[2]);
        if (gives == Gives::kReport)
                fds->Add(numbers[4]);
}

Napi::Value CallNative(const Napi::CallbackInfo &info)
{
        const Bound &bound = *static_cast<const Bound *>(info.Data());
        const native &function = *bound.function;
        const size_t count = std::strlen(function.signature);
        if (info.Length() != count)
                return Refuse(info.Env(), function, "wants " + std::to_string(count) + " arguments");
        Call call;
        for (size_t i = 0; i < count; i++) {
                if (!TakeArgument(info[i], function.signature[i], &call, i))
                        return Refuse(info.Env(), function,
                                      "argument " + std::to_string(i + 1) + " must be " +
                                          Wanted(function.signature[i]));
        }
        // Before the call: another thread may be given the number as soon as it is free.
        if (function.call == native_close)
                Environment::Of(info.Env()).fds.Remove(call.arguments[0].number);
        result result = {};
        function.call(call.arguments, &result);
        if (bound.gives != Gives::kNothing)
                NoteFds(&Environment::Of(info.Env()).fds, bound.gives, result);
        const Napi::Value value = ResultValue(info.Env(), result);
        std::free(result.data);
        return value;
}

std::vector<Bound> BindAll()
{
        std::vector<Bound> all;
        for (const native *function = native_table; function->name != nullptr; function++)
                all.push_back({function, GivesOf(function->name)});
        return all;
}

Napi::Object Init(Napi::Env env, Napi::Object exports)
{
        static const std::vector<Bound> all = BindAll(); // the same for all threads, and never changed
        env.SetInstanceData(new Environment);
        for (const Bound &bound : all)
                exports.Set(bound.function->name, Napi::Function::New(env, CallNative, bound.function->name,
                                                                      const_cast<Bound *>(&bound)));
        AddWatchFunctions(env, exports);
        return exports;
}

} // namespace

NODE_API_MODULE(runt, Init)
