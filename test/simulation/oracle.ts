import type { ProjectReport, ReportedApplication } from "../../server/sync/report-types.ts";
import type { Paid } from "../fakes/acumatica/oracle.ts";
import type { ContractPayment } from "../fakes/procore/state.ts";
import type { SimCompany } from "./sim-company.ts";
import { tieOutBroken } from "./invariants.ts";
import { look, oursIn } from "./looks.ts";

/** One application as the ledger, Procore and the app's pages show it. */
type Seen = {
  readonly company: SimCompany;
  readonly key: string;
  readonly paid: Paid;
  readonly payment: ContractPayment | null;
  /** In minor units; 0 where nothing of ours stands. */
  readonly shown: number;
  readonly state: string;
  readonly code: string | null;
};

/** What must hold once the faults have stopped and everybody had time: the ledger's truth, to the minor unit. */
export function quietBroken(company: SimCompany, reports: readonly ProjectReport[]): string[] {
  const applications = reports.flatMap((report) => report.applications);
  const stands = new Map<string, ReportedApplication>();
  const broken: string[] = [];
  for (const one of applications) {
    if (stands.has(one.key)) broken.push(`${one.key} has two states`);
    stands.set(one.key, one);
  }
  const issued = new Map(oursIn(company).map(({ id, key }) => [key, company.procore.world.payments.get(id) ?? null]));
  for (const paid of company.acumatica.ledger.paid()) {
    const key = company.keyOf(paid);
    const at = stands.get(key);
    const payment = issued.get(key) ?? null;
    if (!at) {
      broken.push(`${key} (${paid.state}) has no state`);
      continue;
    }
    const shown = Number((payment?.amount ?? 0n) / 100n);
    const seen = { company, key, paid, payment, shown, state: at.state, code: at.reason?.code ?? null };
    const says = [...RULES, ...(company.deeds.any(key, paid.billRef) ? [] : [untouched])].flatMap(
      (rule) => rule(seen) ?? [],
    );
    const name = `${key} paid ${paid.state} ${paid.amount}, shows ${shown}, is ${at.state} ${seen.code ?? ""}`;
    broken.push(...says.map((what) => `${name}: ${what}`));
  }
  for (const { id, key } of oursIn(company)) {
    const unlocked = company.procore.world.payments.get(id)?.originId === null;
    if (unlocked && company.isOurs(key) && !company.deeds.touched.has(key))
      broken.push(`payment ${id} of ours, ${key}, is left unlocked`);
  }
  broken.push(...reports.flatMap(({ tieOut }) => tieOutBroken(tieOut)));
  const { missingCompanyHeader, deprecatedEndpoint, privateEndpoint } = company.procore.health();
  if (missingCompanyHeader + deprecatedEndpoint + privateEndpoint > 0) broken.push("Procore saw bad manners");
  return broken;
}

type Rule = (seen: Seen) => string | null;

/** For every application, whatever anybody did about it. */
const RULES: readonly Rule[] = [
  function synced({ company, key, paid, payment, shown, state, code }) {
    if (state !== "synced" || code !== null) return null;
    if (paid.state !== "active" || shown !== paid.amount) return "it is called synced";
    if (payment?.originId !== key) return "it is called synced and is not locked";
    if (company.deeds.touched.has(key)) return null;
    const { ledger } = company.acumatica;
    const document = ledger.payment({ type: paid.paymentType as "CHK", ref: paid.paymentRef });
    const reference = document.payment?.extRef ?? "";
    return (payment.checkNumber ?? "") === reference ? null : `it has check number ${payment.checkNumber}`;
  },
  function standsOnlyWhatIsPaid({ company: { deeds }, key, paid, shown }) {
    if (shown === 0 || (paid.state === "active" && shown === paid.amount)) return null;
    const { said, touched, takenBack, saidOfBill, unsure } = deeds;
    if (touched.has(key) || said.has(key) || unsure.has(key)) return null;
    const keptByPerson = takenBack.has(key) || saidOfBill.has(paid.billRef) || unsure.has(paid.billRef);
    return keptByPerson ? null : "money stands that Acumatica does not pay";
  },
  function decidedByAPerson({ company: { deeds }, key, paid, code }) {
    const said = deeds.said.get(key)?.decide ?? null;
    if (deeds.unsure.has(key) || deeds.unsure.has(paid.billRef)) return null;
    if (code === "ignored" && said !== "ignore") return "nobody ignored it";
    if (code === "accepted" && said !== "accept") return "nobody accepted it";
    if (code === "taken_back" && !deeds.takenBack.has(key)) return "nobody took it back";
    if (code === "unlinked" && deeds.saidOfBill.get(paid.billRef)?.decide !== "unlink") return "nobody unlinked it";
    return null;
  },
  function ignoredStaysIgnored({ company, key, paid, payment, code }) {
    const { deeds } = company;
    const said = deeds.said.get(key);
    if (said?.decide !== "ignore" || !said.asShown || deeds.unsure.has(key)) return null;
    const later = Math.max(deeds.touched.get(key) ?? 0, deeds.takenBack.get(key) ?? 0);
    if (later > said.turn) return null;
    const amount = paid.state === "active" ? paid.amount : 0;
    const shown = payment ? look(company, payment.id) : "gone";
    if (amount !== said.paid) return code === "ignored" ? "it is still ignored, though its amount moved" : null;
    if (code !== "ignored") return null;
    return shown === said.shown ? null : `it was written though it is ignored: ${said.shown} -> ${shown}`;
  },
  function unlinkedStaysUnlinked({ company: { deeds }, key, paid, shown }) {
    const said = deeds.saidOfBill.get(paid.billRef);
    if (said?.decide !== "unlink" || said.during || deeds.unsure.has(paid.billRef) || deeds.unsure.has(key))
      return null;
    if (said.standing.has(key) || deeds.said.has(key) || deeds.touched.has(key) || deeds.takenBack.has(key))
      return null;
    return shown === 0 ? null : "it was written though a person had unlinked its bill";
  },
  function linkedStaysLinked({ company: { deeds }, key, paid, payment, state, code }) {
    const said = deeds.saidOfBill.get(paid.billRef);
    if (said?.decide !== "link" || deeds.unsure.has(paid.billRef) || deeds.touched.has(key)) return null;
    if (state !== "synced" || code !== null) return null;
    return payment?.requisitionId === said.invoiceId ? null : `it stands on invoice ${payment?.requisitionId}`;
  },
];

/** Nobody did anything about it: then it is synced, or the ledger itself or what others entered says why not. */
function untouched(seen: Seen): string | null {
  const { company, paid, shown, state, code } = seen;
  const bill = company.billOf(paid);
  if (!bill) return null;
  if (paid.state !== "active") return shown === 0 ? null : "money stands that Acumatica does not pay";
  if (state === "synced" && code === null) return null;
  if (code === "nothing_paid" && paid.amount === 0) return null; // a discount alone
  if (bill.invoiceId === null && code === "no_invoice") return null;
  if (bill.renumbered && (code === "number_differs" || code === "no_invoice")) return null;
  const linked = bill.invoiceId !== null && company.deeds.everLinked.has(bill.invoiceId);
  if (code === "billed_over" && linked) return null; // a person put another bill on its invoice
  if (OTHERS.has(code ?? "") && resembled(seen)) return null;
  return "it should be synced";
}

const OTHERS = new Set(["close_payment", "foreign_payment", "two_claim_one", "several_twins", "twin_not_adopted"]);

const WEEK_MS = 7 * 24 * 3_600_000;

/** Did others enter something like it on the commitment? */
function resembled({ company, paid }: Seen): boolean {
  const bill = company.billOf(paid);
  const { ledger } = company.acumatica;
  const document = ledger.payment({ type: paid.paymentType as "CHK", ref: paid.paymentRef });
  const ours = new Set(oursIn(company).flatMap(({ id, key }) => (company.isOurs(key) ? [id] : [])));
  const others = company.procore.world.paymentsOf(bill?.commitment.id ?? 0).filter(({ id }) => !ours.has(id));
  return others.some(({ amount, checkNumber, date, requisitionId, shownAmount }) => {
    if (shownAmount) return true; // it may be any amount
    const same = Number((amount ?? 0n) / 100n) === paid.amount;
    const near = date === null || Math.abs(Date.parse(date) - Date.parse(document.date)) <= WEEK_MS;
    const checked = checkNumber !== null && checkNumber !== "" && checkNumber === document.payment?.extRef;
    return checked || (same && (near || requisitionId === bill?.invoiceId));
  });
}
