// SPDX-License-Identifier: Apache-2.0
/** What a row of the command table is made of. */

/** `duration` travels as text: see duration.ts. */
export type OptionKind = "bool" | "string" | "int" | "repeat" | "duration";

export interface OptionRow {
  readonly kind: OptionKind;
  /** One letter; `-b` beside `--bundle`. */
  readonly short?: string;
  /** Known, but not in the help. */
  readonly hidden?: boolean;
}

export type OptionTable = Readonly<Record<string, OptionRow>>;

export interface CommandRow {
  readonly options: OptionTable;
  /** How the arguments are shown: `<container-id> [signal]`. */
  readonly usage: string;
  readonly least: number;
  /** Infinity where there is no limit. */
  readonly most: number;
  /** Words after the first argument are not options of ours. */
  readonly stopAtFirstPositional?: boolean;
}

interface KindTypes {
  bool: boolean;
  string: string;
  int: number;
  repeat: string[];
  duration: string;
}

/** Values by option name; an option that was not given is absent. */
export type OptionValues<Table extends OptionTable> = {
  -readonly [Name in keyof Table]?: KindTypes[Table[Name]["kind"]];
};
