import type { Pictures } from "../../server/domain/pictures.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../server/domain/settings.ts";
import { aBill, aMethod, anApplication, aPayment, TENANT } from "./acumatica.ts";
import { aBillLink, aLink, aSyncedPayment } from "./memory.ts";
import { aCommitment, anInvoice, aVendor, PROJECT } from "./procore.ts";

type Over = Partial<Omit<Pictures, "settings">> & { readonly settings?: Partial<Settings> };

/**
 * One bill, paid by one check, exported from one invoice, project P-100 mapped; nothing of it in Procore yet, nothing
 * written so far, nothing decided.
 */
export function pictures({ settings, ...over }: Over = {}): Pictures {
  return {
    projectId: PROJECT,
    tenant: TENANT,
    backfillComplete: true,
    bills: [aBill()],
    applications: [anApplication()],
    payments: [aPayment()],
    methods: [aMethod()],
    commitments: [aCommitment()],
    invoices: [anInvoice()],
    vendors: [aVendor()],
    issued: [],
    links: [],
    billLinks: [],
    billDecisions: [],
    decisions: [],
    attempts: [],
    ...over,
    settings: { ...DEFAULT_SETTINGS, projectMap: { [PROJECT]: "P-100" }, ...settings },
  };
}

/** The same after it was synced: the payment stands in Procore as we wrote it, and we remember. */
export function inStep(over: Over = {}): Pictures {
  return pictures({ issued: [aSyncedPayment()], links: [aLink()], billLinks: [aBillLink()], ...over });
}
