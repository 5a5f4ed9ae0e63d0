// SPDX-License-Identifier: Apache-2.0
/** Entry of the command line under Node, for systems without the static executable. */
import * as systemd from "../cgroup/systemd/systemd.ts";
import * as cold from "../cli/cold.ts";
import { main } from "../cli/main.ts";
import * as explain from "../config/explain.ts";
import { installNative } from "../native/native.ts";
import { installSegments } from "../native/segments.ts";
import { loadAddon } from "./addon.ts";
import { inheritedOpenFiles } from "./open-files.ts";

const native = loadAddon();
installNative({ ...native, marksInherited: true });
native.setOpenFiles(inheritedOpenFiles(process.ppid));
installSegments((name) => ({ cold, explain, systemd })[name]);
native.exit(main(process.argv.slice(2), process.env as Record<string, string>));
