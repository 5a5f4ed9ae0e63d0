// SPDX-License-Identifier: Apache-2.0
/** exec's flags, applied to the process that the container was created with. */
import type { Process } from "../../config/types.ts";
import { UsageError } from "../../errors/errors.ts";
import type { CommandOptions } from "../commands.ts";

/** Exit status of exec for what is wrong although its words are well formed: a program may itself end with 1. */
export const EXEC_FAILED = 255;

/**
 * Pure: gives a new process section. A terminal is never inherited; everything else that no flag names is.
 *
 * @throws {UsageError} for ids that are not numbers
 */
export function processWithFlags(
  base: Process,
  options: CommandOptions<"exec">,
  args: readonly string[],
): Process {
  const process: Process = { ...base, args: [...args], terminal: options.tty === true };
  if (options.cwd !== undefined && options.cwd !== "") process.cwd = options.cwd;
  if (options.env !== undefined) process.env = [...(base.env ?? []), ...options.env];
  // An empty word is no label: the container's own stays.
  if (options["process-label"]) process.selinuxLabel = options["process-label"];
  if (options.apparmor) process.apparmorProfile = options.apparmor;
  if (options["no-new-privs"] !== undefined) process.noNewPrivileges = options["no-new-privs"];
  if (options.user !== undefined || options["additional-gids"] !== undefined)
    process.user = userOf(base, options);
  if (options.cap !== undefined && base.capabilities !== undefined && base.capabilities !== null) {
    process.capabilities = withCapabilities(base.capabilities, options.cap);
  }
  return process;
}

type User = NonNullable<Process["user"]>;
type Capabilities = NonNullable<Process["capabilities"]>;

function userOf(base: Process, options: CommandOptions<"exec">): User {
  const user: User = { ...(base.user ?? { uid: 0, gid: 0 }) };
  if (options.user !== undefined) {
    const [uid = "", gid, more] = options.user.split(":");
    if (more !== undefined)
      throw new UsageError(
        `invalid value ${JSON.stringify(options.user)} for flag -user: UID[:GID] is needed`,
        EXEC_FAILED,
      );
    user.uid = idOf("user", uid);
    if (gid !== undefined) user.gid = idOf("user", gid);
  }
  const added = options["additional-gids"];
  if (added !== undefined) {
    const gids = added.map((text) => idOf("additional-gids", text));
    user.additionalGids = [...(base.user?.additionalGids ?? []), ...gids];
  }
  return user;
}

/** runc's own parser reads additional-gids, so what is wrong there is a usage error with 1. */
function idOf(option: "user" | "additional-gids", text: string): number {
  const id = /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (id < 4294967295) return id;
  throw new UsageError(
    `invalid value ${JSON.stringify(text)} for flag -${option}: a number from 0 to 4294967294 is needed`,
    option === "user" ? EXEC_FAILED : 1,
  );
}

/** Ambient capabilities need inheritable ones, so they only join where the container has a list of these. */
function withCapabilities(base: Capabilities, added: readonly string[]): Capabilities {
  const join = (names: readonly string[] | undefined): string[] => [...new Set([...(names ?? []), ...added])];
  const capabilities: Capabilities = {
    ...base,
    bounding: join(base.bounding),
    effective: join(base.effective),
    permitted: join(base.permitted),
  };
  if (base.inheritable !== undefined && base.inheritable.length > 0) {
    capabilities.inheritable = join(base.inheritable);
    capabilities.ambient = join(base.ambient);
  }
  return capabilities;
}
