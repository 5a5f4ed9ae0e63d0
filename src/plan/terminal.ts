// SPDX-License-Identifier: Apache-2.0
/** The container's terminal: a pty of its own devpts, opened by fd at every step. config.md "terminal", "consoleSize". */
import * as kernel from "../ops/kernel.ts";
import type { Slot } from "../ops/operation.ts";
import { HANDED } from "../ops/table.ts";
import type { ProcessBuild } from "./build.ts";

const POINTER = "/process/terminal";
const PTMX = "/dev/pts/ptmx";
/** What the receiver of the console socket reads beside the fd. */
const MASTER_NAME = "/dev/ptmx";

/** @param host the root directory is still the host's, whose devpts the container shares */
function openMaster({ plan, root }: ProcessBuild, host: boolean): Slot {
  const flags = kernel.O_RDWR | kernel.O_NOCTTY;
  const master = host ? plan.open(PTMX, flags) : plan.openIn(root, PTMX, flags);
  plan.add({ op: "expectFilesystem", slot: master, magic: kernel.DEVPTS_SUPER_MAGIC });
  plan.add({ op: "expectDevice", slot: master, major: 5, minor: 2 });
  plan.add({ op: "unlockPty", slot: master });
  return master;
}

function setSize({ plan, process }: ProcessBuild, master: Slot): void {
  const height = Number(process.consoleSize?.height ?? 0);
  const width = Number(process.consoleSize?.width ?? 0);
  if (height === 0 || width === 0) return;
  plan.at("/process/consoleSize", "set the terminal's size");
  plan.add({ op: "setWindowSize", slot: master, height: height & 0xffff, width: width & 0xffff });
  plan.at(POINTER, "set up the terminal");
}

function handMaster({ plan, consoleSocket }: ProcessBuild, master: Slot): void {
  if (consoleSocket === undefined) plan.add({ op: "handOver", slot: master, tag: HANDED.terminal });
  else {
    plan.add({ op: "sendFd", socket: consoleSocket, slot: master, text: MASTER_NAME });
    plan.close(consoleSocket);
  }
  plan.close(master);
}

export interface TerminalPlace {
  /** Mount the terminal on /dev/console too. */
  readonly console: boolean;
  /** The container has no mount namespace: use the host's devpts, before the root is switched. */
  readonly host: boolean;
}

export function compileTerminal(build: ProcessBuild, place: TerminalPlace): void {
  const { plan, root, terminal } = build;
  if (terminal === "none") return;
  plan.at(POINTER, "set up the terminal");
  const master = openMaster(build, place.host);
  setSize(build, master);
  const peer = plan.take();
  plan.add({ op: "openPtyPeer", out: peer, slot: master });
  if (place.console) {
    // A link that the image put there must not decide where the terminal goes: openReal follows none.
    plan.close(plan.makeFile(root, "/dev/console"));
    const target = plan.take();
    plan.add({ op: "openReal", out: target, dir: root, path: "/dev/console", flags: kernel.O_PATH });
    const mount = plan.cloneTree(peer, 0);
    plan.attach(mount, target);
    plan.close(mount);
  }
  handMaster(build, master);
  for (let fd = 0; fd < 3; fd++) plan.add({ op: "dupTo", slot: peer, fd });
  plan.add({ op: "controlTerminal", slot: peer });
  plan.close(peer);
}

/** --pidfd-socket: the process sends a pidfd of itself. */
export function sendPidfd({ plan, pidfdSocket }: ProcessBuild, text: "standard" | "setns"): void {
  if (pidfdSocket === undefined) return;
  plan.at("", "send the pidfd");
  const slot = plan.take();
  plan.add({ op: "openPidfd", out: slot });
  plan.add({ op: "sendFd", socket: pidfdSocket, slot, text });
  plan.close(slot);
  plan.close(pidfdSocket);
}
