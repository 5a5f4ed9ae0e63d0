// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { type Case, refusals } from "../../suite/case.ts";
import type { Trial } from "../../suite/trial.ts";

const IMAGE = "org.opencontainers.image.";
const IMAGE_KEYS = {
  [`${IMAGE}os`]: "linux",
  [`${IMAGE}os.version`]: "1",
  [`${IMAGE}os.features`]: "a,b",
  [`${IMAGE}architecture`]: "amd64",
  [`${IMAGE}variant`]: "v8",
  [`${IMAGE}author`]: "somebody",
  [`${IMAGE}created`]: "2015-10-31T22:22:56.015925234Z",
  [`${IMAGE}stopSignal`]: "SIGKILL",
};

async function kept(t: Trial, annotations: Record<string, string>): Promise<void> {
  const { id } = await t.created({ "/annotations": annotations });
  assert.deepEqual((await t.state(id)).annotations, annotations);
}

export const annotationCases: Case[] = [
  {
    name: "keys of the image specification pass through",
    clauses: [
      "annotations/oci-image-keys",
      "annotations/oci-image-values",
      "annotations/oci-image-conversion",
    ],
    run: (t) => kept(t, IMAGE_KEYS),
  },
  {
    name: "unknown keys are no error",
    clauses: ["annotations/unknown-keys", "annotations/key-reverse-domain", "annotations/keys-strings"],
    run: (t) => kept(t, { "com.example.unknown": "x", plain: "y", "org.opencontainers.unknown": "z" }),
  },
  {
    name: "a value may be empty",
    clauses: ["annotations/value-empty-allowed"],
    run: (t) => kept(t, { "com.example.empty": "" }),
  },
  {
    name: "the state has no annotation of the reserved namespace that the configuration lacks",
    clauses: ["annotations/oci-namespace-reserved", "annotations/oci-other-keys-reserved"],
    run: async (t) => {
      const { id } = await t.created();
      const names = Object.keys((await t.state(id)).annotations ?? {});
      assert.deepEqual(
        names.filter((name) => name.startsWith("org.opencontainers")),
        [],
      );
    },
  },
  {
    name: "kill with the signal that stopSignal names ends the container",
    clauses: ["annotations/stop-signal"],
    run: async (t) => {
      const { id } = await t.running({ "/annotations": { [`${IMAGE}stopSignal`]: "SIGKILL" } });
      const signal = (await t.state(id)).annotations?.[`${IMAGE}stopSignal`] ?? "";
      await t.ok(["kill", id, signal]);
      await t.reached(id, "stopped");
    },
  },
  ...refusals([
    [
      "annotations/map",
      "annotations that are an array are refused",
      { "/annotations": ["a"] },
      "ERR_SCHEMA",
      "/annotations",
    ],
    [
      "annotations/values-strings",
      "an annotation that is a number is refused",
      { "/annotations": { a: 1 } },
      "ERR_SCHEMA",
      "/annotations/a",
    ],
    ["annotations/key-not-empty", "an empty key is refused", { "/annotations": { "": "x" } }],
  ]),
];
