// SPDX-License-Identifier: Apache-2.0
import tseslint from "typescript-eslint";

/** Formatting is biome's; here are sizes, the direction of imports, and calls that are banned with their reasons. */
const TABLES = ["src/ops/table.ts", "src/errors/errno.ts", "src/native/native.ts", "src/cli/command-docs.ts"];

const jsonParse = {
  object: "JSON",
  property: "parse",
  message:
    "JSON.parse loses integers above 2^53 and takes duplicate names: use src/config/, which reads strictly.",
};

const nodeImports = {
  regex: "^node:|^(fs|path|os|child_process|process|buffer|util|net|stream|events|timers)$",
  message:
    "The command line also runs in quickjs-ng, which has none of Node's modules: use native(), or put it into src/node/ or src/library/.",
};

const pureLayer = {
  regex: "(^|/)native/(?!flags)",
  message:
    "plan/ and policy/ are pure: they read their arguments only, so that plans can be tested and printed without a host.",
};

const timeAndIo = [
  "process",
  "console",
  "Buffer",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
  "TextDecoder",
  "TextEncoder",
  "require",
];

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "build/",
      ".cache/",
      "**/generated/",
      "src/config/generated/",
      "schemas/",
      "test/golden/",
    ],
  },
  tseslint.configs.base,
  {
    files: ["**/*.{ts,js,mjs}"],
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 400 }],
      "max-lines-per-function": ["error", { max: 70 }],
      "max-params": ["error", { max: 4 }],
      "max-depth": ["error", { max: 3 }],
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-unreachable": "error",
      "no-fallthrough": "error",
      "no-self-compare": "error",
      "no-duplicate-imports": ["error", { allowSeparateTypeImports: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", caughtErrors: "none" },
      ],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { disallowTypeAnnotations: false }],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: [
      "src/**/*.test.ts",
      "src/node/**",
      "src/library/**",
      "src/cli/fake-native.ts",
      "src/**/fake-*.ts",
    ],
    rules: {
      "no-restricted-imports": ["error", { patterns: [nodeImports] }],
      "no-restricted-properties": ["error", jsonParse],
      "no-restricted-globals": [
        "error",
        ...timeAndIo.map((name) => ({ name, message: "Not there in quickjs-ng: use native()." })),
      ],
    },
  },
  {
    files: ["src/plan/**/*.ts", "src/policy/**/*.ts"],
    ignores: ["**/*.test.ts", "**/fake-*.ts"],
    rules: { "no-restricted-imports": ["error", { patterns: [nodeImports, pureLayer] }] },
  },
  { files: ["src/config/**/*.ts"], rules: { "no-restricted-properties": "off" } },
  { files: TABLES, rules: { "max-lines": "off" } },
  {
    // A suite is one function; the budget is for each test in it, and tests keep below it by themselves.
    files: ["**/*.test.ts", "src/cli/fake-native.ts"],
    rules: { "max-lines-per-function": "off", "max-params": "off", "max-lines": ["error", { max: 600 }] },
  },
);
