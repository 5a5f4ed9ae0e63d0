// SPDX-License-Identifier: Apache-2.0
/** Directories of a checkpoint, and the files in them that are not criu's. */
import { parseJson } from "../config/json.ts";
import { EEXIST, errnoText } from "../errors/errno.ts";
import { KernelError, RuntError } from "../errors/errors.ts";
import { AT_FDCWD, O_CREAT, O_DIRECTORY, O_NOFOLLOW, O_RDONLY, O_TRUNC, O_WRONLY } from "../native/flags.ts";
import { native } from "../native/native.ts";
import type { ExternalMount } from "./mounts.ts";

/** Link targets of the container process's fds 0 to 2, as runc keeps them. */
const DESCRIPTORS = "descriptors.json";
const MOUNTS = "external-mounts.json";
const POINTS = "mount-points.json";
const FILE_LIMIT = 16 * 1024 * 1024;

export interface ImageDirectories {
  imagesFd: number;
  workFd: number;
  workPath: string;
}

function openDirectory(option: string, path: string, make: boolean): number {
  if (make) {
    const made = native().mkdirat(AT_FDCWD, path, 0o700);
    if (made < 0 && made !== -EEXIST)
      throw new KernelError(made, "mkdir", `make ${option} ${path}`, { path });
  }
  const fd = native().openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0);
  if (fd < 0) throw new KernelError(fd, "openat", `open ${option} ${path}`, { path });
  return fd;
}

/** @param workPath undefined takes the image's own directory for logs too */
export function openImage(imagePath: string, workPath: string | undefined, make: boolean): ImageDirectories {
  const imagesFd = openDirectory("--image-path", imagePath, make);
  try {
    const work = workPath ?? imagePath;
    return { imagesFd, workFd: openDirectory("--work-path", work, true), workPath: work };
  } catch (error) {
    native().close(imagesFd);
    throw error;
  }
}

export function closeImage({ imagesFd, workFd }: ImageDirectories): void {
  native().close(imagesFd);
  native().close(workFd);
}

function writeDocument(imagesFd: number, name: string, value: unknown): void {
  const flags = O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW;
  const written = native().writeFile(imagesFd, name, flags, 0o600, JSON.stringify(value));
  if (written < 0) throw new KernelError(written, "write", `write ${name} of the checkpoint`, { path: name });
}

/** Undefined where the file is missing. */
function readDocument(imagesFd: number, name: string): unknown {
  const bytes = native().readFile(imagesFd, name, O_NOFOLLOW, FILE_LIMIT);
  if (typeof bytes === "number") return undefined;
  try {
    return parseJson(bytes);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RuntError("ERR_CRIU", `${name} of the checkpoint is damaged: ${why}`, { cause: error });
  }
}

const POSITION_LIMIT = 65_536;
const TERMINAL = /^\/dev\/(pts\/\d+|tty\w*|console)$/;

/** mnt_id of an open file, or -1. */
function mountOf(pid: number, fd: number): number {
  const text = native().readText(AT_FDCWD, `/proc/${pid}/fdinfo/${fd}`, 0, POSITION_LIMIT);
  return typeof text === "number" ? -1 : Number(/^mnt_id:\s*(\d+)$/m.exec(text)?.[1] ?? -1);
}

/** criu's name of a file that lies outside of the container: file[mount:inode], in hexadecimal. */
function externalFile(pid: number, fd: number): string | undefined {
  const found = native().fstatat(AT_FDCWD, `/proc/${pid}/fd/${fd}`, 0);
  if (typeof found === "number") return undefined;
  return `file[${mountOf(pid, fd).toString(16)}:${(found[6] ?? 0).toString(16)}]`;
}

/**
 * The standard streams of a process, as criu calls them: the targets of their links, and for files of the
 * host the name under which restore gives criu another one.
 */
export function readDescriptors(pid: number, mounts: ReadonlySet<number>): string[] {
  return [0, 1, 2].map((fd) => {
    const target = native().readlinkat(AT_FDCWD, `/proc/${pid}/fd/${fd}`);
    if (typeof target === "number") return `closed: ${errnoText(-target)}`;
    if (!target.startsWith("/") || mounts.has(mountOf(pid, fd))) return target;
    return externalFile(pid, fd) ?? target;
  });
}

/** A terminal of the host among the standard streams of a process. */
export function hostTerminal(pid: number, mounts: ReadonlySet<number>): string | undefined {
  for (const fd of [0, 1, 2]) {
    const target = native().readlinkat(AT_FDCWD, `/proc/${pid}/fd/${fd}`);
    if (typeof target === "string" && TERMINAL.test(target) && !mounts.has(mountOf(pid, fd))) return target;
  }
  return undefined;
}

/** Descriptors that restore hands to criu. */
export function isHanded(descriptor: string): boolean {
  return descriptor.startsWith("pipe:") || descriptor.startsWith("file[");
}

export function saveDescriptors(imagesFd: number, descriptors: readonly string[]): void {
  writeDocument(imagesFd, DESCRIPTORS, descriptors);
}

export function savedDescriptors(imagesFd: number): string[] {
  const value = readDocument(imagesFd, DESCRIPTORS);
  return Array.isArray(value) ? value.map(String) : [];
}

export function saveMounts(imagesFd: number, mounts: readonly ExternalMount[]): void {
  writeDocument(imagesFd, MOUNTS, mounts);
}

/** Undefined for an image that another runtime made. */
export function savedMounts(imagesFd: number): ExternalMount[] | undefined {
  const value = readDocument(imagesFd, MOUNTS);
  if (!Array.isArray(value)) return undefined;
  return value.map((one: Partial<ExternalMount>) => ({
    point: String(one.point),
    source: String(one.source),
  }));
}

export function savePoints(imagesFd: number, points: readonly string[]): void {
  writeDocument(imagesFd, POINTS, points);
}

/** Undefined for an image that another runtime made. */
export function savedPoints(imagesFd: number): string[] | undefined {
  const value = readDocument(imagesFd, POINTS);
  return Array.isArray(value) ? value.map(String) : undefined;
}
