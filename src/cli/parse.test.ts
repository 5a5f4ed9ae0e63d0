// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import yargs from "yargs";
import { COMMANDS, GLOBAL_OPTIONS } from "./commands.ts";
import type { OptionTable } from "./option.ts";
import { checkArguments, type CommandLine, emptyCommandLine, parseCommandLine } from "./parse.ts";

function parsed(...argv: string[]): CommandLine {
  const line = emptyCommandLine();
  parseCommandLine(argv, line);
  return line;
}

suite("parseCommandLine()", () => {
  const cases: readonly [argv: string, options: object, args: string[]][] = [
    ["create --bundle /b --pid-file /p id", { bundle: "/b", "pid-file": "/p" }, ["id"]],
    ["create --bundle=/b=c id", { bundle: "/b=c" }, ["id"]],
    ["create -bundle /b id", { bundle: "/b" }, ["id"]],
    ["create -b /b id", { bundle: "/b" }, ["id"]],
    ["create --b=/b id", { bundle: "/b" }, ["id"]],
    ["create id --no-pivot", { "no-pivot": true }, ["id"]],
    ["restore -no-subreaper --detach id", { "no-subreaper": true, detach: true }, ["id"]],
    ["create --no-pivot=false id", { "no-pivot": false }, ["id"]],
    ["create --no-pivot true", { "no-pivot": true }, ["true"]],
    ["create --preserve-fds 3 id", { "preserve-fds": 3 }, ["id"]],
    ["update --memory -1 id", { memory: "-1" }, ["id"]],
    ["update --resources=- id", { resources: "-" }, ["id"]],
    ["update --resources - id", { resources: "-" }, ["id"]],
    ["update id -r --memory", { resources: "--memory" }, ["id"]],
    ["exec -e A=1,2 --env B=3 id sh -c -e", { env: ["A=1,2", "B=3"] }, ["id", "sh", "-c", "-e"]],
    ["exec id --tty", {}, ["id", "--tty"]],
    ["exec --tty -- id -- x", { tty: true }, ["id", "--", "x"]],
    ["kill id -9", {}, ["id", "-9"]],
    ["kill -9 id", {}, ["-9", "id"]],
    ["kill -a id KILL", { all: true }, ["id", "KILL"]],
    ["kill --all id 9", { all: true }, ["id", "9"]],
    ["ps id -ef", {}, ["id", "-ef"]],
    ["delete -- --force", {}, ["--force"]],
    ["delete -9 --force", {}, ["-9", "--force"]],
    ["delete - --force", { force: true }, ["-"]],
    ["delete --force --force=false id", { force: false }, ["id"]],
    ["spec --rootless", { rootless: true }, []],
    ["events --interval=5s id", { interval: "5s" }, ["id"]],
  ];
  for (const [argv, options, args] of cases) {
    test(`reads ${argv}`, () => {
      const line = parsed(...argv.split(" "));
      assert.deepEqual([line.options, line.args], [options, args]);
      assert.equal(line.command, argv.split(" ")[0]);
    });
  }

  test("takes empty words as values and arguments", () => {
    const line = parsed("create", "--bundle", "", "--pid-file=", "");
    assert.deepEqual([line.options, line.args], [{ bundle: "", "pid-file": "" }, [""]]);
  });

  test("reads global options before and after the command", () => {
    const line = parsed(
      "--root",
      "/r",
      "--log-format=json",
      "list",
      "--systemd-cgroup",
      "-f",
      "json",
      "--log",
      "/l",
    );
    assert.deepEqual(line.globals, { root: "/r", "log-format": "json", "systemd-cgroup": true, log: "/l" });
    assert.deepEqual(line.options, { format: "json" });
  });

  test("leaves the command open when there is none", () => {
    assert.equal(parsed("--debug").command, undefined);
    assert.equal(parsed().command, undefined);
  });

  test("takes the word after -- as the command", () => {
    assert.equal(parsed("--debug", "--", "list").command, "list");
  });

  const mistakes: readonly [argv: string, message: string, exitStatus: number][] = [
    ["create --nope id", "flag provided but not defined: -nope", 1],
    ["--nope", "flag provided but not defined: -nope", 1],
    ["create -td id", "flag provided but not defined: -td", 1],
    ["create --constructor id", "flag provided but not defined: -constructor", 1],
    ["restore --lsm-mount-context", "flag needs an argument: --lsm-mount-context", 1],
    ["create --no-pivot=maybe id", 'invalid value "maybe" for flag -no-pivot: true or false is needed', 1],
    ["create --no-pivot= id", 'invalid value "" for flag -no-pivot: true or false is needed', 1],
    ["create --preserve-fds x id", 'invalid value "x" for flag -preserve-fds: a whole number is needed', 1],
    ["create --no-pivot=yes id", 'invalid value "yes" for flag -no-pivot: true or false is needed', 1],
    ["frobnicate id", "No help topic for 'frobnicate'", 3],
    ["toString", "No help topic for 'toString'", 3],
  ];
  for (const [argv, message, exitStatus] of mistakes) {
    test(`refuses ${argv}`, () => {
      assert.throws(() => parsed(...argv.split(" ")), { code: "ERR_USAGE", message, exitStatus });
    });
  }

  test("keeps what came before a mistake", () => {
    const line = emptyCommandLine();
    assert.throws(() => parseCommandLine(["--log", "/l", "create", "--nope"], line), { code: "ERR_USAGE" });
    assert.deepEqual([line.globals, line.command], [{ log: "/l" }, "create"]);
  });
});

/** yargs, told of the same table. */
function byYargs(
  name: keyof typeof COMMANDS,
  words: readonly string[],
): { options: object; args: unknown[] } {
  const parser = yargs([...words])
    .version(false)
    .help(false)
    .exitProcess(false)
    .parserConfiguration({
      "camel-case-expansion": false,
      "strip-aliased": true,
      "boolean-negation": false,
      "greedy-arrays": false,
      "parse-positional-numbers": false,
      "short-option-groups": false,
      "halt-at-non-option": "stopAtFirstPositional" in COMMANDS[name],
    });
  const types = {
    bool: "boolean",
    string: "string",
    int: "number",
    repeat: "array",
    duration: "string",
  } as const;
  for (const [option, row] of Object.entries<OptionTable[string]>(COMMANDS[name].options)) {
    parser.option(option, {
      type: types[row.kind],
      ...(row.kind === "repeat" ? { string: true } : {}),
      ...(row.short === undefined ? {} : { alias: row.short }),
    });
  }
  const { _: args, $0: _program, ...options } = parser.parseSync() as { _: unknown[]; $0: string };
  return { options, args };
}

suite("parseCommandLine() and yargs agree", () => {
  const lines: readonly (readonly [keyof typeof COMMANDS, string])[] = [
    ["create", "--bundle /b --pid-file /p --no-pivot id"],
    ["create", "id --console-socket=/s -b /b"],
    ["create", "--preserve-fds=3 --no-new-keyring id"],
    ["run", "--detach --keep --bundle=/b id"],
    ["run", "-d id"],
    ["exec", "--env A=1 --env B=2,3 -t -u 1:2 id sh -c exit"],
    ["exec", "--cap=CAP_KILL --cwd / id env"],
    ["kill", "--all id KILL"],
    ["kill", "id 9"],
    ["delete", "--force id"],
    ["delete", "id -f"],
    ["list", "--format json -q"],
    ["list", "-f=json"],
    ["ps", "--format=json id"],
    ["update", "--memory 64m --pids-limit=5 --cpu-quota=-1 id"],
    ["spec", "--rootless --bundle /b"],
    ["events", "--interval 5s --stats id"],
    ["checkpoint", "--image-path /i --empty-ns network --leave-running id"],
    ["create", "--no-pivot=false id"],
    ["start", "-- id"],
  ];
  for (const [name, text] of lines) {
    test(`on ${name} ${text}`, () => {
      const words = text.split(" ");
      const { options, args } = parsed(name, ...words);
      assert.deepEqual(byYargs(name, words), { options: { ...options }, args: [...args] });
    });
  }
});

suite("parseCommandLine() as Go's flags have it", () => {
  test("takes every word of Go for true and false", () => {
    for (const word of ["1", "t", "T", "true", "TRUE", "True"])
      assert.equal(parsed("create", `--no-pivot=${word}`, "id").options["no-pivot"], true);
    for (const word of ["0", "f", "F", "false", "FALSE", "False"])
      assert.equal(parsed("create", `--no-pivot=${word}`, "id").options["no-pivot"], false);
  });

  test("knows h for help, and wants no command with --version", () => {
    assert.equal(parsed("h").command, "help");
    assert.equal(parsed("--version", "frobnicate").command, undefined);
  });
});

suite("checkArguments()", () => {
  const cases: readonly [
    command: "create" | "list" | "kill" | "exec",
    count: number,
    message: string | undefined,
  ][] = [
    ["create", 1, undefined],
    ["create", 0, 'runt: "create" requires exactly 1 argument(s)'],
    ["create", 2, 'runt: "create" requires exactly 1 argument(s)'],
    ["list", 1, 'runt: "list" requires exactly 0 argument(s)'],
    ["kill", 0, 'runt: "kill" requires a minimum of 1 argument(s)'],
    ["kill", 3, 'runt: "kill" requires a maximum of 2 argument(s)'],
    ["exec", 100, undefined],
  ];
  for (const [command, count, message] of cases) {
    test(`${message === undefined ? "takes" : "refuses"} ${count} for ${command}`, () => {
      const check = (): void => checkArguments("runt", command, count);
      if (message === undefined) assert.doesNotThrow(check);
      else assert.throws(check, { code: "ERR_USAGE", message });
    });
  }
});

suite("COMMANDS", () => {
  test("have short names of one letter, each once in a command", () => {
    for (const [name, { options }] of Object.entries<{ options: OptionTable }>({
      ...COMMANDS,
      "": { options: GLOBAL_OPTIONS },
    })) {
      const shorts = Object.values(options).flatMap(({ short }) => (short === undefined ? [] : [short]));
      assert.deepEqual(
        shorts.filter((short) => !/^[a-z]$/.test(short)),
        [],
        name,
      );
      assert.equal(new Set(shorts).size, shorts.length, name);
    }
  });
});
