import type { SyncError } from "../domain/errors.ts";

/** One thing the probe looked at, in words. `ok` null: could not be told, or matters little. */
export type ProbeCheck = {
  readonly id: string;
  readonly label: string;
  readonly ok: boolean | null;
  readonly says: string;
  /** What to do about it; null where there is nothing to do. */
  readonly fix: string | null;
};

export type Screen = {
  readonly id: string;
  readonly label: string;
  readonly entity: string;
  readonly form: string;
  readonly key: string;
  /** What is lost without it; null: the sync cannot do without. */
  readonly without: string | null;
};

/** The forms whose view rights the connection's user needs. */
export const SCREENS: readonly Screen[] = [
  { id: "payments", label: "Payments", entity: "Check", form: "AP302000", key: "Type,ReferenceNbr", without: null },
  { id: "bills", label: "Bills", entity: "Bill", form: "AP301000", key: "Type,ReferenceNbr", without: null },
  { id: "vendors", label: "Vendors", entity: "Vendor", form: "AP303000", key: "VendorID", without: null },
  { id: "projects", label: "Projects", entity: "Project", form: "PM301000", key: "ProjectID", without: null },
  {
    id: "payment-methods",
    label: "Payment methods",
    entity: "PaymentMethod",
    form: "CA204000",
    key: "PaymentMethodID",
    without: null,
  },
  {
    id: "subcontracts",
    label: "Subcontracts",
    entity: "Subcontract",
    form: "SC301000",
    key: "SubcontractNbr",
    without: "Bills still name their subcontract or purchase order by number.",
  },
];

export function checkOfRights(read: { readonly screen: Screen; readonly error: SyncError | null }): ProbeCheck {
  const { id, label, form, without } = read.screen;
  if (!read.error) return passed(id, label, `${label} can be read.`);
  if (without !== null) return unsure(id, label, `${read.error.message} ${without}`);
  const fix = `Give the connection's user the right to view ${form} in Acumatica.`;
  return failed(id, label, read.error.message, read.error.kind === "forbidden" ? fix : null);
}

/** Far less than the overlap of ten minutes with which each read begins again. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/** Watermarks are Acumatica's own time, so a difference harms nothing; a large one shows that something is wrong. */
export function checkOfClock(date: string | undefined, now: Date): ProbeCheck {
  const at = Date.parse(date ?? "");
  if (Number.isNaN(at)) return unsure("clock", "Clock", "Acumatica does not tell its time.");
  const seconds = Math.round((at - now.getTime()) / 1000);
  const says = `Acumatica's clock is ${Math.abs(seconds)} seconds ${seconds < 0 ? "behind" : "ahead of"} this server's.`;
  if (Math.abs(seconds) * 1000 <= CLOCK_TOLERANCE_MS) return passed("clock", "Clock", says);
  return failed("clock", "Clock", says, "Set the clocks of both servers by a time server.");
}

export function passed(id: string, label: string, says: string): ProbeCheck {
  return { id, label, ok: true, says, fix: null };
}

export function failed(id: string, label: string, says: string, fix: string | null): ProbeCheck {
  return { id, label, ok: false, says, fix };
}

export function unsure(id: string, label: string, says: string): ProbeCheck {
  return { id, label, ok: null, says, fix: null };
}
