// SPDX-License-Identifier: Apache-2.0
// Made by scripts/generate-config.mjs from schemas/. Do not edit.
/** One complaint of ajv, with `verbose`. */
export interface SchemaError {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
  parentSchema: Record<string, unknown>;
  data: unknown;
}

export interface Validator {
  (value: unknown): boolean;
  errors?: SchemaError[] | null;
}

export declare const explainConfig: Validator;
export declare const explainProcess: Validator;
export declare const explainResources: Validator;
