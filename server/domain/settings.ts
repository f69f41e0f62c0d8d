import type { PaymentMethod } from "./contract-payment.ts";
import type { Currency } from "./money.ts";
import type { LocalDate } from "./payment.ts";

export const SCHEDULES = ["never", "5m", "15m", "hourly", "2h", "4h", "daily"] as const;
export type Schedule = (typeof SCHEDULES)[number];

/** A company's settings, as the API shows and PATCH merges them. Keys of the maps are ids as text. */
export type Settings = {
  readonly schedule: Schedule;
  /** IANA name; decides what "daily" and the nightly look mean. null: the server's. */
  readonly timeZone: string | null;
  readonly startDate: LocalDate | null;
  readonly voidPolicy: "delete" | "zero";
  readonly drift: "report" | "restore";
  readonly adoptTwins: boolean;
  /** Of commitments that name none, as Procore shows them to a company that works in one currency: ISO 4217. */
  readonly currency: Currency;
  readonly methods: Readonly<Record<PaymentMethod, boolean>>;
  /** Acumatica payment method id -> method, over what its means of payment says. */
  readonly methodOverrides: Readonly<Record<string, PaymentMethod>>;
  /** Procore project id -> Acumatica project id. */
  readonly projectMap: Readonly<Record<string, string>>;
  readonly approvers: readonly number[];
  /** The Acumatica bill field that holds a Procore invoice, e.g. "Document.AttributePROCOREID". */
  readonly billField: string | null;
  readonly reader: "auto" | "dac" | "contract";
  /** Thirty days after the app was uninstalled from the company: what is stored of it. */
  readonly afterUninstall: "keep" | "purge";
};

/** Nothing is written into Procore unasked: until an admin chooses a schedule, every sync is a person's. */
export const DEFAULT_SETTINGS: Settings = {
  schedule: "never",
  timeZone: null,
  startDate: null,
  voidPolicy: "delete",
  drift: "report",
  adoptTwins: true,
  currency: "USD",
  methods: { check: true, credit_card: true, electronic: true },
  methodOverrides: {},
  projectMap: {},
  approvers: [],
  billField: null,
  reader: "auto",
  afterUninstall: "keep",
};

/** A payment method as Acumatica defines it. `means` is MeansOfPayment; customers choose the id themselves. */
export type AcumaticaMethod = {
  readonly id: string;
  readonly description: string;
  readonly means: string;
  readonly active: boolean;
};

export type AcumaticaProject = {
  readonly id: string;
  readonly description: string;
  readonly externalRef: string;
  readonly status: string;
};
