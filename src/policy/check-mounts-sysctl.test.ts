// SPDX-License-Identifier: Apache-2.0
import { MAP, MAPS, NO_ID, refuses, takes, withChange, withLinux, withOwn } from "./fake-config.ts";

const SYSCTL = "linux/sysctl/no-host-leak";
refuses("sysctl", (sysctl) => withOwn({ sysctl }), [
  [
    "a parameter of the host",
    { "kernel.core_pattern": "|/x" },
    `/linux/sysctl/kernel.core_pattern ${SYSCTL}`,
  ],
  ["kernel.hostname, with a hint", { "kernel.hostname": "x" }, `/linux/sysctl/kernel.hostname ${SYSCTL}`],
  [
    "a way up",
    { "net/../kernel/core_pattern": "x" },
    `/linux/sysctl/net~1..~1kernel~1core_pattern ${SYSCTL}`,
  ],
  ["an empty part", { "net..x": "x" }, `/linux/sysctl/net..x ${SYSCTL}`],
  [
    "an assignment in the name",
    { "net.ipv4.x+kernel.core_pattern=y": "x" },
    `/linux/sysctl/net.ipv4.x+kernel.core_pattern=y ${SYSCTL}`,
  ],
  [
    "a name that only begins as an allowed one",
    { "kernel.semx": "1" },
    `/linux/sysctl/kernel.semx ${SYSCTL}`,
  ],
  ["a value of two lines", { "net.a": "1\n2" }, "/linux/sysctl/net.a linux/sysctl/applied"],
]);

takes("sysctl", (sysctl) => withOwn({ sysctl }), [
  [
    "parameters of all its namespaces",
    {
      "net.ipv4.ip_forward": "1",
      "kernel.shm_rmid_forced": "1",
      "fs.mqueue.msg_max": "1",
      "user.max_user_namespaces": "1",
    },
  ],
  ["slashes", { "net/ipv4/conf/eth0.1/rp_filter": "1" }],
  ["a slash that stands for a dot", { "net.ipv4.conf.eth0/1.rp_filter": "1" }],
  ["kernel.domainname", { "kernel.domainname": "x" }],
]);

refuses("sysctl without namespaces", (sysctl) => withLinux({ sysctl }), [
  [
    "net",
    { "net.a": "1" },
    `/linux/sysctl/net.a ${SYSCTL}: linux.sysctl["net.a"] belongs to the network namespace`,
  ],
  ["ipc", { "kernel.sem": "1" }, `/linux/sysctl/kernel.sem ${SYSCTL}`],
  ["uts", { "kernel.domainname": "1" }, `/linux/sysctl/kernel.domainname ${SYSCTL}`],
]);

refuses("mounts", (mount) => withChange({ mounts: [mount] }), [
  [
    "the root as destination",
    { destination: "/" },
    "/mounts/0/destination config/mounts/destination-inside-rootfs",
  ],
  [
    "a longer name of the root",
    { destination: "/./a/..//" },
    "/mounts/0/destination config/mounts/destination-inside-rootfs",
  ],
  [
    "uid mappings alone",
    { destination: "/a", uidMappings: MAP },
    "/mounts/0/gidMappings config/mounts/uidmappings-with-gid",
  ],
  [
    "gid mappings alone",
    { destination: "/a", gidMappings: MAP },
    "/mounts/0/uidMappings config/mounts/gidmappings-with-uid",
  ],
  [
    "idmap without any mappings",
    { destination: "/a", options: ["bind", "idmap"] },
    "/mounts/0/options/1 config/mounts/idmap/no-userns-no-mappings",
  ],
  [
    "ridmap without any mappings",
    { destination: "/a", options: ["ridmap"] },
    "/mounts/0/options/0 config/mounts/ridmap/no-userns-no-mappings",
  ],
  [
    "a mount mapping of size 0",
    { destination: "/a", ...MAPS, gidMappings: [{ containerID: 0, hostID: 0, size: 0 }] },
    "/mounts/0/gidMappings/0/size config/mounts/uidmappings-format",
  ],
]);

takes("mounts", (mount) => withChange({ mounts: [mount] }), [
  ["relative destinations", { destination: "proc" }],
  ["a name of dots", { destination: "/..." }],
  ["mappings of its own", { destination: "/a", ...MAPS }],
]);

refuses(
  "devices",
  (device) => withLinux({ devices: [{ path: "/dev/a", type: "c", major: 1, minor: 2, ...device }] }),
  [
    ["a relative path", { path: "dev/a" }, "/linux/devices/0/path linux/devices/path-required"],
    ["a way up", { path: "/dev/../a" }, "/linux/devices/0/path linux/devices/path-required"],
    ["a directory's path", { path: "/dev/" }, "/linux/devices/0/path linux/devices/path-required"],
    ["no major number", { major: undefined }, "/linux/devices/0/major linux/devices/major-minor-required"],
    [
      "a minor number that no device has",
      { minor: 1048576 },
      "/linux/devices/0/minor linux/devices/major-minor-required",
    ],
    ["uid -1", { uid: NO_ID }, "/linux/devices/0/uid linux/devices/uid"],
  ],
);
