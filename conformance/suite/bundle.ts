// SPDX-License-Identifier: Apache-2.0
/** A bundle: config.json and a root filesystem whose only program is the probe. */
import { chmodSync, copyFileSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { applyPatch, type Json, type Patch, toJson } from "./config.ts";
import { program } from "./places.ts";

export type Change = Patch | ((config: Json, bundle: Bundle) => void);
/** What a case changes of the base configuration, in order. */
export type Edit = Change | readonly Change[];

const FOLDERS = ["bin", "data", "dev", "etc", "out", "proc", "sys", "tmp"];

export class Bundle {
  readonly directory: string;
  readonly rootfs: string;
  config: Json;

  constructor(directory: string, config: Json) {
    this.directory = directory;
    this.rootfs = join(directory, "rootfs");
    this.config = config;
    mkdirSync(this.rootfs, { recursive: true, mode: 0o755 });
    for (const name of FOLDERS) this.mkdir(`/${name}`);
    linkOrCopy(program("probe"), this.path("/probe"));
    linkOrCopy(program("probe"), this.path("/bin/probe"));
  }

  edit(edit: Edit): this {
    for (const change of Array.isArray(edit) ? (edit as readonly Change[]) : [edit as Change]) {
      if (typeof change === "function") change(this.config, this);
      else applyPatch(this.config, change);
    }
    return this;
  }

  /** Writes config.json as `config` is now. */
  save(): this {
    return this.saveText(toJson(this.config));
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
    mkdirSync(this.path(inside), { recursive: true });
    chmodSync(this.path(inside), mode);
    return this;
  }

  file(inside: string, text = "", mode = 0o644): this {
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

  /** A copy of the probe that can be changed. */
  copyProbe(inside: string, mode: number): this {
    mkdirSync(dirname(this.path(inside)), { recursive: true });
    copyFileSync(program("probe"), this.path(inside));
    chmodSync(this.path(inside), mode);
    return this;
  }
}

function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    copyFileSync(source, target);
    chmodSync(target, 0o755);
  }
}
