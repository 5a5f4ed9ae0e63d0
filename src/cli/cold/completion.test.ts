// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { suite, test } from "node:test";
import { installFake } from "../fake-native.ts";
import { completion } from "./completion.ts";

function script(shell: string): string {
  const fake = installFake();
  assert.equal(completion({}, [shell], {} as never), 0);
  return fake.stdout;
}

/** What a shell prints of a program. */
function printed(shell: string, program: string): string {
  const { stdout, stderr, status } = spawnSync(shell, ["-c", program], { encoding: "utf8" });
  assert.deepEqual([stderr, status], ["", 0]);
  return stdout;
}

const ATTEMPTS = 2;

/**
 * As printed(), for a program that types into a terminal; undefined where the shell does not answer. Keys that come
 * before it reads them can be lost.
 */
function interactive(shell: string, program: string): string | undefined {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { stdout, status } = spawnSync(shell, ["-c", program], {
      encoding: "utf8",
      timeout: 10_000,
      killSignal: "SIGKILL",
    });
    if (status === 0) return stdout;
  }
  return undefined;
}

function missing(shell: string): string | false {
  return spawnSync(shell, ["-c", "true"]).error === undefined ? false : `${shell} is not installed`;
}

/** Typed words, the last one unfinished, and what is offered. */
const LINES: readonly (readonly [string, readonly string[]])[] = [
  ["del", ["delete"]],
  ["--log-format ", ["json", "text"]],
  ["--root /tmp pau", ["pause"]],
  ["delete --f", ["--force"]],
  ["list --format j", ["json"]],
  ["validate --format ", ["json", "text"]],
  ["kill one WI", ["WINCH"]],
  ["help ex", ["exec"]],
  ["completion z", ["zsh"]],
  ["state ", ["first", "second"]],
  ["--root /tmp state ", ["first", "in:/tmp", "second"]],
  ["--root=/tmp --debug state ", ["first", "in:/tmp", "second"]],
  ["doctor --format ", ["json", "text"]],
  ["exec --det", ["--detach"]],
  ["exec one ls --det", []],
];

/** The words of a line as bash counts them: it cuts at = too. */
function bashWords(line: string): string {
  const words = `runt ${line.replaceAll("=", " = ")}${line.endsWith(" ") ? '""' : ""}`;
  return `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _runt; printf '%s\\n' "\${COMPREPLY[@]}"`;
}

function offers(shown: string): string[] {
  const rows = shown.trim().split("\n");
  return rows.map((row) => row.split("\t")[0] ?? "").filter((word) => word !== "");
}

suite("completion()", () => {
  test("offers what fits in bash", () => {
    const source = `${script("bash")}runt() { [[ $1 == --root ]] && echo "in:$2"; printf 'first\\nsecond\\n'; }\n`;
    const cut: typeof LINES = [
      ["list --format=", ["json", "table"]],
      ["list --format=j", ["json"]],
    ];
    for (const [line, wanted] of [...LINES, ...cut]) {
      assert.deepEqual(offers(printed("bash", `${source}${bashWords(line)}`)).sort(), wanted, line);
    }
  });

  test("hands a path and an unknown value to bash", () => {
    const rest = "COMP_WORDS=(runt run --bundle ''); COMP_CWORD=3; _runt; echo ${#COMPREPLY[@]}";
    assert.equal(printed("bash", `${script("bash")}${rest}`), "0\n");
  });

  test("offers what fits in fish", { skip: missing("fish") }, () => {
    const runt = `function runt
      test $argv[1] = --root; and echo "in:$argv[2]"
      printf 'first\\nsecond\\n'
    end`;
    for (const [line, wanted] of LINES) {
      const offered = printed("fish", `${script("fish")}${runt}\ncomplete -C "runt ${line}"`);
      assert.deepEqual(offers(offered).sort(), wanted, line);
    }
  });

  test("completes in an interactive zsh", { skip: missing("zsh") }, (context) => {
    const directory = mkdtempSync(`${tmpdir()}/runt-zsh.`);
    writeFileSync(`${directory}/_runt`, script("zsh"));
    const keys = ["del", "list --for", "list --format j", "kill one WI", "--root /tmp state in"].map(
      (line) => `runt ${line}`,
    );
    const program = `zmodload zsh/zpty; zpty z zsh -f
      zpty -w z 'PS1=; autoload -U compinit; compinit -u -d ${directory}/dump; source ${directory}/_runt; runt() { [[ $1 == --root ]] && print in$2 }; print READY'
      while zpty -r z line; do [[ $line == READY* ]] && break; done
      for keys in ${keys.map((line) => `'${line}'`).join(" ")}; do
        zpty -w -n z "$keys"$'\\t\\x01print -r -- ">'$'\\x05"\\n'
        while zpty -r z line; do [[ $line == '>'* ]] && break; done
        print -r -- $line
      done; zpty -d z`;
    const shown = interactive("zsh", program);
    rmSync(directory, { recursive: true });
    if (shown === undefined) return context.skip("zsh's editor does not answer on a pseudoterminal here");
    const lines = shown.replaceAll("\r", "").trim().split("\n");
    const wanted = [
      "runt delete",
      "runt list --format",
      "runt list --format json",
      "runt kill one WINCH",
      "runt --root /tmp state in/tmp",
    ];
    assert.deepEqual(
      lines.filter((line) => line !== "").map((line) => line.slice(1).trim()),
      wanted,
    );
  });

  test("refuses an unknown shell", () => {
    assert.throws(() => completion({}, ["csh"], {} as never), { code: "ERR_USAGE" });
  });
});
