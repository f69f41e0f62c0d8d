/** What the host page asks its own server for. Shared by both, so that they cannot disagree. */
export type ShownCompany = {
  readonly companyId: number;
  /** The embedded app's origin. */
  readonly app: string;
  readonly projects: readonly { readonly id: number; readonly name: string; readonly number: string }[];
  readonly events: readonly { readonly id: string; readonly says: string }[];
};

export type ShownCommitment = {
  readonly id: number;
  readonly number: string;
  readonly title: string;
  readonly vendor: string;
  readonly kind: "work_order_contracts" | "purchase_order_contracts";
  readonly allowPayments: boolean;
  readonly contractSum: string;
  readonly totalPayments: string;
  readonly payments: readonly ShownPayment[];
};

export type ShownPayment = {
  readonly id: number;
  readonly paymentNumber: string;
  readonly date: string;
  readonly invoiceNumber: string;
  readonly checkNumber: string;
  readonly amount: string;
  readonly notes: string;
  readonly attachments: number;
  /** It carries an origin id: green, and locked. */
  readonly synced: boolean;
};
