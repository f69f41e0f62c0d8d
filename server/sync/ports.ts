import type { AsItStood } from "../domain/as-it-stood.ts";
import type { Bill } from "../domain/bill.ts";
import type { Counts, Outcome, RunChange, RunError, RunStatus, SyncRun } from "../domain/change.ts";
import type {
  AskedInvoices,
  Commitment,
  ContractPayment,
  Draft,
  ProcoreProject,
  ProcoreVendor,
  SubcontractorInvoice,
} from "../domain/contract-payment.ts";
import type { ErrorKind } from "../domain/errors.ts";
import type { Lease } from "../domain/lease.ts";
import type { Attempt, BillDecision, BillLink, Decision, Link, Settlement, Succession } from "../domain/link.ts";
import type { ToldIds } from "../domain/hint.ts";
import type { ApplicationKey, BillApplication, DocKey, Instant, Payment } from "../domain/payment.ts";
import type { Pictures } from "../domain/pictures.ts";
import type { State } from "../domain/reason-entry.ts";
import type { AcumaticaMethod, AcumaticaProject } from "../domain/settings.ts";
import type { Patch, Place } from "./patch.ts";

export type Now = () => Date;
export type NewId = () => string;
/** Waits; the simulation answers at once and moves its clock. */
export type Sleep = (ms: number) => Promise<void>;

// ---- Acumatica -----------------------------------------------------------------------------------------------------

/** What changed is read in two streams; each has its own watermark. */
export const STREAMS = ["applications", "documents"] as const;
export type Stream = (typeof STREAMS)[number];

/** One row that changed. `id` and `stamp` tell whether it was read before; `docs` which documents it touches. */
export type ChangedRow = { readonly id: string; readonly stamp: Instant; readonly docs: readonly DocKey[] };

export type ChangePage = {
  readonly rows: readonly ChangedRow[];
  /**
   * Everything stamped up to here has been read: the server's time, never ours, and never past its clock when it answered,
   * so that one stamp from the future hides nothing. null: nothing yet.
   */
  readonly through: Instant | null;
  /** The server's clock when it answered. */
  readonly clock: Instant;
  /** Opaque; null at the end of the stream. */
  readonly next: string | null;
};

/** Documents read whole: every payment and bill with *all* its applications, lines and parents. */
export type Observed = {
  readonly payments: readonly Payment[];
  readonly bills: readonly Bill[];
  readonly applications: readonly BillApplication[];
};

export type ReaderName = "dac" | "contract";

/** What the engine needs of Acumatica. One implementation, two readers behind it. Errors: SyncError. */
export interface PaymentSource {
  readonly reader: ReaderName;
  /** One page of what changed at or after `since` (null: all), oldest first, archived documents included. */
  changes(stream: Stream, since: Instant | null, next: string | null): Promise<ChangePage>;
  /** Reads these payments and bills, their applications, and the other documents those name. */
  read(docs: readonly DocKey[]): Promise<Observed>;
  /** The Procore invoice that a URL in each bill's note names (contract REST by key); asked for few bills only. */
  readNotes(bills: readonly DocKey[]): Promise<readonly { readonly bill: DocKey; readonly invoiceId: number | null }[]>;
  methods(): Promise<readonly AcumaticaMethod[]>;
  projects(): Promise<readonly AcumaticaProject[]>;
}

// ---- Procore -------------------------------------------------------------------------------------------------------

export type { Patch, Place } from "./patch.ts";

/** As a list shows it. Where it names no currency, its `currency` is the company's. */
export type ListedCommitment = Commitment & { readonly namesCurrency: boolean };

/** What the engine needs of Procore, with the app's own service account. Errors: SyncError. */
export interface PaymentTarget {
  projects(): Promise<readonly ProcoreProject[]>;
  vendors(): Promise<readonly ProcoreVendor[]>;
  /** Subcontracts and purchase orders of a project: two requests and their pages. */
  commitments(projectId: number): Promise<readonly ListedCommitment[]>;
  /** Subcontractor invoices updated at or after `since` (null: all). */
  invoices(projectId: number, since: Instant | null): Promise<readonly SubcontractorInvoice[]>;
  /** One subcontractor invoice; null where Procore does not show it: deleted, or hidden from the app. */
  invoice(projectId: number, invoiceId: number): Promise<SubcontractorInvoice | null>;
  /** Is the Payments Issued tab on (`allow_payments`)? */
  allowsPayments(projectId: number, commitmentId: number): Promise<boolean>;
  /** Every contract payment of one commitment, complete or an error. */
  payments(commitment: Commitment): Promise<readonly ContractPayment[]>;
  create(draft: Draft): Promise<ContractPayment>;
  patch(place: Place, patch: Patch, currency: string): Promise<ContractPayment>;
  remove(place: Place): Promise<void>;
}

// ---- The three pictures --------------------------------------------------------------------------------------------

/** When each part of Procore's picture was true. */
export type ProcoreSeen = {
  readonly commitmentsAt: Instant | null;
  readonly invoicesAt: Instant | null;
  /** Highest `updated_at` of an invoice: Procore's time. */
  readonly invoicesThrough: Instant | null;
  readonly vendorsAt: Instant | null;
  readonly vendorsShown: boolean;
  /** Per commitment: when its payments were listed, its settings read, and total_payments then if not the list's sum. */
  readonly commitments: ReadonlyMap<
    number,
    {
      readonly listedAt: Instant | null;
      readonly settingsAt: Instant | null;
      readonly listedTotal: string | null;
      /** When we were last told that one of its payments changed. */
      readonly hintedAt: Instant | null;
    }
  >;
};

export type Watermark = {
  readonly through: Instant | null;
  /** Has the stream been read to its end once? */
  readonly complete: boolean;
  /** When it was last read to its end: our clock. */
  readonly at: Instant | null;
};

/** Why Acumatica could not be read: the last failure, and since when every attempt has failed. */
export type Trouble = {
  readonly kind: ErrorKind;
  readonly says: string;
  readonly since: Instant;
  readonly at: Instant;
};

export type ObservedPage = {
  readonly stream: Stream;
  readonly rows: readonly ChangedRow[];
  readonly observed: Observed;
  readonly watermark: Watermark;
  /** Seen rows stamped before this are forgotten. */
  readonly forgetBefore: Instant | null;
};

/**
 * Reads from Acumatica and stores what was read, nobody else of this company meanwhile, on any instance: what was read
 * earlier must not be stored later. One page at a time; whoever waits, waits for no more than that.
 * `holder`: to be shown to the store where other instances may have taken over; null where there are none.
 */
export type ReadAlone = <T>(companyId: number, act: (holder: string | null) => Promise<T>) => Promise<T>;

/**
 * Observations of both sides. Each method is one transaction. What a vendor answered is stored only under the connection
 * it was asked under.
 * @throws SyncError "unavailable" where that stands no more; nothing is stored then
 */
export interface PictureStore {
  /** To be asked for before a vendor is: the answer is stored under it, and dropped where the connection has changed. */
  asItStands(companyId: number): Promise<AsItStood>;
  watermark(companyId: number, stream: Stream): Promise<Watermark>;
  /** Which of these rows were stored with that very stamp? Their ids. */
  alreadySeen(companyId: number, stream: Stream, rows: readonly ChangedRow[]): Promise<ReadonlySet<string>>;
  /**
   * Rows, watermark and seen stamps together; returns how many payments, bills and applications differ from before.
   * @throws SyncError "unavailable" where `holder` reads this company no more
   */
  storePage(asked: AsItStood, page: ObservedPage, holder?: string | null): Promise<number>;
  /** As `storePage`, for documents read by key: no watermark moves. */
  storeObserved(asked: AsItStood, observed: Observed, holder?: string | null): Promise<number>;
  storeNotes(asked: AsItStood, notes: readonly { bill: DocKey; invoiceId: number | null }[]): Promise<void>;
  storeMethods(asked: AsItStood, methods: readonly AcumaticaMethod[], at: Instant): Promise<void>;
  methods(companyId: number): Promise<{ readonly at: Instant | null; readonly methods: readonly AcumaticaMethod[] }>;
  storeAcumaticaProjects(asked: AsItStood, projects: readonly AcumaticaProject[], at: Instant): Promise<void>;
  acumaticaProjects(
    companyId: number,
  ): Promise<{ readonly at: Instant | null; readonly projects: readonly AcumaticaProject[] }>;

  /** With which user field every bill of the picture was read; null: without one. */
  billFieldRead(companyId: number): Promise<string | null>;
  storeBillFieldRead(asked: AsItStood, field: string | null, at: Instant): Promise<void>;
  /** With which reader Acumatica was last read; null: it was not yet, or by a version that did not say. */
  readBy(companyId: number): Promise<ReaderName | null>;
  /**
   * Another reader reads from now on. What one calls applications and documents the other parts in another way, so both
   * streams go on from where the slower of them had come to.
   */
  storeReadBy(asked: AsItStood, reader: ReaderName, at: Instant): Promise<void>;
  /** null: it was read when it was last asked. */
  trouble(companyId: number): Promise<Trouble | null>;
  storeTrouble(asked: AsItStood, failure: Omit<Trouble, "since">): Promise<void>;
  endTrouble(asked: AsItStood): Promise<void>;

  storeProjects(asked: AsItStood, projects: readonly ProcoreProject[], at: Instant): Promise<void>;
  projects(companyId: number): Promise<{ readonly at: Instant | null; readonly projects: readonly ProcoreProject[] }>;
  /** The whole directory; null: it may not be read, and what is known of it stands. */
  storeVendors(asked: AsItStood, vendors: readonly ProcoreVendor[] | null, at: Instant): Promise<void>;
  /** Replaces the project's commitments; `allowPayments`, where null, keeps what was known. */
  storeCommitments(asked: AsItStood, projectId: number, commitments: readonly Commitment[], at: Instant): Promise<void>;
  storeAllowsPayments(asked: AsItStood, commitmentId: number, allows: boolean | null, at: Instant): Promise<void>;
  /** These commitments are no longer shown to the app. */
  storeHidden(asked: AsItStood, commitmentIds: readonly number[]): Promise<void>;
  /** Adds and replaces; what a whole list (`whole`) lacks is marked as missing, a partial one (`since` given) marks nothing. */
  storeInvoices(
    asked: AsItStood,
    projectId: number,
    read: { readonly invoices: readonly SubcontractorInvoice[]; readonly whole: boolean; readonly at: Instant },
  ): Promise<void>;
  /** What Procore answered about invoices that were asked for by id. */
  storeInvoicesAsked(asked: AsItStood, answers: AskedInvoices): Promise<void>;
  markMissing(asked: AsItStood, invoiceIds: readonly number[]): Promise<void>;
  /** When Procore last showed each of these invoices, anew or on request. */
  invoicesSeen(companyId: number, invoiceIds: readonly number[]): Promise<ReadonlyMap<number, Instant | null>>;
  /** Replaces everything known of this commitment's payments with a complete list. */
  storeIssued(
    asked: AsItStood,
    commitment: Commitment,
    payments: readonly ContractPayment[],
    at: Instant,
  ): Promise<void>;
  procoreSeen(companyId: number, projectId: number): Promise<ProcoreSeen>;
  /**
   * These are said to have changed, and these invoices to be deleted: whichever run comes next lists the commitments and
   * asks for the invoices. Returns the projects they are in, as far as they are known.
   */
  markHinted(companyId: number, told: ToldIds, at: Instant): Promise<readonly number[]>;
  /** The next run of each project reads all of Procore's side again: what was read was understood otherwise. */
  forgetWhenSeen(companyId: number, at: Instant): Promise<void>;

  /** Another with every change of what `pictures` answers for any of the company's projects, and never one of before. */
  version(companyId: number): Promise<number>;
  pictures(companyId: number, projectId: number): Promise<Pictures>;
  /** Projects with a mapping, a picture, or a link: those a schedule has to look at. */
  projectsConcerned(companyId: number): Promise<readonly number[]>;
  /** Applications whose bill concerns no project at all, page by page: "project not mapped" and "not a bill". */
  unplaced(
    companyId: number,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<{
    readonly applications: readonly BillApplication[];
    readonly bills: readonly Bill[];
    readonly payments: readonly Payment[];
    readonly next: string | null;
  }>;
}

// ---- Links, decisions, journal -------------------------------------------------------------------------------------

/** What is to be remembered after one step of one change; all of it in one transaction, or none. */
export type Recorded = {
  readonly companyId: number;
  readonly runId: string;
  readonly key: ApplicationKey;
  readonly link?: Link;
  readonly billLink?: BillLink;
  /** Procore's echo: into the picture. */
  readonly issued?: ContractPayment;
  /** The contract payment is gone from Procore. */
  readonly goneId?: number;
  /** null: the attempt before is forgotten. */
  readonly attempt?: Attempt | null;
  readonly outcome?: { readonly outcome: Outcome; readonly error: string | null };
  /** What becomes of the decision that was carried out. A person who has said something else since is heard. */
  readonly decided?: Succession;
};

export interface LinkStore {
  /** One transaction for all of them. */
  record(recorded: readonly Recorded[]): Promise<void>;
  link(companyId: number, key: ApplicationKey): Promise<Link | null>;
  decision(companyId: number, key: ApplicationKey): Promise<Decision | null>;
  /** Of the ledger that is connected now. */
  billDecision(companyId: number, bill: DocKey): Promise<BillDecision | null>;
  /** What a person settled about an application and its bill: one transaction. */
  settle(companyId: number, key: ApplicationKey, settlement: Settlement): Promise<void>;
  /** One transaction; returns the keys of those where another decision stands by now, which are left as they are. */
  succeed(companyId: number, successions: readonly Succession[]): Promise<readonly ApplicationKey[]>;
}

// ---- Runs ----------------------------------------------------------------------------------------------------------

export type StateCounts = Readonly<Partial<Record<State, number>>>;

export type RunEnd = {
  readonly status: RunStatus;
  readonly counts: Counts;
  readonly error: RunError | null;
  readonly at: Instant;
  /** How many applications of the project now stand in which state; null where the run did not come to see. */
  readonly states: StateCounts | null;
};

/** What proves that a run's process is dead: no beat since then; or that nobody but this holder can be alive. */
export type Dead = { readonly beatBefore: Instant } | { readonly notHeldBy: string };

export interface RunStore {
  /**
   * Stores a queued run. One unfinished run per project, kept by a partial unique index: a person's request takes over
   * a queued one of the schedule (returned, now the person's, and as deep); a sweep deepens a queued one or follows it.
   * @throws SyncError "busy" otherwise; "unavailable" where the connection stands otherwise by now than `stood`
   */
  enqueue(run: SyncRun, stood?: AsItStood): Promise<SyncRun>;
  /** queued -> running, by one holder only: the run as it is asked for now. null: somebody else has it, or it is over. */
  claim(runId: string, holder: string, at: Instant): Promise<SyncRun | null>;
  /** Still ours? Stores the beat. false: it was taken away; stop at once. */
  beat(lease: Lease, at: Instant): Promise<boolean>;
  /** As `beat`, for several of one holder; which of them are still its own. */
  beatAll(runIds: readonly string[], holder: string, at: Instant): Promise<ReadonlySet<string>>;
  /** When the last stored beat was; null when the run is not running under this holder. */
  lastBeat(lease: Lease): Promise<Instant | null>;
  /** @throws LeaseLost */
  storePlan(lease: Lease, changes: readonly RunChange[]): Promise<void>;
  changes(companyId: number, runId: string): Promise<readonly RunChange[]>;
  /**
   * Ends the run; `next` is queued in its place in the same moment, so that nobody comes between and it is not lost.
   * @throws LeaseLost
   */
  finish(lease: Lease, end: RunEnd, next?: SyncRun): Promise<void>;
  /**
   * Fails running runs whose process is dead, and queues in their place what `next` makes of them, in one transaction;
   * returns those that were failed.
   */
  expire(dead: Dead, at: Instant, next: (run: SyncRun) => SyncRun | null): Promise<readonly SyncRun[]>;
  run(companyId: number, runId: string): Promise<SyncRun | null>;
  list(
    companyId: number,
    filter: { readonly projectIds: readonly number[] | null; readonly after: string | null; readonly limit: number },
  ): Promise<{ readonly runs: readonly SyncRun[]; readonly next: string | null }>;
  /** Queued runs: those a person waits for first, then each company's oldest in turn. */
  queued(limit: number): Promise<readonly SyncRun[]>;
}

// ---- What a run stores through -------------------------------------------------------------------------------------

/** Every write proves in its own transaction that the lease still stands, or stores nothing and throws LeaseLost. */
export type Held<T> = T & { readonly lease: Lease };

/** All a run is given to store through: none of its writes can forget the lease. */
export type HeldStore = { readonly pictures: Held<PictureStore>; readonly links: Held<LinkStore> };
