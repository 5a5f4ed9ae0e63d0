// SPDX-License-Identifier: Apache-2.0
import { EEXIST } from "../../errors/errno.ts";
import { KernelError, RuntError } from "../../errors/errors.ts";
import { AT_FDCWD, O_CREAT, O_DIRECTORY, O_EXCL, O_PATH, O_WRONLY } from "../../native/flags.ts";
import { native } from "../../native/native.ts";
import type { Run } from "../context.ts";
import { enterBundle } from "../path.ts";
import { defaultConfig, rootlessConfig } from "./default-config.ts";

const FILE = "config.json";
/** CGROUP2_SUPER_MAGIC; statfs(2). */
const CGROUP2_MAGIC = 0x63677270;

/** Never writes over a file. */
export const spec: Run<"spec"> = (options) => {
  enterBundle(options.bundle);
  const [, , , euid = 0, , egid = 0] = native().ids();
  const unified = hasUnifiedCgroups();
  const config = options.rootless === true ? rootlessConfig(unified, euid, egid) : defaultConfig(unified);
  const text = JSON.stringify(config, undefined, "\t");
  const written = native().writeFile(AT_FDCWD, FILE, O_WRONLY | O_CREAT | O_EXCL, 0o666, text);
  if (written === -EEXIST) throw new RuntError("ERR_FILE_EXISTS", `File ${FILE} exists. Remove it first`);
  if (written < 0) throw new KernelError(written, "write", `write ${FILE}`, { path: FILE });
  return 0;
};

function hasUnifiedCgroups(): boolean {
  const fd = native().openat(AT_FDCWD, "/sys/fs/cgroup", O_PATH | O_DIRECTORY, 0);
  if (fd < 0) return false;
  const magic = native().fstatfs(fd);
  native().close(fd);
  return magic === CGROUP2_MAGIC;
}
