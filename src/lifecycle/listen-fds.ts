// SPDX-License-Identifier: Apache-2.0
/** Socket activation: sd_listen_fds(3). */
import { RuntError } from "../errors/errors.ts";
import { native } from "../native/native.ts";

const FIRST_FD = 3;
/** What the caller passed on is not close-on-exec; what this process opened is. */
const CLOSE_ON_EXEC = 1;

/** Number of fds passed by LISTEN_FDS; 0 unless LISTEN_PID names this process. */
export function countListenFds(environment: readonly string[]): number {
  let count = "";
  let pid = "";
  for (const entry of environment) {
    if (entry.startsWith("LISTEN_FDS=")) count = entry.slice(11);
    else if (entry.startsWith("LISTEN_PID=")) pid = entry.slice(11);
  }
  if (count === "" || pid !== String(native().ids()[0])) return 0;
  return /^[0-9]{1,4}$/.test(count) ? Number(count) : 0;
}

/** @throws {RuntError} when an fd that is to be kept is not open */
export function checkPreserved(count: number): void {
  for (let index = 0; index < count; index++) {
    const flags = native().fdFlags(FIRST_FD + index);
    if (flags >= 0 && ((flags & CLOSE_ON_EXEC) === 0 || native().marksInherited === true)) continue;
    throw new RuntError(
      "EBADF",
      `unable to stat preserved-fd ${index} (of ${count}): fd ${FIRST_FD + index} is not open`,
      {
        hint: "--preserve-fds counts the open fds from 3 on",
      },
    );
  }
}
