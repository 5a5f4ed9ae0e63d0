// SPDX-License-Identifier: Apache-2.0
/** Paths of the command line, made absolute. */
import { KernelError } from "../errors/errors.ts";
import { native } from "../native/native.ts";

/** The current directory, as the kernel names it. @throws {KernelError} ENOENT if it was removed */
export function currentDirectory(): string {
  const path = native().getcwd();
  if (typeof path === "number") throw new KernelError(path, "getcwd", "find the current directory");
  return path;
}

/** Without `.`, `..`, and double slashes, by text alone; `path` is absolute. */
export function cleanPath(path: string): string {
  if (!path.includes("//") && !path.includes("/.") && (path === "/" || !path.endsWith("/"))) return path;
  const names: string[] = [];
  for (const name of path.split("/")) {
    if (name === "..") names.pop();
    else if (name !== "" && name !== ".") names.push(name);
  }
  return `/${names.join("/")}`;
}

/** Relative to the current directory; call it before enterBundle(). */
export function absolutePath(path: string): string {
  return cleanPath(path.startsWith("/") ? path : `${currentDirectory()}/${path}`);
}

/**
 * Makes the bundle the current directory, which hooks inherit, and gives its path without symbolic links.
 *
 * @throws {KernelError} where it is no directory
 */
export function enterBundle(bundle: string | undefined): string {
  if (bundle !== undefined && bundle !== "") {
    const entered = native().chdir(bundle);
    if (entered < 0)
      throw new KernelError(entered, "chdir", `enter bundle ${JSON.stringify(bundle)}`, { path: bundle });
  }
  return currentDirectory();
}
