import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { DocKey } from "../fakes/acumatica/rows.ts";
import type { SimBill } from "./sim-company.ts";

/** One ledger that the company is, or was, connected to, and what accountants entered there. */
export type Books = {
  readonly acumatica: FakeAcumatica;
  /** Where it may be found; it moves from one to the next. */
  readonly urls: readonly string[];
  readonly bills: SimBill[];
  readonly payments: DocKey[];
  /** Every application that was ever in it, by payment and bill. */
  readonly known: Set<string>;
};
