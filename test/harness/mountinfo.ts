// SPDX-License-Identifier: Apache-2.0
/** Shared with the conformance suite, which stands alone. */
export * from "../../conformance/harness/mountinfo.ts";
