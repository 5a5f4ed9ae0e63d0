// SPDX-License-Identifier: Apache-2.0
import { checkpointContainer } from "../../checkpoint/dump.ts";
import type { CheckpointRequest, CriuSettings, RestoreRequest } from "../../checkpoint/requests.ts";
import { restoreContainer } from "../../checkpoint/restore.ts";
import { CGROUP_MODES, type CgroupMode } from "../../checkpoint/rpc.ts";
import { UsageError } from "../../errors/errors.ts";
import { runTask } from "../../lifecycle/task.ts";
import { CLONE_NEWNET } from "../../native/flags.ts";
import type { CommandOptions } from "../commands.ts";
import { creatingRuntime, type Run, runtimeOf } from "../context.ts";
import { creationRequest } from "../hot/request.ts";
import { absolutePath, currentDirectory } from "../path.ts";

function cgroupMode(text: string | undefined): CgroupMode {
  if (text === undefined || text === "") return "soft";
  if (Object.hasOwn(CGROUP_MODES, text)) return text as CgroupMode;
  throw new UsageError(
    `invalid value ${JSON.stringify(text)} for flag -manage-cgroups-mode: soft, full, strict or ignore is needed`,
  );
}

function emptyNamespaces(names: readonly string[] | undefined): number | undefined {
  for (const name of names ?? []) {
    if (name !== "network")
      throw new UsageError(
        `invalid value ${JSON.stringify(name)} for flag -empty-ns: only network can be left empty`,
      );
  }
  return names === undefined || names.length === 0 ? undefined : CLONE_NEWNET;
}

function pageServer(text: string | undefined): { address: string; port: number } | undefined {
  if (text === undefined || text === "") return undefined;
  const colon = text.lastIndexOf(":");
  const port = Number(text.slice(colon + 1));
  if (colon <= 0 || !Number.isInteger(port) || port < 1 || port > 65_535)
    throw new UsageError(
      `invalid value ${JSON.stringify(text)} for flag -page-server: ADDRESS:PORT is needed`,
    );
  return { address: text.slice(0, colon).replace(/^\[(.*)\]$/, "$1"), port };
}

type CommonOptions = CommandOptions<"checkpoint"> | CommandOptions<"restore">;

function settings(options: CommonOptions): CriuSettings {
  const image = options["image-path"] ?? "";
  const work = options["work-path"] ?? "";
  const empty = emptyNamespaces(options["empty-ns"]);
  return {
    imagePath: image === "" ? `${currentDirectory()}/checkpoint` : absolutePath(image),
    cgroupMode: cgroupMode(options["manage-cgroups-mode"]),
    tcpEstablished: options["tcp-established"] === true,
    extUnixSk: options["ext-unix-sk"] === true,
    shellJob: options["shell-job"] === true,
    fileLocks: options["file-locks"] === true,
    autoDedup: options["auto-dedup"] === true,
    lazyPages: options["lazy-pages"] === true,
    ...(work === "" ? {} : { workPath: absolutePath(work) }),
    ...(empty === undefined ? {} : { emptyNamespaces: empty }),
  };
}

export const checkpoint: Run<"checkpoint"> = (options, [id = ""], context) => {
  const server = pageServer(options["page-server"]);
  const parent = options["parent-path"] ?? "";
  const statusFd = options["status-fd"] ?? -1;
  const request: CheckpointRequest = {
    id,
    ...settings(options),
    leaveRunning: options["leave-running"] === true,
    tcpSkipInFlight: options["tcp-skip-in-flight"] === true,
    linkRemap: options["link-remap"] === true,
    preDump: options["pre-dump"] === true,
    ...(statusFd < 0 ? {} : { statusFd }),
    ...(parent === "" ? {} : { parentPath: parent }),
    ...(server === undefined ? {} : { pageServer: server }),
  };
  runTask(checkpointContainer(runtimeOf(context), request));
  return 0;
};

export const restore: Run<"restore"> = (options, [id = ""], context) => {
  const runtime = creatingRuntime(context);
  const common = settings(options);
  const profile = options["lsm-profile"] ?? "";
  const mountContext = options["lsm-mount-context"] ?? "";
  const request: RestoreRequest = {
    ...common,
    ...creationRequest(options, id),
    detach: options.detach === true,
    tcpClose: options["tcp-close"] === true,
    ...(profile === "" ? {} : { lsmProfile: profile }),
    ...(mountContext === "" ? {} : { lsmMountContext: mountContext }),
  };
  return runTask(restoreContainer(runtime, request));
};
