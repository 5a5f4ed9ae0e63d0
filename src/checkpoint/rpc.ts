// SPDX-License-Identifier: Apache-2.0
/** CRIU's requests and responses: the field numbers of its images/rpc.proto, and nothing else of it. */
import { MessageReader, MessageWriter } from "./protobuf.ts";

export const REQUEST = {
  dump: 1,
  restore: 2,
  preDump: 4,
  notify: 6,
  featureCheck: 9,
  version: 10,
} as const;

export type RequestType = (typeof REQUEST)[keyof typeof REQUEST];

/** criu_cg_mode. */
export const CGROUP_MODES = { ignore: 0, soft: 3, full: 4, strict: 5 } as const;
export type CgroupMode = keyof typeof CGROUP_MODES;

/** criu_opts. File descriptors of directories are this process's, those of `inheritFds` are criu's own. */
export interface CriuOptions {
  imagesFd: number;
  workFd: number;
  pid?: number;
  leaveRunning?: boolean;
  extUnixSk?: boolean;
  tcpEstablished?: boolean;
  tcpSkipInFlight?: boolean;
  tcpClose?: boolean;
  shellJob?: boolean;
  fileLocks?: boolean;
  linkRemap?: boolean;
  logLevel: number;
  logFile: string;
  pageServer?: { address: string; port: number };
  root?: string;
  parentImage?: string;
  trackMemory?: boolean;
  autoDedup?: boolean;
  lazyPages?: boolean;
  statusFd?: number;
  cgroupMode: CgroupMode;
  cgroupRoots?: readonly { controller: string; path: string }[];
  freezeCgroup?: string;
  external: readonly string[];
  inheritFds?: readonly { key: string; fd: number }[];
  /** CLONE_NEW flags. */
  emptyNamespaces?: number;
  orphanPtsMaster?: boolean;
  configFile?: string;
  lsmProfile?: string;
  lsmMountContext?: string;
  /** The restored process becomes a child of criu's parent. */
  restoreSibling?: boolean;
}

export interface CriuFeatures {
  memoryTracking: boolean;
  lazyPages: boolean;
}

export interface Response {
  type: number;
  success: boolean;
  /** Of a notification. */
  script?: string;
  /** Of a notification or a restore. */
  pid?: number;
  errno?: number;
  errorText?: string;
  features?: CriuFeatures;
  /** major * 10000 + minor * 100 + sublevel */
  version?: number;
}

function pageServerMessage({ address, port }: { address: string; port: number }): MessageWriter {
  return new MessageWriter().text(1, address).number(2, port);
}

function writeLists(message: MessageWriter, options: CriuOptions): void {
  for (const { controller, path } of options.cgroupRoots ?? [])
    message.message(25, new MessageWriter().text(1, controller).text(2, path));
  for (const { key, fd } of options.inheritFds ?? [])
    message.message(27, new MessageWriter().text(1, key).number(2, fd));
  for (const external of options.external) message.text(37, external);
}

function optionsMessage(options: CriuOptions): MessageWriter {
  const { pageServer, cgroupMode } = options;
  const message = new MessageWriter()
    .number(1, options.imagesFd)
    .number(2, options.pid)
    .flag(3, options.leaveRunning)
    .flag(4, options.extUnixSk)
    .flag(5, options.tcpEstablished)
    .flag(7, options.shellJob)
    .flag(8, options.fileLocks)
    .number(9, options.logLevel)
    .text(10, options.logFile)
    .message(11, pageServer === undefined ? undefined : pageServerMessage(pageServer))
    .flag(12, true)
    .text(13, options.root)
    .text(14, options.parentImage)
    .flag(15, options.trackMemory)
    .flag(16, options.autoDedup)
    .number(17, options.workFd)
    .flag(18, options.linkRemap)
    .flag(24, true)
    .flag(26, options.restoreSibling)
    .number(34, CGROUP_MODES[cgroupMode])
    .number(38, options.emptyNamespaces)
    .text(44, options.freezeCgroup)
    .flag(46, options.tcpSkipInFlight)
    .flag(48, options.lazyPages)
    .number(49, options.statusFd)
    .flag(50, options.orphanPtsMaster)
    .text(51, options.configFile)
    .flag(52, options.tcpClose)
    .text(53, options.lsmProfile)
    .text(63, options.lsmMountContext);
  writeLists(message, options);
  return message;
}

export function encodeRequest(type: RequestType, options?: CriuOptions): Uint8Array {
  const message = new MessageWriter().number(1, type);
  if (options !== undefined) message.message(2, optionsMessage(options));
  // Which features are asked for; without the message criu refuses.
  if (type === REQUEST.featureCheck) message.message(5, new MessageWriter().flag(1, true).flag(2, true));
  return message.finish();
}

/** The answer that lets criu go on after a notification. */
export function encodeNotified(success: boolean): Uint8Array {
  return new MessageWriter().number(1, REQUEST.notify).flag(3, success).finish();
}

function defined<Value>(value: Value | undefined, name: string): object {
  return value === undefined ? {} : { [name]: value };
}

/** @throws {RuntError} ERR_CRIU */
export function decodeResponse(bytes: Uint8Array): Response {
  const message = new MessageReader(bytes);
  const notification = message.message(5);
  const features = message.message(8);
  const version = message.message(10);
  const numbers = version === undefined ? [] : [1, 2, 4].map((field) => version.number(field) ?? 0);
  const [major = 0, minor = 0, sub = 0] = numbers;
  return {
    type: message.number(1) ?? 0,
    success: message.flag(2) ?? false,
    ...defined(notification?.text(1), "script"),
    ...defined(notification?.number(2) ?? message.message(4)?.number(1), "pid"),
    ...defined(message.number(7), "errno"),
    ...defined(message.text(9), "errorText"),
    ...(features === undefined
      ? {}
      : {
          features: { memoryTracking: features.flag(1) ?? false, lazyPages: features.flag(2) ?? false },
        }),
    ...(version === undefined ? {} : { version: major * 10_000 + minor * 100 + sub }),
  };
}
