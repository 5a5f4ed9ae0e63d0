// SPDX-License-Identifier: Apache-2.0
/** The part of yargs that a test compares our parser with. */
declare module "yargs" {
  interface Parser {
    version(on: false): Parser;
    help(on: false): Parser;
    exitProcess(on: boolean): Parser;
    parserConfiguration(settings: Readonly<Record<string, boolean>>): Parser;
    option(name: string, settings: Readonly<Record<string, unknown>>): Parser;
    parseSync(): Record<string, unknown>;
  }
  export default function yargs(words: string[]): Parser;
}
