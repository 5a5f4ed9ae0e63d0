// SPDX-License-Identifier: Apache-2.0
import { containerState } from "../../lifecycle/state.ts";
import { type Run, runtimeOf } from "../context.ts";
import { print } from "../output.ts";

/** Prints no newline at the end, as its callers are used to. */
export const state: Run<"state"> = (_options, [id = ""], context) => {
  print(JSON.stringify(containerState(runtimeOf(context), id), undefined, 2));
  return 0;
};
