/** A line whose mutation changes nothing that can be seen, and why. */
export type Equivalent = {
  readonly file: string;
  /** The line as it stands, without its indent. */
  readonly line: string;
  /** This mutation alone; absent: whatever the line is changed to. */
  readonly replacement?: string;
  readonly why: string;
};

export const EQUIVALENT: readonly Equivalent[] = [
  {
    file: "server/domain/money.ts",
    line: "if (digits === undefined) {",
    replacement: "true",
    why: "the digits of a currency are only kept to be faster; asking again gives the same",
  },
];
