// SPDX-License-Identifier: Apache-2.0
/**
 * OCI containers from Node and Bun, without a process start.
 *
 * @packageDocumentation
 */
export type { ContainerStats } from "./cgroup/cgroup.ts";
export type * from "./config/types.ts";
export type { Diagnosis } from "./doctor/doctor.ts";
export type { Finding } from "./doctor/finding.ts";
export type { ErrorCode } from "./errors/codes.ts";
export {
  ConfigError,
  type FailedOperation,
  HostError,
  InternalError,
  type Issue,
  KernelError,
  RuntError,
  StateError,
  UsageError,
} from "./errors/errors.ts";
export type { JsonPointer } from "./errors/pointer.ts";
export type { ExitStatus } from "./library/child.ts";
export { Container } from "./library/container.ts";
export type { Json } from "./library/documents.ts";
export type * from "./library/options.ts";
export type { InputStream, OutputStream } from "./node/fd-streams.ts";
export type { Operation } from "./ops/operation.ts";
export type { CgroupWrite } from "./cgroup/cgroup.ts";
export { ContainerProcess } from "./library/process.ts";
export type { RunResult } from "./library/run.ts";
export { type ContainerPlan, Runtime, type Verdict } from "./library/runtime.ts";
export type { Stdio, StdioOptions } from "./library/stdio.ts";
export { type CallerTerminal, Terminal, type TerminalSize } from "./library/terminal.ts";
export type { ContainerEvent } from "./lifecycle/events.ts";
export type { StateDocument, Status } from "./lifecycle/requests.ts";
export type { Plan } from "./plan/plan.ts";
export { chromeTrace } from "./trace/chrome.ts";
export type { Span, SpanKind, Tracer } from "./trace/trace.ts";
