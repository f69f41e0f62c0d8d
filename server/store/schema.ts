/**
 * The tables, as Kysely reads them; `migrations/` builds them and says why they are so.
 *
 * The same on both engines: ids and keys as text, Procore's ids and amounts as whole numbers, instants as ISO text in
 * UTC, dates as `YYYY-MM-DD`, flags as 0 or 1, `body` a thing of the domain as JSON. A document of Acumatica is named
 * by `docId` ("INV:000123") in one column, so that it can be joined and listed as one value.
 */
export type Schema = {
  company: CompanyTable;
  connection: ConnectionTable;
  token: TokenTable;
  login_code: LoginCodeTable;
  session: SessionTable;
  watermark: WatermarkTable;
  seen_row: SeenRowTable;
  payment: BodyTable;
  bill: BillTable;
  bill_application: BillApplicationTable;
  bill_reference: BillReferenceTable;
  listing: ListingTable;
  vendor: VendorTable;
  project_reading: ProjectReadingTable;
  project_reference: ProjectReferenceTable;
  commitment: CommitmentTable;
  invoice: InvoiceTable;
  contract_payment: ContractPaymentTable;
  link: LinkTable;
  bill_link: BillLinkTable;
  bill_decision: BillDecisionTable;
  decision: DecisionTable;
  attempt: AttemptTable;
  sync_run: SyncRunTable;
  run_change: RunChangeTable;
  project_states: ProjectStatesTable;
  company_look: CompanyLookTable;
  turn: TurnTable;
  departure: DepartureTable;
  person: PersonTable;
  hint: HintTable;
  procore_hook: ProcoreHookTable;
  audit_entry: AuditEntryTable;
  purge_receipt: PurgeReceiptTable;
  picture_version: PictureVersionTable;
  acumatica_trouble: AcumaticaTroubleTable;
  connection_epoch: ConnectionEpochTable;
  ledger: LedgerTable;
  acumatica_seat: AcumaticaSeatTable;
};

type CompanyTable = {
  company_id: number;
  name: string | null;
  currency: string | null;
  web_base_url: string | null;
  /** 0 or 1; null until asked of Procore. */
  has_erp_tool: number | null;
  erp_tool_at: string | null;
  /** Only what was set; defaults are merged when read. */
  settings: string;
};

type ConnectionTable = {
  company_id: number;
  base_url: string;
  tenant: string;
  key_tenant: string;
  client_id: string;
  sealed_secret: string;
  status: string;
  held_because: string | null;
  checks: string;
  reader: string | null;
  probe: string | null;
  chain_expires_at: string | null;
  connected_by: string;
  sealed_hooks: string;
  procore_hook_hash: string;
  acumatica_hook_hash: string;
  created_at: string;
  updated_at: string;
};

type TokenTable = {
  owner: string;
  company_id: number | null;
  sealed: string | null;
  lease_holder: string | null;
  lease_until: string | null;
};

type LoginCodeTable = { hash: string; company_id: number | null; sealed: string; expires_at: string };

type SessionTable = {
  hash: string;
  company_id: number | null;
  user_id: number;
  sealed: string;
  expires_at: string;
};

type WatermarkTable = {
  company_id: number;
  stream: string;
  through: string | null;
  complete: number;
  read_at: string | null;
};

type SeenRowTable = { company_id: number; stream: string; id: string; stamp: string };

type BodyTable = { company_id: number; id: string; body: string };

type BillTable = BodyTable & { note_read: number; note_invoice_id: number | null };

type BillApplicationTable = {
  company_id: number;
  bill: string;
  payment: string;
  date: string | null;
  body: string;
};

type BillReferenceTable = { company_id: number; kind: string; value: string; bill: string };

type ListingTable = { company_id: number; kind: string; at: string; body: string };

type VendorTable = { company_id: number; id: number; body: string };

type ProjectReadingTable = {
  company_id: number;
  project_id: number;
  commitments_at: string | null;
  invoices_at: string | null;
};

type ProjectReferenceTable = {
  company_id: number;
  kind: string;
  value: string;
  project_id: number;
  source: string;
};

type CommitmentTable = {
  company_id: number;
  id: number;
  project_id: number;
  body: string;
  allow_payments: number | null;
  settings_at: string | null;
  listed_at: string | null;
  listed_total: string | null;
  hinted_at: string | null;
  /** 1: Procore's lists show it no more. */
  hidden: number;
};

type InvoiceTable = {
  company_id: number;
  id: number;
  project_id: number;
  vendor_id: number | null;
  updated_at: string | null;
  body: string;
  /** "missing", "gone" or "hidden"; null while Procore shows it. */
  absence: string | null;
  seen_at: string | null;
};

type ContractPaymentTable = {
  company_id: number;
  id: number;
  project_id: number;
  commitment_id: number;
  body: string;
};

type LinkTable = {
  company_id: number;
  key: string;
  tenant: string;
  bill: string;
  project_id: number;
  body: string;
};

type BillLinkTable = { company_id: number; tenant: string; bill: string; project_id: number; body: string };

type BillDecisionTable = Omit<BillLinkTable, "project_id"> & { project_id: number | null };

type DecisionTable = {
  company_id: number;
  key: string;
  tenant: string;
  bill: string;
  contract_payment_id: number | null;
  body: string;
};

type AttemptTable = { company_id: number; key: string; tenant: string; bill: string; body: string };

type SyncRunTable = {
  id: string;
  company_id: number;
  project_id: number;
  mode: string;
  trigger: string;
  scope: string | null;
  plan_of: string | null;
  undo_of: string | null;
  asked_by: string | null;
  status: string;
  queued_at: string;
  started_at: string | null;
  finished_at: string | null;
  holder: string | null;
  beat_at: string | null;
  /** 0 or 1: every commitment that may hold payments is listed. */
  sweeps: number;
  /** A run that nobody asked for, to be queued once this one has ended. */
  owes: string | null;
  resumes: string | null;
  counts: string;
  error: string | null;
};

type RunChangeTable = {
  run_id: string;
  seq: number;
  company_id: number;
  key: string;
  body: string;
  outcome: string | null;
  error: string | null;
};

type ProjectStatesTable = { company_id: number; project_id: number; at: string; counts: string };

type CompanyLookTable = { company_id: number; tried_at: string | null; swept_at: string | null };

type AcumaticaTroubleTable = { company_id: number; kind: string; says: string; since: string; at: string };

type ConnectionEpochTable = { company_id: number; epoch: number };

type LedgerTable = {
  company_id: number;
  seq: number;
  base_url: string;
  tenant: string;
  key_tenant: string;
  how: string;
  from_at: string;
  until_at: string | null;
};

type AcumaticaSeatTable = { company_id: number; instance: string; used_at: string };

type PictureVersionTable = { company_id: number; version: number };

type PersonTable = {
  company_id: number;
  user_id: number;
  login: string;
  name: string;
  /** JSON. */
  rights: string;
  seen_at: string;
};

type DepartureTable = { company_id: number; seen_at: string };

type TurnTable = {
  /** `vendor:companyId`. */
  name: string;
  company_id: number | null;
  holder: string | null;
  until: string | null;
  /** Another instance waits, as long as this is not past. */
  wanted_until: string | null;
  /** What the last holder knew of the vendor's limit; JSON. */
  note: string | null;
};

type HintTable = {
  company_id: number;
  source: string;
  event: string;
  project_id: number | null;
  contract_payment_id: number | null;
  invoice_id: number | null;
  commitment_id: number | null;
  at: string;
  followed_at: string | null;
};

type ProcoreHookTable = {
  company_id: number;
  hook_id: string | null;
  user_id: number | null;
  status: string;
  says: string | null;
  checked_at: string;
  read_through: string;
};

type AuditEntryTable = {
  company_id: number;
  seq: number;
  id: string;
  at: string;
  body: string;
  previous_hash: string;
  hash: string;
};

type PurgeReceiptTable = { id: string; company_id: number; at: string; body: string };
