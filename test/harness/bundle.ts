// SPDX-License-Identifier: Apache-2.0
/** Bundles: a directory with a config and a root filesystem made of busybox and the probe. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "./config.ts";
import { asSaved } from "./driver.ts";
import { project } from "./places.ts";

/** Made by scripts/build-tests.mjs: bin/busybox, bin/sh, ..., probe. */
const TEMPLATE = join(project, ".cache/tests/rootfs");

export class Bundle {
  readonly directory: string;
  readonly rootfs: string;
  config: Config;

  constructor(directory: string, config: Config) {
    this.directory = directory;
    this.rootfs = join(directory, "rootfs");
    this.config = config;
    copyTree(TEMPLATE, this.rootfs);
  }

  /** Writes config.json as `config` is now. */
  save(): this {
    return this.saveText(JSON.stringify(asSaved(this.config), null, 2));
  }

  saveText(text: string | Buffer): this {
    writeFileSync(join(this.directory, "config.json"), text);
    return this;
  }

  /** Absolute path on the host of a path in the root filesystem. */
  path(inside: string): string {
    return join(this.rootfs, inside);
  }

  mkdir(inside: string, mode = 0o755): this {
    mkdirSync(this.path(inside), { recursive: true, mode });
    chmodSync(this.path(inside), mode);
    return this;
  }

  file(inside: string, text: string, mode = 0o644): this {
    mkdirSync(dirname(this.path(inside)), { recursive: true });
    writeFileSync(this.path(inside), text);
    chmodSync(this.path(inside), mode);
    return this;
  }

  link(inside: string, target: string): this {
    mkdirSync(dirname(this.path(inside)), { recursive: true });
    symlinkSync(target, this.path(inside));
    return this;
  }
}

/** Hard links where possible: the programs are never written to. */
function copyTree(from: string, to: string): void {
  if (!existsSync(from)) throw new Error(`${from} is missing: run node scripts/build-tests.mjs integration`);
  mkdirSync(to, { recursive: true, mode: 0o755 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync("busybox", target);
    else linkOrCopy(source, target);
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
  }
}
