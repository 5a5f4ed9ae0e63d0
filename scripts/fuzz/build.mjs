// SPDX-License-Identifier: Apache-2.0
/**
 * Bundles a fuzz target and counts its branches: every function body, branch, loop, case and right-hand side of a
 * logical operator gets a counter in globalThis.__edges.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import ts from "typescript";

/** Adds the counters. @returns the text and how many there are */
export function instrument(text) {
  const source = ts.createSourceFile("target.cjs", text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS);
  const { factory } = ts;
  let edges = 0;
  const count = () =>
    factory.createPostfixIncrement(
      factory.createElementAccessExpression(factory.createIdentifier("__edges"), edges++),
    );
  const counted = (expression) =>
    factory.createParenthesizedExpression(factory.createComma(count(), expression));
  const statement = () => factory.createExpressionStatement(count());
  const visitor = (context) => {
    const visit = (node) => withCounter(ts.visitEachChild(node, visit, context));
    return visit;
  };
  const withCounter = (node) => {
    if (ts.isBlock(node))
      return factory.updateBlock(node, [...prologue(node), statement(), ...afterPrologue(node)]);
    if (ts.isCaseClause(node))
      return factory.updateCaseClause(node, node.expression, [statement(), ...node.statements]);
    if (ts.isDefaultClause(node)) return factory.updateDefaultClause(node, [statement(), ...node.statements]);
    if (ts.isConditionalExpression(node)) {
      const { condition, questionToken, whenTrue, colonToken, whenFalse } = node;
      return factory.updateConditionalExpression(
        node,
        condition,
        questionToken,
        counted(whenTrue),
        colonToken,
        counted(whenFalse),
      );
    }
    if (ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind))
      return factory.updateBinaryExpression(node, node.left, node.operatorToken, counted(node.right));
    if (ts.isIfStatement(node)) {
      const { expression, thenStatement, elseStatement } = node;
      return factory.updateIfStatement(
        node,
        expression,
        blockOf(thenStatement),
        blockOf(elseStatement ?? factory.createBlock([])),
      );
    }
    return node;
  };
  const blockOf = (node) => (ts.isBlock(node) ? node : factory.createBlock([statement(), node], true));
  const result = ts.transform(source, [
    (context) => (file) => ts.visitEachChild(file, visitor(context), context),
  ]);
  const printed = ts.createPrinter().printFile(result.transformed[0]);
  return { text: printed, edges };
}

const LOGICAL = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/** Directives stay first. */
function prologue(block) {
  return block.statements.filter(
    (one) => ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression),
  );
}

function afterPrologue(block) {
  const first = prologue(block);
  return block.statements.filter((one) => !first.includes(one));
}

/** @returns the number of counters */
export async function buildTarget(entry, target) {
  await build({
    entryPoints: [entry],
    outfile: target,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "es2022",
    logLevel: "warning",
  });
  const { text, edges } = instrument(readFileSync(target, "utf8"));
  writeFileSync(target, text);
  return edges;
}
