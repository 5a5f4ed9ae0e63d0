// SPDX-License-Identifier: Apache-2.0
import type { Config } from "./config.ts";

/** The configuration of `spec --rootless`, with these mappings. */
export function makeRootless(config: Config, mappings: readonly object[]): void {
  const { linux } = config;
  linux.namespaces = [...linux.namespaces.filter(({ type }) => type !== "network"), { type: "user" }];
  linux["uidMappings"] = mappings;
  linux["gidMappings"] = mappings;
  delete linux.resources;
  delete linux.cgroupsPath;
  for (const mount of config.mounts) {
    if (mount.destination === "/sys")
      Object.assign(mount, {
        type: "none",
        source: "/sys",
        options: ["rbind", "nosuid", "noexec", "nodev", "ro"],
      });
    else if (mount.options) mount.options = mount.options.filter((option) => !option.startsWith("gid="));
  }
}
