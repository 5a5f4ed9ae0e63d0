// SPDX-License-Identifier: Apache-2.0
/** Signal names and numbers; signal(7), the numbers of x86-64 and arm64. */
import { RuntError } from "../errors/errors.ts";

/** In the order of their numbers, from 1. */
const NAMES =
  "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS";
const ALIASES: Readonly<Record<string, number>> = { IOT: 6, CLD: 17, POLL: 29, UNUSED: 31 };
/** As the C library counts: two real-time signals are its own. */
const RTMIN = 34;
const RTMAX = 64;

/**
 * A decimal number from 0 to 64 (015 and +15 too, as runc reads them), or a name in any case with or without SIG; also RTMIN+n and RTMAX-n.
 *
 * @throws {RuntError} ERR_SIGNAL
 */
export function signalNumber(text: string): number {
  const number = /^\+?0*[0-9]{1,2}$/.test(text) ? Number(text) : namedSignal(text.toUpperCase());
  if (number !== undefined && number <= RTMAX) return number;
  throw new RuntError("ERR_SIGNAL", `unknown signal ${JSON.stringify(text)}`);
}

function namedSignal(text: string): number | undefined {
  const name = text.startsWith("SIG") ? text.slice(3) : text;
  const position = NAMES.split(" ").indexOf(name);
  if (position !== -1) return position + 1;
  if (Object.hasOwn(ALIASES, name)) return ALIASES[name];
  const match = /^RT(MIN|MAX)(?:([+-])([0-9]{1,2}))?$/.exec(name);
  if (match === null) return undefined;
  const [, end, sign, offset = "0"] = match;
  const number = (end === "MIN" ? RTMIN : RTMAX) + (sign === "-" ? -Number(offset) : Number(offset));
  return number >= RTMIN && number <= RTMAX ? number : undefined;
}

/** "SIGTERM", "SIGRTMIN+3"; undefined for a number that is no signal. */
export function signalName(number: number): string | undefined {
  const name = NAMES.split(" ")[number - 1];
  if (name !== undefined) return `SIG${name}`;
  if (number < RTMIN || number > RTMAX) return undefined;
  return number === RTMIN ? "SIGRTMIN" : `SIGRTMIN+${number - RTMIN}`;
}
