// SPDX-License-Identifier: Apache-2.0
/** A root filesystem with busybox, and a configuration for it: what an image would give. Shared by the examples. */
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

const APPLETS = [
  "sh",
  "cat",
  "echo",
  "sleep",
  "true",
  "head",
  "tr",
  "seq",
  "id",
  "ls",
  "mkdir",
  "wc",
  "grep",
];

/** @returns the bundle's directory */
export function makeBundle(directory) {
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  if (busybox === undefined) throw new Error("busybox is missing: apt-get install busybox-static");
  for (const name of ["bin", "dev", "proc", "sys", "tmp", "work"])
    mkdirSync(join(directory, "rootfs", name), { recursive: true });
  copyFileSync(busybox, join(directory, "rootfs/bin/busybox"));
  for (const applet of APPLETS) symlinkSync("busybox", join(directory, "rootfs/bin", applet));
  return directory;
}

/** @returns {import("runt").OciConfig} a process without privileges, in namespaces of its own, on a read-only root */
export function makeConfig(args, { cgroupsPath, resources = {}, mounts = [], env = [] }) {
  return {
    ociVersion: "1.3.0",
    hostname: "example",
    root: { path: "rootfs", readonly: true },
    process: {
      args,
      cwd: "/work",
      env: ["PATH=/bin", "HOME=/work", ...env],
      user: { uid: 65534, gid: 65534 },
      noNewPrivileges: true,
    },
    mounts: [
      { destination: "/proc", type: "proc", source: "proc", options: ["nosuid", "noexec", "nodev"] },
      { destination: "/dev", type: "tmpfs", source: "tmpfs", options: ["nosuid", "mode=755", "size=64k"] },
      { destination: "/tmp", type: "tmpfs", source: "tmpfs", options: ["nosuid", "nodev", "size=16m"] },
      ...mounts,
    ],
    linux: {
      cgroupsPath,
      resources,
      namespaces: ["pid", "network", "ipc", "uts", "mount"].map((type) => ({ type })),
      maskedPaths: ["/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list"],
      readonlyPaths: ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"],
    },
  };
}
