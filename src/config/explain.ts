// SPDX-License-Identifier: Apache-2.0
/**
 * Why a document is refused: every problem of text, form and rules, in the order of the text, each with its
 * place. A segment of its own, loaded after a no; it calls nothing native.
 */
import type { Issue } from "../errors/errors.ts";
import type { JsonPointer } from "../errors/pointer.ts";
import { limitFileHint } from "../policy/limit-files.ts";
import { clauseOf } from "./clause-of.ts";
import { schemaFinding } from "./explain-schema.ts";
import { type Finding, type Source, textFindings } from "./explain-text.ts";
import { explainConfig, explainProcess, explainResources, type Validator } from "./generated/explain.js";
import { offsetsOf, placesAt } from "./locate.ts";

const MOST_ISSUES = 1000;

/** Problems after which the value is not what the user wrote. */
const LOSSES: ReadonlySet<string> = new Set(["ERR_JSON_NUMBER", "ERR_JSON_NUL"]);

const VALIDATORS: Readonly<Record<string, Validator>> = {
  Config: explainConfig,
  Process: explainProcess,
  Resources: explainResources,
};

/** Problems of the text alone. */
export function explainJson(source: Source): Issue[] {
  return withPlaces(source, textFindings(source));
}

/**
 * @param form name of the validator
 * @param check rules that don't read what lies at, above or below the given pointers
 */
export function explainDocument(
  source: Source,
  form: string,
  check: (broken: JsonPointer[]) => Issue[],
): Issue[] {
  const findings = textFindings(source);
  const { value } = source.parsed;
  if (value === undefined) return withPlaces(source, findings);
  const lost = findings.filter(({ code }) => LOSSES.has(code)).map(({ pointer }) => pointer);
  const schema = schemaFindings(form, value).filter(({ pointer }) => !lost.includes(pointer));
  const broken = [...lost, ...schema.map(({ pointer }) => pointer)];
  const rules = broken.includes("") ? [] : check(broken);
  return withPlaces(source, [...findings, ...schema, ...rules]);
}

function schemaFindings(form: string, value: unknown): Finding[] {
  const validate = VALIDATORS[form];
  if (validate === undefined) throw new TypeError(`no validator for ${form}`);
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, MOST_ISSUES).map(schemaFinding);
}

/** Problems that were found elsewhere, with their places, in the order of the text. */
export function placeIssues(source: Omit<Source, "parsed">, issues: readonly Issue[]): Issue[] {
  return withPlaces(source, issues);
}

function withPlaces(source: Omit<Source, "parsed">, findings: readonly Finding[]): Issue[] {
  const missing = findings.filter(({ offset }) => offset === undefined).map(({ pointer }) => pointer);
  const found = offsetsOf(source.bytes, source.decode, missing);
  const placed = findings
    .slice(0, MOST_ISSUES)
    .map((finding) => ({ finding, offset: finding.offset ?? found.get(finding.pointer) ?? 0 }));
  placed.sort((a, b) => a.offset - b.offset);
  const places = placesAt(
    source.bytes,
    placed.map(({ offset }) => offset),
  );
  return placed.map(({ finding: { offset: _offset, ...issue }, offset: _found }, index) => {
    const clause = issue.clause ?? (issue.code.startsWith("ERR_JSON") ? undefined : clauseOf(issue.pointer));
    const hint = issue.hint ?? limitFileHint(issue.pointer);
    return {
      ...issue,
      ...(clause === undefined ? {} : { clause }),
      ...(hint === undefined ? {} : { hint }),
      ...places[index],
    };
  });
}
