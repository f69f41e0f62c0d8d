import type { Bill } from "./bill.ts";
import type { Commitment, ContractPayment, ProcoreVendor, SubcontractorInvoice } from "./contract-payment.ts";
import type { Attempt, BillDecision, BillLink, Decision, Link } from "./link.ts";
import type { BillApplication, Payment } from "./payment.ts";
import type { AcumaticaMethod, Settings } from "./settings.ts";

/** Everything a plan of one project is made from. Nothing else is looked at. */
export type Pictures = {
  readonly projectId: number;
  /** The tenant as it stands in the keys. */
  readonly tenant: string;
  readonly backfillComplete: boolean;
  readonly settings: Settings;
  /** Bills that concern the project, with the bills they come from (retainage, instalments). */
  readonly bills: readonly Bill[];
  /** Applications of those bills, and those that a link or decision of this project names. */
  readonly applications: readonly BillApplication[];
  readonly payments: readonly Payment[];
  readonly methods: readonly AcumaticaMethod[];
  /** Commitments, invoices and vendors of this project and of every other project those bills concern. */
  readonly commitments: readonly Commitment[];
  readonly invoices: readonly SubcontractorInvoice[];
  readonly vendors: readonly ProcoreVendor[];
  /** Contract payments of this project as last listed, kept current by our own writes. */
  readonly issued: readonly ContractPayment[];
  readonly links: readonly Link[];
  readonly billLinks: readonly BillLink[];
  readonly decisions: readonly Decision[];
  readonly billDecisions: readonly BillDecision[];
  readonly attempts: readonly Attempt[];
};
