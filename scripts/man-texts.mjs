// SPDX-License-Identifier: Apache-2.0
// What the manual says beside the command table: sections of runt(8), and examples of the commands' pages.
// A paragraph is a string; [term, text] is an entry of a list.

export const MAIN_SECTIONS = {
  DESCRIPTION: [
    "runt runs containers as the Open Container Initiative's runtime specification defines them. It is the program that container engines (Podman, containerd, Docker, CRI-O) call for each container, and it takes the place of runc(8) there without a change of their configuration but the path. People call it too: to run a bundle, a directory with a root filesystem and a config.json.",
    "Options may be given with one dash or two, and with the value in the next word or after an equals sign. Global options are best given before the command.",
  ],
  "EXIT STATUS": [
    ["0", "Success."],
    ["1", "The command failed. One message on standard error says why."],
    ["255", "`exec` could not run the process."],
    [
      "other",
      "`run`, `exec` and `restore` in the foreground end with the status of the program, or with 128 + n after signal n.",
    ],
  ],
  ENVIRONMENT: [
    [
      "XDG_RUNTIME_DIR",
      "For callers other than root: the state of containers is kept in its directory runt.",
    ],
    [
      "LISTEN_FDS, LISTEN_PID",
      "Socket activation: these descriptors are handed on to the program of `create` and `run`.",
    ],
  ],
  FILES: [
    [
      "config.json",
      "The configuration of a bundle. `runt spec` writes one, `runt validate` checks one, `runt plan` shows what would be done with one.",
    ],
    ["/run/runt", "The state of containers, a directory each."],
    [
      "/etc/criu/runc.conf",
      "Configuration for criu(8) in checkpoint and restore, unless annotation org.criu.config names another.",
    ],
  ],
  "CONFORMING TO": ["Open Container Initiative Runtime Specification 1.3.0."],
};

export const EXAMPLES = {
  run: [
    "mkdir -p bundle/rootfs && tar -C bundle/rootfs -xf rootfs.tar",
    "runt spec --bundle bundle",
    "runt run --bundle bundle first",
  ],
  create: ["runt create --bundle bundle --pid-file first.pid first", "runt start first"],
  exec: ["runt exec first ps", "runt exec --tty --env TERM=xterm --cwd /tmp first sh"],
  kill: ["runt kill first KILL"],
  delete: ["runt delete --force first"],
  update: [
    "runt update --memory 512m --pids-limit 100 first",
    'echo \'{"cpu":{"shares":512}}\' | runt update --resources - first',
  ],
  events: ["runt events --stats first", "runt events --interval 1s first"],
  ps: ["runt ps first -o pid,args", "runt ps --format json first"],
  list: ["runt list --format json"],
  validate: ["runt validate --bundle bundle"],
  plan: ["runt plan --bundle bundle"],
  checkpoint: [
    "runt checkpoint --image-path image first",
    "runt restore --image-path image --bundle bundle --detach first",
  ],
  restore: ["runt restore --image-path image --bundle bundle --detach first"],
  completion: ["source <(runt completion bash)"],
};
