// SPDX-License-Identifier: Apache-2.0
/** What checkpoint and restore are asked. */
import type { RunRequest } from "../lifecycle/requests.ts";
import type { CgroupMode } from "./rpc.ts";

/** Common to both; paths are absolute. */
export interface CriuSettings {
  imagePath: string;
  workPath?: string;
  tcpEstablished?: boolean;
  extUnixSk?: boolean;
  shellJob?: boolean;
  fileLocks?: boolean;
  autoDedup?: boolean;
  lazyPages?: boolean;
  cgroupMode: CgroupMode;
  /** CLONE_NEW flags. */
  emptyNamespaces?: number;
}

export interface CheckpointRequest extends CriuSettings {
  id: string;
  /** Relative to imagePath. */
  parentPath?: string;
  leaveRunning?: boolean;
  tcpSkipInFlight?: boolean;
  linkRemap?: boolean;
  statusFd?: number;
  pageServer?: { address: string; port: number };
  preDump?: boolean;
}

export interface RestoreRequest extends CriuSettings, RunRequest {
  tcpClose?: boolean;
  /** TYPE:NAME */
  lsmProfile?: string;
  lsmMountContext?: string;
}
