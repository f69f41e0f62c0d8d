import type { Asked } from "../../server/sync/decide.ts";

/** What a person said about one application, and how both sides stood then. */
export type Said = {
  readonly decide: Exclude<Asked["decide"], "link" | "unlink" | "reset">;
  readonly turn: number;
  /** What the ledger paid then. */
  readonly paid: number;
  /** What stood of ours in Procore then, field by field. */
  readonly shown: string;
  /** Did the page show both as they were, and did no sync go on meanwhile? Else it was said about something older. */
  readonly asShown: boolean;
};

/** What a person said about a bill. */
export type SaidOfBill = {
  readonly decide: "link" | "unlink";
  readonly turn: number;
  readonly invoiceId: number | null;
  /** Applications of which something of ours stood in Procore then. */
  readonly standing: ReadonlySet<string>;
  /** Did a sync go on meanwhile? It takes effect in the next. */
  readonly during: boolean;
};

/**
 * What people did that rightly makes Procore differ from the ledger, by application and by bill, in order. The oracle
 * expects what follows from it, and lets nothing pass because of it.
 */
export class Deeds {
  readonly said = new Map<string, Said>();
  readonly saidOfBill = new Map<string, SaidOfBill>();
  /** Invoices that a person ever linked a bill to: what was put there stays, also where the link is forgotten. */
  readonly everLinked = new Set<number>();
  /** Edited, deleted or unlinked on Procore's own pages: when last. */
  readonly touched = new Map<string, number>();
  /** Of a run that a person asked to take back: when last. */
  readonly takenBack = new Map<string, number>();
  /** About which a process may have died while it stored what was said: both may be. */
  readonly unsure = new Set<string>();
  #turn = 0;

  next(): number {
    this.#turn += 1;
    return this.#turn;
  }

  touch(key: string): void {
    this.touched.set(key, this.next());
  }

  takeBack(key: string): void {
    this.takenBack.set(key, this.next());
  }

  /** Did anybody do anything about the application or its bill? */
  any(key: string, billRef: string): boolean {
    const of = [this.said, this.touched, this.takenBack, this.unsure];
    return of.some((them) => them.has(key)) || this.saidOfBill.has(billRef) || this.unsure.has(billRef);
  }
}
