// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Undo } from "../cgroup/cgroup.ts";
import { installNative, type Native } from "../native/native.ts";
import { changeSchemata } from "./change.ts";

/** Writes are noted; the file says that L3 is ff and MB is 100. */
function fakeSchemata(refused: string): string[] {
  const written: string[] = [];
  installNative({
    readText: () => "    L3:0=ff\n    MB:0=100\n",
    writeFile: (_dirfd, path, _flags, _mode, text) => {
      written.push(`${path} ${text.trim()}`);
      return text.startsWith(refused) ? -22 : text.length;
    },
  } as Partial<Native> as Native);
  return written;
}

suite("changeSchemata", () => {
  test("writes the lines, and puts the former ones back, the last first", () => {
    const written = fakeSchemata("none");
    const undo = new Undo();
    changeSchemata("/sys/fs/resctrl/c", ["L3:0=f", "MB:0=20"], undo);
    undo.run(new Error("later"));
    assert.deepEqual(
      written.map((line) => line.slice("/sys/fs/resctrl/c/schemata ".length)),
      ["L3:0=f", "MB:0=20", "MB:0=100", "L3:0=ff"],
    );
  });

  test("names file and value of a line that is refused (EINVAL)", () => {
    fakeSchemata("MB");
    assert.throws(() => changeSchemata("/c", ["MB:0=x"], new Undo()), {
      code: "EINVAL",
      message: /write "MB:0=x" to \/c\/schemata/,
    });
  });

  test("is refused without a group (ERR_HOST)", () => {
    assert.throws(() => changeSchemata(undefined, ["L3:0=f"], new Undo()), {
      code: "ERR_HOST",
      message: /"L3:0=f": the container has no resctrl group/,
    });
  });
});
