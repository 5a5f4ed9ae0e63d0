// SPDX-License-Identifier: Apache-2.0
/**
 * Writes docs/security-tests.md: every id of test/security/ids.ts, what is attacked, which tests prove it, and the
 * result of the last recorded run.
 * --check: only tells whether the file is current, and that every id has a test or a reason.
 * --record: takes results from the counts of scripts/test.sh (.cache/test-counts), and of scripts/check.sh.
 * --output FILE: writes there.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { idsOf } from "./test-ids.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
const DOCUMENT = join(project, "docs/security-tests.md");
const FOLDERS = [
  "test/security",
  "test/faults",
  "test/integration",
  "test/root",
  "src",
  "conformance/engines",
];

async function loadSubjects() {
  const { outputFiles } = await build({
    entryPoints: [join(project, "test/security/ids.ts")],
    bundle: true,
    format: "esm",
    write: false,
  });
  const { SUBJECTS } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return SUBJECTS;
}

function testFiles() {
  return FOLDERS.map((folder) => join(project, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true })
        .filter((name) => /\.test\.ts$|\.sh$/.test(name))
        .map((name) => relative(project, join(folder, name))),
    )
    .sort();
}

/** What test() and suite() are called with, and ids in parentheses at the end of words that titles are made of. */
const TITLE = /\b(?:test|suite)\(\s*(["'`])((?:\\.|(?!\1).)*)\1/gs;
const ROW = /\(([A-Z]\d\d?(?:, [A-Z]\d\d?)*)\)["'`]/g;

/** id -> names of the files whose titles name it. */
function findTests() {
  const found = new Map();
  for (const file of testFiles()) {
    const text = readFileSync(join(project, file), "utf8");
    const titles = [...text.matchAll(TITLE)].map(([, , title]) => title);
    const rows = [...text.matchAll(ROW)].map(([, ids]) => ids);
    for (const id of new Set([...titles, ...rows].flatMap(idsOf))) {
      if (!found.has(id)) found.set(id, []);
      found.get(id).push(file.replace(/^test\//, "").replace(/(\.test\.ts|\.sh)$/, ""));
    }
  }
  return found;
}

/** Counts of the parts that ran; those of the checks are elsewhere when they ran alone. */
function countFiles() {
  const directory = join(project, ".cache/test-counts");
  const names = existsSync(directory) ? readdirSync(directory) : [];
  const alone = join(project, ".cache/check-counts");
  return [
    ...names.map((name) => join(directory, name)),
    ...(names.includes("check") || !existsSync(alone) ? [] : [alone]),
  ];
}

function add(sums, key, counts) {
  const sum = sums.get(key) ?? [0, 0, 0];
  sums.set(
    key,
    sum.map((count, index) => count + counts[index]),
  );
}

/** [passed, failed, skipped] of a run by id, and by "file: title". */
function readResults() {
  const ids = new Map();
  const cases = new Map();
  for (const file of countFiles()) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      if (line === "") continue;
      const counts = JSON.parse(line);
      for (const [id, one] of Object.entries(counts.ids ?? {})) add(ids, id, one);
      for (const [title, one] of Object.entries(counts.cases ?? {})) add(cases, title, one);
    }
  }
  return { ids, cases };
}

/** Of a C test: what scripts/test-c.sh kept of its last run. @param name of the function */
function resultOfC(file, name) {
  const log = join(project, ".cache/c", file.replace(/^.*\//, "").replace(/\.c$/, ".log"));
  const source = readFileSync(join(project, file), "utf8");
  const title = new RegExp(`"([^"]+)",\\s*${name}\\b`).exec(source)?.[1];
  if (title === undefined || !existsSync(log)) return undefined;
  const outcome = ["ok", "not ok", "skip"].findIndex((word) =>
    readFileSync(log, "utf8")
      .split("\n")
      .some((line) => line.startsWith(`${word} ${title}`)),
  );
  return outcome < 0 ? undefined : [0, 1, 2].map((index) => (index === outcome ? 1 : 0));
}

function resultOfCase(entry, { cases }) {
  const [file, name] = entry.split(": ");
  if (file.endsWith(".c")) return resultOfC(file, name);
  const found = [...cases].filter(([title]) => title.startsWith(`${file}: `) && title.includes(name));
  return found.length === 0 ? undefined : sumOf(found.map(([, counts]) => counts));
}

function sumOf(results) {
  return [0, 1, 2].map((index) => results.reduce((sum, counts) => sum + counts[index], 0));
}

/** Of a row's own tests, its cases and the ids that prove it too. @returns undefined unless each has a result */
function resultOf(subject, context, above = []) {
  const { id, by = [], cases = [] } = subject;
  const others = by
    .filter((other) => !above.includes(other))
    .map((other) => resultOf(context.known.get(other) ?? { id: other }, context, [...above, id]));
  const own = context.tests.has(id) ? [context.results.ids.get(id)] : [];
  const parts = [...own, ...others, ...cases.map((entry) => resultOfCase(entry, context.results))];
  return parts.length === 0 || parts.includes(undefined) ? undefined : sumOf(parts);
}

function resultText([passed, failed, skipped]) {
  return [
    failed > 0 ? `**${failed} failed**` : "",
    passed > 0 ? `${passed} passed` : "",
    skipped > 0 ? `${skipped} skipped` : "",
  ]
    .filter((part) => part !== "")
    .join(", ");
}

/** Results that the document has from earlier runs. */
function recordedResults() {
  const recorded = new Map();
  if (!existsSync(DOCUMENT)) return recorded;
  for (const [, id, result] of readFileSync(DOCUMENT, "utf8").matchAll(/^\| (\S+) \|.*\| ([^|]*) \|$/gm))
    if (result !== "-") recorded.set(id, result);
  return recorded;
}

/** A row, and what is wrong with it. */
function rowOf(subject, context) {
  const { id, what, by = [], cases = [], reason = "" } = subject;
  const files = context.tests.get(id) ?? [];
  const problems = [];
  for (const other of by) if (!context.known.has(other)) problems.push(`${id}: there is no id ${other}`);
  for (const entry of cases) {
    const [file, name] = entry.split(": ");
    if (!existsSync(join(project, file)) || !readFileSync(join(project, file), "utf8").includes(name))
      problems.push(`${id}: there is no case ${entry}`);
  }
  if (files.length === 0 && by.length === 0 && cases.length === 0 && reason === "")
    problems.push(`${id} has neither a test nor a reason: ${what}`);
  const proofs = [
    ...files,
    ...(by.length > 0 ? [`as ${by.join(", ")}`] : []),
    ...cases.map((entry) => entry.replace(/^(addon\/)?test\//, "").replace(/(\.test\.ts|\.c): /, ": ")),
  ];
  const fresh = resultOf(subject, context);
  const result = fresh === undefined ? context.recorded.get(id) : resultText(fresh);
  const none = proofs.length === 0 ? "-" : "not recorded";
  return {
    text: `| ${id} | ${what}${reason === "" ? "" : `. ${reason}`} | ${proofs.join("; ")} | ${result ?? none} |`,
    problems,
  };
}

function document(rows) {
  return `# Security and fault tests

Generated by scripts/generate-security.mjs from test/security/ids.ts and the titles of the tests; \`npm run check\` fails when an id has neither a test nor a reason, or when this file is not current. Results are those of the last run that was recorded with \`node scripts/generate-security.mjs --record\` after \`bash scripts/test.sh\`; those of a row that other ids prove are their sum.

| id | what is attacked, or must hold | proved by | result |
|---|---|---|---|
${rows.join("\n")}
`;
}

const words = process.argv.slice(2);
const wordAfter = (name) => words[words.indexOf(name) + 1];
const subjects = await loadSubjects();
const context = {
  tests: findTests(),
  known: new Map(subjects.map((subject) => [subject.id, subject])),
  results: words.includes("--record") ? readResults() : { ids: new Map(), cases: new Map() },
  recorded: recordedResults(),
};
const rows = subjects.map((subject) => rowOf(subject, context));
const problems = rows.flatMap((row) => row.problems);
for (const id of context.tests.keys())
  if (!context.known.has(id)) problems.push(`${id} is named by a test, but not listed`);
for (const problem of problems) console.error(problem);
const text = document(rows.map((row) => row.text));
if (words.includes("--check")) {
  const current = existsSync(DOCUMENT) && readFileSync(DOCUMENT, "utf8") === text;
  if (!current) console.error("docs/security-tests.md is not current");
  process.exitCode = current && problems.length === 0 ? 0 : 1;
} else {
  writeFileSync(words.includes("--output") ? wordAfter("--output") : DOCUMENT, text);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
