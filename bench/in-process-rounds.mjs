// SPDX-License-Identifier: Apache-2.0
// Usage: in-process-rounds.mjs LIBRARY STATE-ROOT BUNDLE ROUNDS: prints the milliseconds of each round as JSON.
const [library, root, bundle, rounds] = process.argv.slice(2);
const { Runtime } = await import(library);
const runtime = new Runtime({ root });
const times = [];

for (let round = -Number(rounds); round < Number(rounds); round += 1) {
  const begin = performance.now();
  const container = await runtime.create({ id: "bench-in-process", bundle, stdio: "ignore" });
  await container.start();
  const { exitCode } = await container.wait();
  await container.delete();
  if (exitCode !== 0) throw new Error(`exit status ${exitCode}`);
  if (round >= 0) times.push(performance.now() - begin);
}
process.stdout.write(JSON.stringify(times));
