/** A planted bug: one edit of the engine, and the tests that have to fail because of it. */
export type Mutant = {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
  /** Test files or folders for vitest, or "simulate". Any of them failing is enough. */
  readonly by: readonly string[];
};
