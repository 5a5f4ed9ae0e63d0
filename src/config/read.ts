// SPDX-License-Identifier: Apache-2.0
/** Bytes to checked documents. The fast predicates decide; only after a no is the explaining part loaded. */
import { ConfigError, type Issue } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { native } from "../native/native.ts";
import { loadSegment } from "../native/segments.ts";
import { checkConfig, checkProcessAlone, checkResourcesAlone } from "../policy/check.ts";
import { acceptsConfig, acceptsProcess, acceptsResources } from "./generated/accept.ts";
import { dropNulls } from "./nulls.ts";
import { type Parsed, scanJson } from "./scan.ts";
import type { LinuxResources, OciConfig, Process } from "./types.ts";

export type Form = "Config" | "Process" | "Resources";

interface Reader<Document> {
  form: Form;
  accepts(value: unknown): boolean;
  /** Rules that the schema can't say, leaving out those about what is `broken`. */
  check(document: Document, broken?: readonly JsonPointer[]): Issue[];
}

const CONFIG: Reader<OciConfig> = { form: "Config", accepts: acceptsConfig, check: checkConfig };
const PROCESS: Reader<Process> = { form: "Process", accepts: acceptsProcess, check: checkProcessAlone };
const RESOURCES: Reader<LinuxResources> = {
  form: "Resources",
  accepts: acceptsResources,
  check: checkResourcesAlone,
};

/**
 * @param what names the document in errors
 * @throws {ConfigError} with every problem of text, form and rules, each with pointer, line and column
 */
export function readConfig(bytes: Uint8Array, what = "config.json"): OciConfig {
  return read(bytes, what, CONFIG);
}

/** A process object alone, as exec takes it. @throws {ConfigError} as readConfig */
export function readProcess(bytes: Uint8Array, what = "process"): Process {
  return read(bytes, what, PROCESS);
}

/** A resources object alone, as update takes it. @throws {ConfigError} as readConfig */
export function readResources(bytes: Uint8Array, what = "resources"): LinuxResources {
  return read(bytes, what, RESOURCES);
}

function isGood<Document>({ value, problems }: Parsed, reader: Reader<Document>): boolean {
  return problems.length === 0 && reader.accepts(value) && reader.check(value as Document).length === 0;
}

/** What a document is, also where it is refused. */
export interface Inspected {
  /** Of the form that the schema wants only if no issue has ERR_SCHEMA or another code of the text. */
  readonly value: unknown;
  readonly issues: readonly Issue[];
}

/** Finds every problem of text, form and rules, and does not throw for them. */
export function inspectConfig(bytes: Uint8Array): Inspected {
  const parsed = scanJson(bytes);
  const good = isGood(parsed, CONFIG) || (dropNulls(parsed.value) && isGood(parsed, CONFIG));
  return { value: parsed.value, issues: good ? [] : explained(bytes, parsed, CONFIG) };
}

/** An issue with its place in the text; those of the kernel and of the host have none of their own. */
export function placed(bytes: Uint8Array, issues: readonly Issue[]): Issue[] {
  const { placeIssues } = loadSegment<typeof import("./explain.ts")>("explain");
  return placeIssues({ bytes, decode: (part) => native().decodeText(part) }, issues);
}

function explained<Document>(bytes: Uint8Array, parsed: Parsed, reader: Reader<Document>): Issue[] {
  const { explainDocument } = loadSegment<typeof import("./explain.ts")>("explain");
  const source = { bytes, parsed, decode: (part: Uint8Array): string => native().decodeText(part) };
  return explainDocument(source, reader.form, (broken) => reader.check(parsed.value as Document, broken));
}

function read<Document>(bytes: Uint8Array, what: string, reader: Reader<Document>): Document {
  const parsed = scanJson(bytes);
  if (isGood(parsed, reader)) return parsed.value as Document;
  if (dropNulls(parsed.value) && isGood(parsed, reader)) return parsed.value as Document;
  throw new ConfigError(explained(bytes, parsed, reader), what);
}
