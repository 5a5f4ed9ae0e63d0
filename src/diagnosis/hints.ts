// SPDX-License-Identifier: Apache-2.0
/** What to do about operations that fail in well-known ways. */
import {
  EACCES,
  EBADMSG,
  EBUSY,
  EEXIST,
  EINVAL,
  ELOOP,
  ENODEV,
  ENOENT,
  ENOSPC,
  ENOTDIR,
  EOPNOTSUPP,
  EPERM,
  EROFS,
} from "../errors/errno.ts";
import type { Operation, OperationOf } from "../ops/operation.ts";
import type { OperationName } from "../ops/table.ts";

/** Instructions of a seccomp filter: BPF_MAXINSNS. */
const FILTER_MAX = 4096;

type Hints = {
  readonly [Name in OperationName]?: (operation: OperationOf<Name>, errno: number) => string | undefined;
};

const target = (errno: number): string | undefined => {
  if (errno === ENOTDIR) return "a file stands where a directory is needed in the root filesystem";
  if (errno === ELOOP) return "a symbolic link stands where a real directory is needed";
  if (errno === EROFS)
    return "the mount point is missing and the filesystem it would be made in is read-only";
  if (errno === ENOSPC) return "the filesystem of the root filesystem is full";
  return undefined;
};

const unmapped = (what: string, property: string, errno: number): string | undefined =>
  errno === EINVAL
    ? `${what} is not mapped in the user namespace: map it in linux.${property}, an ordinary user to subordinate ids (/etc/subuid, /etc/subgid)`
    : undefined;

const HINTS: Hints = {
  fsopen: ({ type }, errno) =>
    errno === ENODEV ? `this kernel has no filesystem "${type}": see /proc/filesystems` : undefined,
  fsconfigString: ({ key, value }, errno) => {
    if (errno !== EINVAL) return undefined;
    if (key === "size") return `tmpfs sizes end in k, m, g or %: is "${value}" one?`;
    return `the filesystem does not take the option "${key}=${value}"`;
  },
  fsconfigFlag: ({ key }, errno) =>
    errno === EINVAL ? `the filesystem does not know the option "${key}"` : undefined,
  fsconfigCreate: (_, errno) => {
    if (errno === EPERM)
      return "the caller may not mount this filesystem here: a user namespace without an own pid or network namespace can't";
    return errno === EBUSY ? "another mount of this filesystem has contradictory options" : undefined;
  },
  openTree: ({ path }, errno) =>
    errno === ENOENT ? `the source ${path} does not exist on the host` : undefined,
  open: ({ path }, errno) => (errno === ENOENT ? `${path} does not exist on the host` : undefined),
  makeDir: (_, errno) => target(errno),
  makeRealDir: (_, errno) => target(errno),
  makeFile: (_, errno) => target(errno),
  makeMatching: (_, errno) => target(errno),
  makeNode: (_, errno) => {
    if (errno === EEXIST) return "another file is already at that path, or a node with other numbers";
    return errno === EPERM ? "making device nodes needs CAP_MKNOD in the initial user namespace" : undefined;
  },
  mapIds: (_, errno) =>
    errno === EINVAL ? "this filesystem can't be mounted with id mappings by this kernel" : undefined,
  mountAttributes: ({ step }, errno) =>
    errno === EINVAL && step === "isolate the mount namespace"
      ? "the caller's root directory is no mount point: in a chroot, bind-mount it onto itself first"
      : undefined,
  write: ({ pointer }, errno) =>
    errno === EACCES && pointer === "/process/oomScoreAdj"
      ? "a value below the caller's own needs CAP_SYS_RESOURCE in the initial user namespace: /proc/self/oom_score_adj"
      : undefined,
  openOptional: (_, errno) =>
    errno === EBUSY
      ? "the path leads to the root directory itself: root.readonly makes that read-only, and nothing hides it"
      : undefined,
  setSeccomp: ({ filter }, errno) =>
    errno === EINVAL && filter.length > FILTER_MAX * 8
      ? `the profile needs ${filter.length / 8} instructions, and the kernel takes ${FILTER_MAX}: write fewer rules with args`
      : undefined,
  setRlimit: (_, errno) => (errno === EPERM ? "raising a hard limit needs CAP_SYS_RESOURCE" : undefined),
  setns: ({ step }, errno) => {
    if (errno === EPERM && step === "join the container")
      return "entering a container before its program runs needs CAP_SYS_PTRACE: `runt start` comes first";
    return errno === EINVAL ? "the file is not a namespace of that type" : undefined;
  },
  setUid: (_, errno) => unmapped("the id", "uidMappings", errno),
  setGid: (_, errno) => unmapped("the id", "gidMappings", errno),
  setGroups: (_, errno) => unmapped("a group", "gidMappings", errno),
  setScheduler: (_, errno) =>
    errno === EPERM
      ? "real-time policies, and nice values below the caller's, need CAP_SYS_NICE in the initial user namespace"
      : undefined,
  openIn: (_, errno) =>
    errno === EACCES ? "a directory of the path can't be entered by that user" : undefined,
  enterIfAbsent: (_, errno) =>
    errno === EACCES
      ? "neither root without capabilities nor the user of the process may enter it"
      : undefined,
  expectDevice: (_, errno) =>
    errno === ENODEV ? "the host has another device, or none, at that path" : undefined,
  refuseTarget: (_, errno) => {
    if (errno === EBUSY) return "a link in the root filesystem leads there to the root itself";
    return errno === EPERM
      ? "another mount, or a link in the root filesystem, has put /proc there: nothing may be mounted in it"
      : undefined;
  },
  expectInode: (_, errno) =>
    errno === EOPNOTSUPP
      ? "only a procfs as a whole may be bound on /proc, and no directory of one"
      : undefined,
  expect: (_, errno) =>
    errno === EBADMSG ? "the kernel took another value than the one written" : undefined,
  joinKeyring: (_, errno) =>
    errno === 122 ? "the caller's quota of keys is used up: see /proc/key-users" : undefined,
};

export function hintFor(operation: Operation, errno: number): string | undefined {
  const hint = HINTS[operation.op] as
    | ((operation: Operation, errno: number) => string | undefined)
    | undefined;
  return hint?.(operation, errno);
}
