/** Where instances of the server agree whose turn it is: the database that they share. */
export type TurnBoard = {
  /** Takes the turn; null: another has it, and is told that one more waits. */
  take(
    name: string,
    by: { readonly holder: string; readonly at: string; readonly until: string },
  ): Promise<{ readonly note: string | null } | null>;
  /** Keeps what is held; null: it is held no more. */
  keep(
    name: string,
    by: { readonly holder: string; readonly at: string; readonly until: string; readonly note: string },
  ): Promise<{ readonly wanted: boolean } | null>;
  give(name: string, holder: string, note: string): Promise<void>;
};

export type TurnOptions = {
  readonly board: TurnBoard;
  /** `vendor:companyId`. */
  readonly name: string;
  /** Names this instance. */
  readonly holder: string;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
};

/** What goes along with the turn: what its holder knows of the vendor's limits. */
export type TurnNote = {
  /** null: nobody has written one yet. */
  readonly read: (note: string | null) => void;
  readonly write: () => string;
};

/** How long a turn stands without a sign of life; a dead instance holds the others up for as long. */
const LIVES_MS = 10_000;
/** How often its holder looks whether another waits. */
const LOOK_MS = 400;
/** How often one that waits asks again. */
const ASK_MS = 100;

/**
 * One instance at a time talks to a vendor on a connection, so that a limit which the vendor counts for all of them is
 * kept by all of them, exactly. The turn is kept while it is used, handed on within a second when another waits, and
 * carries what is known of the limit.
 */
export class Turn {
  readonly #options: TurnOptions;
  readonly #note: TurnNote;
  #state: "free" | "asking" | "mine" = "free";
  #wanted = false;
  #used = false;
  #inFlight = 0;
  /** Counts the times that the turn was taken: what watched over an earlier one ends. */
  #term = 0;
  #waiting: ((failed: Error | undefined) => void)[] = [];

  constructor(options: TurnOptions, note: TurnNote) {
    this.#options = options;
    this.#note = note;
  }

  /** May the next request leave? If not, `again` is called once: when it may be so, or with why it cannot. */
  isMine(again: (failed?: Error) => void): boolean {
    if (this.#state === "mine" && !this.#wanted) return true;
    this.#waiting.push(again);
    if (this.#state === "free") void this.#ask();
    return false;
  }

  /** Ends when the next request may leave. @throws what keeps the turn from being asked for */
  async mine(): Promise<void> {
    for (;;) {
      const isMine = await new Promise<boolean>((settle, fail) => {
        const mine = this.isMine((failed) => (failed === undefined ? settle(false) : fail(failed)));
        if (mine) settle(true);
      });
      if (isMine) return;
    }
  }

  sent(): void {
    this.#inFlight += 1;
    this.#used = true;
  }

  answered(): void {
    this.#inFlight -= 1;
    if (this.#wanted && this.#inFlight === 0) void this.#hand();
  }

  async #ask(): Promise<void> {
    const { board, name, sleep } = this.#options;
    this.#state = "asking";
    try {
      let taken = await board.take(name, this.#now());
      for (; !taken; taken = await board.take(name, this.#now())) await sleep(ASK_MS);
      this.#note.read(taken.note);
    } catch (error) {
      this.#state = "free";
      return this.#tell(
        error instanceof Error ? error : new Error("The turn could not be asked for", { cause: error }),
      );
    }
    this.#state = "mine";
    this.#wanted = false;
    this.#used = true;
    void this.#keep(++this.#term);
    this.#tell(undefined);
  }

  /** Until it is handed on, lost, or no longer used. */
  async #keep(term: number): Promise<void> {
    const { board, name, sleep } = this.#options;
    const isOver = (): boolean => this.#state !== "mine" || term !== this.#term;
    for (;;) {
      await sleep(LOOK_MS);
      if (isOver()) return;
      if (this.#inFlight === 0 && (!this.#used || this.#wanted)) return this.#hand();
      this.#used = false;
      const kept = await board.keep(name, { ...this.#now(), note: this.#note.write() }).catch(() => null);
      // It may have been handed on while it was being kept.
      if (isOver()) return;
      if (!kept) return this.#lost();
      this.#wanted ||= kept.wanted;
      if (this.#wanted && this.#inFlight === 0) return this.#hand();
    }
  }

  async #hand(): Promise<void> {
    if (this.#state !== "mine") return;
    const { board, name, holder, sleep } = this.#options;
    const others = this.#wanted;
    this.#state = "asking";
    // Not given back, it is over by itself.
    await board.give(name, holder, this.#note.write()).catch(() => undefined);
    if (others && this.#waiting.length > 0) await sleep(2 * ASK_MS);
    this.#lost();
  }

  #lost(): void {
    this.#state = "free";
    this.#wanted = false;
    if (this.#waiting.length > 0) void this.#ask();
  }

  #tell(failed: Error | undefined): void {
    for (const again of this.#waiting.splice(0)) again(failed);
  }

  #now(): { readonly holder: string; readonly at: string; readonly until: string } {
    const { holder, now } = this.#options;
    const at = now();
    return { holder, at: at.toISOString(), until: new Date(at.getTime() + LIVES_MS).toISOString() };
  }
}
