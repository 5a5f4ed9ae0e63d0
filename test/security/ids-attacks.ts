// SPDX-License-Identifier: Apache-2.0
/** Published flaws of container runtimes, by the numbers that test titles name. */
import type { Subject } from "./ids.ts";

const STATIC = "Only Linux security modules that the kernel has can be asked for";

export const ATTACKS: readonly Subject[] = [
  {
    id: "S01",
    what: "Mounts that cover /proc or what it holds, also through .. and links (CVE-2015-3627, -3629, -3630, -3631)",
  },
  { id: "S02", what: "A passwd entry whose name is a number (CVE-2016-3697)" },
  { id: "S03", what: "Looking into a process that exec brings in: descriptors, cwd, memory (CVE-2016-9962)" },
  { id: "S04", what: "Overwriting runt's own executable through /proc/self/exe (CVE-2019-5736)" },
  {
    id: "S05",
    what: "A volume on /proc that takes the label instead of the kernel (CVE-2019-16884)",
    reason: `${STATIC}: the guest has AppArmor; elsewhere the test says so`,
  },
  {
    id: "S06",
    what: "/proc or /sys as a symbolic link, or below one (CVE-2019-19921, CVE-2023-27561, CVE-2023-28642, CVE-2025-54867)",
  },
  { id: "S07", what: "A component swapped between check and mount (CVE-2021-30465)" },
  {
    id: "S08",
    what: "Lengths that wrap in the message to init (CVE-2021-43784)",
    cases: [
      "addon/test/decode_test.c: refuses_every_truncation",
      "addon/test/decode_test.c: survives_extreme_words",
    ],
  },
  {
    id: "S09",
    what: "Inheritable capabilities that nobody asked for (CVE-2022-24769, CVE-2022-29162, CVE-2022-27650, CVE-2025-27612)",
  },
  { id: "S10", what: "Device rules that begin with allowing, or lose their order (GHSA-g54h-m393-cpwq)" },
  { id: "S11", what: "/sys/fs/cgroup of others writable without a cgroup namespace (CVE-2023-25809)" },
  { id: "S12", what: "A working directory or program in /proc/self/fd (CVE-2024-21626)" },
  { id: "S13", what: "Directories made for a mount point while a component is swapped (CVE-2024-45310)" },
  { id: "S14", what: "/dev/null of the image as the cover of masked paths (CVE-2025-31133, CVE-2025-62161)" },
  { id: "S15", what: "/dev/console, /dev/pts and /dev/ptmx as links or other files (CVE-2025-52565)" },
  {
    id: "S16",
    what: "Another procfs file mounted over the one that is written to (CVE-2025-52881, CVE-2025-62596)",
  },
  { id: "S17", what: "/dev of the image as a link to a host directory (CVE-2026-41579, CVE-2026-47766)" },
  { id: "S18", what: "Checkpoint and restore with hostile destinations (CVE-2026-119101, CVE-2026-115520)" },
  { id: "S20", what: "The last component of a destination as a link to a host file (CVE-2019-18837)" },
  { id: "S21", what: "Files that the runtime leaves in the image (CVE-2025-24965)" },
  { id: "S22", what: "Ids in other forms than a decimal number of 32 bits (CVE-2026-30892, CVE-2024-40635)" },
  { id: "S23", what: "A file made on the host through a /dev/console that is a link (CVE-2026-88264)" },
  { id: "S24", what: "Owner and identity of the caller's standard streams (CVE-2026-88265)" },
  { id: "S25", what: "Programs found through PATH (CVE-2026-84042)" },
  { id: "S26", what: "A read-only root through a faked /proc (CVE-2026-115521)" },
  { id: "S27", what: "init of a container that is being made, seen from one whose pid namespace it shares" },
  { id: "S28", what: "A mount point inside the source of a read-only bind" },
  { id: "S30", what: "Absent capabilities: all sets empty, the bounding one included" },
  {
    id: "S40",
    what: "A container that covers its own /proc before exec with a profile (CVE-2015-1334)",
    reason: `${STATIC}: the guest has AppArmor; elsewhere the test says so`,
  },
  { id: "S41", what: "Typing into the caller's terminal with TIOCSTI, or taking it over (CVE-2016-10124)" },
  {
    id: "S50",
    what: "Abstract unix sockets that any process of the network namespace reaches (CVE-2020-15257)",
  },
  { id: "S51", what: "State and bundle directories that others can read (CVE-2021-41103, CVE-2024-25621)" },
  { id: "S52", what: "Files of the image or output of hooks without end (CVE-2022-31030, CVE-2022-1708)" },
  {
    id: "S53",
    what: "Supplementary groups of the caller that stay (CVE-2022-36109, CVE-2022-2995, CVE-2023-25173)",
  },
  {
    id: "S54",
    what: "Sysctls that are not the container's own, and joined strings (CVE-2022-0811, CVE-2024-3154)",
  },
  { id: "S55", what: "Libraries, NSS and preloads of the image loaded by the runtime (CVE-2019-14271)" },
  { id: "S56", what: "Environment and working directory of hooks (CVE-2025-23266)" },
  { id: "S57", what: "A label that was asked for and is not applied (CVE-2025-65105, CVE-2025-64750)" },
  { id: "S58", what: "env entries without a value, without a name, or twice (CVE-2026-57231)" },
  { id: "S59", what: "Masked paths that `runt spec` must list (CVE-2017-16539, CVE-2018-10892)" },
  { id: "S60", what: "Propagation of the host's mounts, with and without a mount namespace" },
  { id: "S61", what: "exec --cgroup out of the container's cgroup, and into one whose name begins alike" },
  { id: "S62", what: "Odd characters in paths, ids and annotations" },
  { id: "S63", what: "Limits whose keys name other files (hugepage sizes, unified)" },
  { id: "S64", what: "What images and engines need that these defences could break" },
];
