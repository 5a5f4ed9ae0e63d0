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
];

suite("completion()", () => {
  test("offers what fits in bash", () => {
    const source = `${script("bash")}runt() { printf 'first\\nsecond\\n'; }\n`;
    for (const [line, wanted] of LINES) {
      const words = `COMP_WORDS=(runt ${line}${line.endsWith(" ") ? '""' : ""}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))`;
      const offered = printed("bash", `${source}${words}; _runt; printf '%s\\n' "\${COMPREPLY[@]}"`);
      assert.deepEqual(offered.trim().split("\n").sort(), wanted, line);
    }
  });

  test("hands a path and an unknown value to bash", () => {
    const rest = "COMP_WORDS=(runt run --bundle ''); COMP_CWORD=3; _runt; echo ${#COMPREPLY[@]}";
    assert.equal(printed("bash", `${script("bash")}${rest}`), "0\n");
  });

  test("offers what fits in fish", { skip: missing("fish") }, () => {
    const source = `${script("fish")}function runt; printf 'first\\nsecond\\n'; end\n`;
    for (const [line, wanted] of LINES) {
      const offered = printed("fish", `${source}complete -C "runt ${line}"`);
      const words = offered
        .trim()
        .split("\n")
        .map((row) => row.split("\t")[0]);
      assert.deepEqual(words.sort(), wanted, line);
    }
  });

  test("completes in an interactive zsh", { skip: missing("zsh") }, (context) => {
    const directory = mkdtempSync(`${tmpdir()}/runt-zsh.`);
    writeFileSync(`${directory}/_runt`, script("zsh"));
    const keys = ["del", "list --for", "list --format j", "kill one WI"].map((line) => `runt ${line}`);
    const program = `zmodload zsh/zpty; zpty z zsh -f
      zpty -w z 'PS1=; autoload -U compinit; compinit -u -d ${directory}/dump; source ${directory}/_runt; print READY'
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
    const wanted = ["runt delete", "runt list --format", "runt list --format json", "runt kill one WINCH"];
    assert.deepEqual(
      lines.filter((line) => line !== "").map((line) => line.slice(1).trim()),
      wanted,
    );
  });

  test("refuses an unknown shell", () => {
    assert.throws(() => completion({}, ["csh"], {} as never), { code: "ERR_USAGE" });
  });
});
