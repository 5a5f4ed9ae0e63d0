// SPDX-License-Identifier: Apache-2.0
/** Rules that end whole classes of flaws. */
import type { Subject } from "./ids.ts";

const PATHS: readonly Subject[] = [
  {
    id: "2.0.1",
    what: "One order of steps in create; every process reacts to the end of another",
    by: ["F01", "F02", "W1"],
  },
  {
    id: "2.1.1",
    what: "Every path of the root filesystem is resolved in it, without magic links",
    by: ["S06", "S07", "S12", "S20"],
    cases: [
      "addon/test/resolve_test.c: scopes_links_to_the_root",
      "addon/test/resolve_test.c: opens_in_the_root",
    ],
  },
  {
    id: "2.1.2",
    what: "Creation never follows a link out of the root",
    by: ["S20", "S23"],
    cases: ["addon/test/resolve_test.c: never_creates_through_an_outside_link"],
  },
  {
    id: "2.1.3",
    what: "EAGAIN of resolution under renames is tried again, and ends",
    by: ["S07"],
    cases: ["addon/test/resolve_race_test.c: survives_exchanged_components"],
  },
  {
    id: "2.1.4",
    what: "What was opened is checked: type, filesystem, device number",
    by: ["S14", "S15", "F36"],
    cases: ["addon/test/file_ops_test.c: checks_filesystems_and_devices"],
  },
  {
    id: "2.1.5",
    what: "Creation and removal take a parent's fd and a single name",
    by: ["S17"],
    cases: ["addon/test/file_ops_test.c: takes_single_names_only"],
  },
  {
    id: "2.1.6",
    what: "Dangling links are resolved inside and made there",
    by: ["S64"],
    cases: ["addon/test/resolve_test.c: resolves_dangling_links_inside"],
  },
  { id: "2.1.7", what: "A node that is there is kept only if it is the same", by: ["F27"] },
];

const MOUNTS: readonly Subject[] = [
  {
    id: "2.2.1",
    what: "Mounts get their attributes before they are attached",
    cases: ["addon/test/mount_ops_test.c: mounts_by_fd"],
  },
  { id: "2.2.2", what: "Bind sources are opened by the caller's rights, one by one", by: ["F24", "S07"] },
  {
    id: "2.2.3",
    what: "Destinations: never the root itself; below /proc only what lxcfs covers",
    by: ["S01"],
  },
  { id: "2.2.4", what: "The host's propagation does not change", by: ["S60"] },
  {
    id: "2.2.5",
    what: "The root is switched by fds, and the old one is gone",
    by: ["S12"],
    cases: ["addon/test/mount_ops_test.c: pivots"],
  },
  { id: "2.2.6", what: "NUL in mount fields is refused; options go to the kernel one by one", by: ["S62"] },
  {
    id: "2.2.7",
    what: "Covers come from the host, and each is verified",
    by: ["S14", "S26"],
    cases: ["addon/test/mount_ops_test.c: covers_paths"],
  },
  { id: "2.3.1", what: "procfs is used through an instance that is never attached", by: ["S16", "S06"] },
  { id: "2.3.2", what: "In it neither links nor other mounts are followed", by: ["S16"] },
  {
    id: "2.3.3",
    what: "Writes are whole, and are read back where the kernel allows it",
    cases: ["addon/test/file_ops_test.c: writes_and_compares"],
  },
  { id: "2.3.4", what: "Sysctls are an allow-list by the container's own namespaces", by: ["S54"] },
];

const PROCESS: readonly Subject[] = [
  { id: "2.4.1", what: "Inherited fds are closed on exec; closed streams are filled", by: ["S12", "F31"] },
  {
    id: "2.4.2",
    what: "Everything but stdio is closed before execve",
    by: ["S12"],
    cases: ["addon/test/init_test.c: leaves_no_fds_to_the_program"],
  },
  {
    id: "2.4.3",
    what: "--preserve-fds and LISTEN_FDS pass open fds only",
    cases: [
      "test/integration/run.test.ts: --preserve-fds passes as many above stdio",
      "test/integration/run.test.ts: --preserve-fds with a descriptor that is not open is an error",
      "test/integration/run.test.ts: LISTEN_FDS is honoured only when",
    ],
  },
  { id: "2.4.4", what: "The working directory is checked with getcwd(2)", by: ["S12"] },
  { id: "2.4.5", what: "No fd of a directory outside is held after the root was switched" },
  {
    id: "2.5.1",
    what: "What runs inside is a sealed memory file",
    by: ["S04"],
    cases: ["addon/test/core_child_test.c: seals_files"],
  },
  { id: "2.5.2", what: "The policy process is not dumpable where its pid can be seen", by: ["S27"] },
  {
    id: "2.5.3",
    what: "Only init is sealed",
    reason: "A figure and no protection: init is a few dozen KiB, the executable is never copied",
  },
  { id: "2.6.1", what: "No language runtime obeys the caller's directory or environment", by: ["J1"] },
  {
    id: "2.6.2",
    what: "The entry point is static and takes an allow-list of variables",
    by: ["J1"],
    reason:
      "No launcher is needed: the one executable is static, runs only code that is saved in it, and starts no other",
  },
  { id: "2.6.3", what: "Tests of hostile directories run with every build", by: ["J1"] },
  {
    id: "2.6.4",
    what: "No namespace or credential changes in a threaded process",
    reason:
      "The engine in the executable has one thread; under Node, init is made by clone3 with CLONE_VFORK and does all of it",
    by: ["J4"],
  },
  { id: "J1", what: "Hostile files in the current directory, hostile variables" },
  { id: "J2", what: "The executable is neither setuid nor has file capabilities" },
  { id: "J3", what: "J1 again at each update of the toolchain", by: ["J1"] },
  { id: "J4", what: "The policy process has one thread" },
];

const PARSING: readonly Subject[] = [
  { id: "2.7.1", what: "Documents are bounded regular files, read once", by: ["F22", "F23", "F09"] },
  { id: "2.7.2", what: "Integers of 64 bits keep every digit, or are refused", by: ["S22"] },
  { id: "2.7.3", what: "__proto__, duplicates, NUL and surrogates", by: ["F23"] },
  {
    id: "2.7.4",
    what: "Plans are counted and bounded; unknown operations end init",
    by: ["S08"],
    cases: [
      "addon/test/decode_test.c: refuses_unknown_opcodes",
      "addon/test/init_test.c: refuses_plans_that_can_change",
    ],
  },
  { id: "2.7.5", what: "Texts of init are data, bounded and escaped", by: ["L1"] },
  { id: "L1", what: "The log stays one JSON object a line" },
  {
    id: "2.8.1",
    what: "User namespace: mappings first, then ids, then the rest",
    cases: [
      "test/integration/namespaces.test.ts: has the mappings of the configuration",
      "test/integration/namespaces.test.ts: a root filesystem that the mapped root can't reach",
    ],
  },
  {
    id: "2.8.2",
    what: "Namespace paths are opened once and their type is compared",
    cases: [
      "test/integration/namespaces.test.ts: a path of another type is refused",
      "test/integration/namespaces.test.ts: a path that is no namespace is refused",
    ],
  },
  {
    id: "2.8.3",
    what: "Mappings: no overlap, no overflow, at most 340; an unmapped user is an error",
    cases: [
      "test/integration/namespaces.test.ts: mappings that overlap are refused",
      "test/integration/namespaces.test.ts: 340 mapping lines work",
      "test/integration/namespaces.test.ts: a user that is not mapped is refused",
    ],
  },
  {
    id: "2.8.4",
    what: "Groups, gid, uid, and all of them read back",
    by: ["S53", "S22"],
    cases: [
      "addon/test/credential_ops_test.c: changes_credentials",
      "addon/test/credential_ops_test.c: refuses_no_id",
    ],
  },
  {
    id: "2.8.5",
    what: "Idmapped mounts fail where they can't be made",
    cases: ["test/integration/idmaps.test.ts: mappings that the kernel refuses are an error"],
  },
  {
    id: "2.9.1",
    what: "Bounding set down to the kernel's last capability, ambient last",
    by: ["S09", "S30"],
    cases: ["addon/test/credential_ops_test.c: drops_everything"],
  },
  {
    id: "2.9.2",
    what: "seccomp is loaded last with no_new_privs, before the drop without",
    by: ["Q1", "Q2"],
  },
  { id: "2.9.3", what: "Labels are written in the private procfs and read back", by: ["S05", "S57"] },
  {
    id: "2.9.4",
    what: "The session keyring is a fresh one",
    by: ["K1"],
    cases: ["addon/test/credential_ops_test.c: joins_keyrings"],
  },
  {
    id: "2.9.5",
    what: "Limits, affinity, priority and umask are set or fail",
    cases: ["addon/test/process_ops_test.c: sets_limits", "addon/test/process_ops_test.c: sets_scheduling"],
  },
  { id: "Q1", what: "A profile that allows next to nothing starts" },
  { id: "Q2", what: "Foreign calls (int 0x80, x32) fall to the default action" },
  { id: "Q3", what: "A listener that denies every call" },
  {
    id: "Q4",
    what: "Filter flags that the kernel does not know are an error",
    cases: ["src/seccomp/compile.test.ts: refuses a flag that the kernel does not know"],
  },
  { id: "K1", what: "Keys of a container are not the caller's nor another's" },
];

const CGROUPS: readonly Subject[] = [
  { id: "2.10.1", what: "cgroupsPath never leaves the mount point", by: ["S61"] },
  {
    id: "2.10.2",
    what: "A cgroup with processes or frozen is refused; init starts inside",
    by: ["F19", "F18"],
  },
  { id: "2.10.3", what: "Limits are set before the program; names come from a table", by: ["S63"] },
  {
    id: "2.10.4",
    what: "Only what the kernel lists is delegated",
    cases: [
      "test/integration/cgroup-delegation.test.ts: belongs to the process user, only as the kernel lists",
    ],
  },
  { id: "2.10.5", what: "Everything in the cgroup is killed, frozen or not", by: ["F17", "F18"] },
  {
    id: "2.10.6",
    what: "The device program is attached before the start and denies by default",
    by: ["S10"],
  },
  { id: "2.10.7", what: "A cgroup mount shows the own cgroup alone", by: ["C1", "S11"] },
  { id: "2.10.8", what: "update and exec find the cgroup that create made, and no other of its name" },
  { id: "C1", what: "cgroup.procs and release_agent of a parent are out of reach" },
  { id: "C2", what: "cgroup.kill of a parent is out of reach", by: ["C1"] },
];

const SURROUNDINGS: readonly Subject[] = [
  { id: "2.11.1", what: "Console socket: one fd, one name; the pty belongs to the user", by: ["S15", "F31"] },
  { id: "2.11.2", what: "Hooks: environment, cwd, fds, stdin, timeout, output", by: ["S56", "F28", "S52"] },
  { id: "2.11.3", what: "Container ids", by: ["I1"] },
  { id: "2.11.4", what: "The state root is private, or refused", by: ["S51", "F08"] },
  {
    id: "2.11.5",
    what: "Files appear whole; what is there and no regular file is refused and stays",
    by: ["F33", "F07"],
  },
  { id: "2.11.6", what: "One lock a container; reading does not wait for it", by: ["F12", "F13"] },
  { id: "2.11.7", what: "Environment of the program is that of the configuration", by: ["S58"] },
  {
    id: "I1",
    what: "Ids that are empty, dots, paths, long, or look like options",
    cases: [
      "test/integration/ids.test.ts: create refuses ",
      "test/integration/ids.test.ts: state, kill and delete --force refuse",
    ],
  },
  { id: "2.12.1", what: "Check and use are of the same object", by: ["F10", "S07"] },
  {
    id: "2.12.2",
    what: "What init reads is sealed; the container can't reach its socket",
    by: ["S12"],
    cases: [
      "addon/test/init_test.c: refuses_plans_that_can_change",
      "addon/test/init_test.c: refuses_bad_starts",
    ],
  },
  {
    id: "2.12.3",
    what: "Nothing is done on a container's word",
    by: ["L1", "S03"],
    cases: ["addon/test/core_child_test.c: refuses_messages_with_more_than_one_fd"],
  },
  { id: "2.12.4", what: "exec enters by one pidfd, verified after it was opened", by: ["F10", "F14", "S03"] },
  { id: "2.12.5", what: "Each process stopped at each message, then killed or let go", by: ["W1"] },
  { id: "W1", what: "Runtime or init stopped for a while at each message: created, or a clean error" },
];

export const RULES: readonly Subject[] = [
  ...PATHS,
  ...MOUNTS,
  ...PROCESS,
  ...PARSING,
  ...CGROUPS,
  ...SURROUNDINGS,
];
