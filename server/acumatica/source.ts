import { z } from "zod";
import { SyncError } from "../domain/errors.ts";
import type { DocKey } from "../domain/payment.ts";
import type { AcumaticaMethod, AcumaticaProject, Settings } from "../domain/settings.ts";
import type { PaymentSource } from "../sync/ports.ts";
import { BillFactsReader } from "./bill-facts.ts";
import { entityPath } from "./key-path.ts";
import { AcumaticaClient, type ClientDeps } from "./client.ts";
import { labelOf, meansLabel } from "./codes.ts";
import { ContractDocuments } from "./contract-documents.ts";
import { ContractReader } from "./contract-reader.ts";
import { DacReader, type MetadataCache } from "./dac-reader.ts";
import { projectOf } from "./normalize.ts";
import type { ProcoreHosts } from "./note-link.ts";
import { PageTrust } from "./page-trust.ts";
import { MethodDocument, ProjectDocument } from "./schema.ts";

/** How this tenant is read, found by the probe. Plain data, kept with the connection. */
export const Reach = z.object({
  /** Version of the Default endpoint, such as "25.200.001". */
  endpoint: z.string(),
  /** Below the base URL; null where DAC-based OData is not to be had. */
  dacPath: z.string().nullable(),
  labels: z.enum(["new", "old"]),
});
export type Reach = z.infer<typeof Reach>;

export type PaymentSourceDeps = Omit<ClientDeps, "accessToken"> & {
  readonly keeper: { accessToken(refused?: string): Promise<string> };
  readonly reach: Reach;
  readonly settings: Pick<Settings, "reader" | "billField">;
  /** Hosts besides *.procore.com whose invoice URLs count, as `host:port`. */
  readonly procoreHosts?: ProcoreHosts;
  readonly metadata?: MetadataCache;
  /** Rows asked for at a time. */
  readonly pageRows?: number;
  /** Vendors may not be read any more: their names are left as they are known. */
  readonly onVendorsClosed?: () => void;
};

const PAGE_ROWS = 2_000;

/** Which reader these settings and this tenant come to. @throws SyncError "invalid" for one that is not there. */
export function readerOf(reach: Reach, reader: Settings["reader"]): "dac" | "contract" {
  if (reader === "contract" || (reader === "auto" && reach.dacPath === null)) return "contract";
  if (reach.dacPath !== null) return "dac";
  const says = "DAC-based OData is not available in this tenant; set the reader to automatic.";
  throw new SyncError("invalid", "This app", says, { pointer: "/reader" });
}

/**
 * Acumatica as the engine needs it. Keep it for as long as the connection and its settings stand: it remembers
 * $metadata, custom field names, vendors' names, and how fast it may ask.
 */
export function createPaymentSource(deps: PaymentSourceDeps): PaymentSource {
  const { keeper, reach, settings, procoreHosts = [], pageRows = PAGE_ROWS, onVendorsClosed, ...rest } = deps;
  const client = new AcumaticaClient({ ...rest, accessToken: (refused) => keeper.accessToken(refused) });
  const { endpoint, labels } = reach;
  const shared = { client, endpoint, billField: settings.billField, procoreHosts };
  const documents = new ContractDocuments({
    ...shared,
    labels,
    now: deps.now,
    ...(onVendorsClosed && { onVendorsClosed }),
  });
  const name = readerOf(reach, settings.reader);
  const reader =
    name === "dac"
      ? new DacReader({
          client,
          root: reach.dacPath ?? "",
          trust: new PageTrust(),
          pageRows,
          facts: new BillFactsReader(shared),
          metadata: deps.metadata ?? null,
        })
      : new ContractReader({ client, endpoint, pageRows, now: deps.now, documents });
  return {
    reader: name,
    changes: (stream, since, next) => reader.changes(stream, since, next),
    read: (docs) => reader.read(docs),
    readNotes: (bills) => Promise.all(bills.map((bill) => noteOf(documents, bill))),
    methods: () => methodsOf(client, endpoint),
    projects: () => projectsOf(client, endpoint),
  };
}

async function noteOf(documents: ContractDocuments, bill: DocKey) {
  return { bill, invoiceId: await documents.noteInvoice(bill) };
}

/** Payment methods used in Accounts Payable, inactive ones too: old payments carry them. */
export async function methodsOf(client: AcumaticaClient, endpoint: string): Promise<readonly AcumaticaMethod[]> {
  const query = [["$select", "PaymentMethodID,Description,Active,UseInAP,MeansOfPayment"]] as const;
  const rows = await client.read(entityPath(endpoint, "PaymentMethod"), query, z.array(MethodDocument));
  return rows
    .filter(({ UseInAP }) => UseInAP !== false)
    .map(({ PaymentMethodID, Description, Active, MeansOfPayment }) => ({
      id: PaymentMethodID,
      description: Description,
      means: MeansOfPayment === null ? "" : meansLabel(MeansOfPayment),
      active: Active ?? true,
    }));
}

async function projectsOf(client: AcumaticaClient, endpoint: string): Promise<readonly AcumaticaProject[]> {
  const query = [["$select", "ProjectID,Description,ExternalRefNbr,Status"]] as const;
  const rows = await client.read(entityPath(endpoint, "Project"), query, z.array(ProjectDocument));
  return rows.flatMap(({ ProjectID, Description, ExternalRefNbr, Status }) => {
    const id = projectOf(ProjectID);
    const status = Status === null ? "" : labelOf(Status);
    return id === null ? [] : [{ id, description: Description, externalRef: ExternalRefNbr, status }];
  });
}
