import { DECIDING } from "./planted/deciding.ts";
import { HOLDING } from "./planted/holding.ts";
import { KEEPING } from "./planted/keeping.ts";
import { PROCORE } from "./planted/procore.ts";
import { READING } from "./planted/reading.ts";
import { REFRESHING } from "./planted/refreshing.ts";
import { RUNNING } from "./planted/running.ts";
import type { Mutant } from "./planted.ts";

const PLAN = ["test/unit/sync", "test/scenario/main-path.test.ts"];

const MONEY: readonly Mutant[] = [
  {
    name: "wrong sign: a negative amount is read as positive",
    file: "server/domain/money.ts",
    from: `parts[1] === "-" ? 0 - minor : minor`,
    to: `minor`,
    by: ["test/unit/domain/money.test.ts"],
  },
  {
    name: "float money: decimals beyond the currency's are cut instead of refused",
    file: "server/domain/money.ts",
    from: `fraction.length > digits`,
    to: `false`,
    by: ["test/unit/domain/money.test.ts"],
  },
  {
    name: "the draft pays one cent more than was applied",
    file: "server/sync/draft.ts",
    from: `    amount: application.amount,`,
    to: `    amount: (application.amount + 1) as typeof application.amount,`,
    by: PLAN,
  },
  {
    name: "the payment's own currency is taken for the bill's",
    file: "server/sync/plan-one.ts",
    from: `bill.currency !== match.commitment.currency`,
    to: `false`,
    by: ["test/unit/sync", "test/scenario/currencies.test.ts"],
  },
];

const ROWS: readonly Mutant[] = [
  {
    name: "void on creation: an unreleased void already counts",
    file: "server/acumatica/applications.ts",
    from: `  const voiding = pair.voiding.filter((row) => row.Released);`,
    to: `  const voiding = pair.voiding;`,
    by: ["test/unit/acumatica/applications.test.ts", "test/scenario/voids.test.ts"],
  },
  {
    name: "voided rows go on counting as paid",
    file: "server/acumatica/applications.ts",
    from: `released.filter((row) => !row.Voided);`,
    to: `released;`,
    by: ["test/unit/acumatica/applications.test.ts"],
  },
  {
    name: "unreleased rows count as paid",
    file: "server/acumatica/applications.ts",
    from: `  const released = own.filter((row) => row.Released);`,
    to: `  const released = own;`,
    by: ["test/unit/acumatica/applications.test.ts"],
  },
  {
    name: "missing overlap: the next read starts at the watermark",
    file: "server/sync/watermark.ts",
    from: `Date.parse(through) - OVERLAP_MS`,
    to: `Date.parse(through)`,
    by: ["test/unit/sync", "test/scenario/paging.test.ts"],
  },
  {
    name: "the watermark moves back with an older page",
    file: "server/sync/watermark.ts",
    from: `a > b ? a : b`,
    to: `b`,
    by: ["test/unit/sync"],
  },
  {
    name: "the first page is taken for the whole backfill",
    file: "server/sync/observe.ts",
    from: `complete: mark.complete || ended`,
    to: `complete: true`,
    by: ["test/scenario/backfill.test.ts"],
  },
  {
    name: "only the first page of a list in Procore is read",
    file: "server/procore/paging.ts",
    from: `next = over ? null : nextPage(`,
    to: `next = over || true ? null : nextPage(`,
    by: ["test/unit/procore/paging.test.ts"],
  },
];

const LINKING: readonly Mutant[] = [
  {
    name: "vendor-ref-only match: the vendor is not compared",
    file: "server/sync/match.ts",
    from: `projects.has(invoice.projectId) ? index.sameVendor(bill, invoice) : null`,
    to: `"by name"`,
    by: ["test/unit/sync", "test/scenario/match-ladder.test.ts"],
  },
  {
    name: "only the first line of a bill is read",
    file: "server/sync/match.ts",
    from: `if (orders.length > 1)`,
    to: `if (orders.length > 99)`,
    by: ["test/unit/sync"],
  },
  {
    name: "an order is its number alone",
    file: "server/sync/orders.ts",
    from: `if (kind !== type) return false;`,
    to: ``,
    by: ["test/unit/sync"],
  },
  {
    name: "an order that the reader cannot see is none",
    file: "server/acumatica/contract-documents.ts",
    from: `return subcontracts ? null : "unknown";`,
    to: `return null;`,
    by: ["test/battery/payment-source-orders.test.ts"],
  },
  {
    name: "two candidates: the first is taken",
    file: "server/sync/match.ts",
    from: `    if (claims.length > 1) {`,
    to: `    if (claims.length > 99) {`,
    by: ["test/unit/sync"],
  },
  {
    name: "differing invoice numbers are no obstacle",
    file: "server/sync/match.ts",
    from: `asRead(bill.vendorRef) !== asRead(invoice.number)`,
    to: `false`,
    by: ["test/unit/sync"],
  },
];

const PLANNING: readonly Mutant[] = [
  {
    name: "a twin is adopted by two applications",
    file: "server/sync/plan-fresh.ts",
    from: `(claimants.get(twin.id) ?? 0) > 1`,
    to: `false`,
    by: ["test/unit/sync"],
  },
  {
    name: "what is merely close is no obstacle to creating",
    file: "server/sync/plan-fresh.ts",
    from: `  if (near[0]) return`,
    to: `  if (near[0] && false) return`,
    by: ["test/unit/sync"],
  },
  {
    name: "another integration's payment is no obstacle to creating",
    file: "server/sync/plan-fresh.ts",
    from: `  if (foreign) return`,
    to: `  if (foreign && false) return`,
    by: ["test/unit/sync", "simulate"],
  },
  {
    name: "removals are planned before the first backfill is complete",
    file: "server/sync/plan-one.ts",
    from: `if (!backfillComplete || place`,
    to: `if (place`,
    by: ["test/unit/sync"],
  },
  {
    name: "what a person entered or attached to is deleted",
    file: "server/sync/plan-one.ts",
    from: `settings.voidPolicy === "zero" || link?.adopted === true || (ours?.attachments ?? 0) > 0;`,
    to: `settings.voidPolicy === "zero";`,
    by: ["test/unit/sync"],
  },
  {
    name: "drift is overwritten without being asked for",
    file: "server/sync/plan-one.ts",
    from: `const restore = policy || decided(at, "restore") !== null;`,
    to: `const restore = true;`,
    by: ["test/unit/sync"],
  },
  {
    name: "a decision never re-opens",
    file: "server/sync/decided.ts",
    from: `    decision.seen.acumatica === paidBy({ application }) &&
    decision.seen.procore === (ours?.amount ?? null) &&
`,
    to: ``,
    by: ["test/unit/sync", "test/scenario/decisions.test.ts"],
  },
  {
    name: "a payment with our key only in origin_data is taken for somebody else's",
    file: "server/sync/target-index.ts",
    from: `  const named = keyInOriginData(payment.originData);`,
    to: `  const named = null;`,
    by: ["test/unit/sync", "simulate"],
  },
  {
    name: "the tie-out forgets what others entered",
    file: "server/sync/tie-out.ts",
    from: `  row.sums.enteredByOthers = add(row.sums.enteredByOthers, payment.amount);`,
    to: ``,
    by: ["test/unit/sync"],
  },
  {
    name: "applying a preview applies what is new as well",
    file: "server/sync/select.ts",
    from: `apply: apply.filter((change) => then.has(changeText(change))),`,
    to: `apply,`,
    by: ["test/unit/sync", "test/scenario/preview.test.ts"],
  },
];

const ACTING: readonly Mutant[] = [
  {
    name: "retry of POST: a create is sent again without a look",
    file: "server/procore/client.ts",
    from: `request.method === "GET", {`,
    to: `true, {`,
    by: ["test/battery/procore-faults.test.ts"],
  },
  {
    name: "a create whose answer was lost is sent again without a look",
    file: "server/sync/apply.ts",
    from: `  if (isSyncError(error, "unavailable")) return error.extra.notSent !== true;`,
    to: `  if (isSyncError(error, "unavailable")) return false;`,
    by: ["test/scenario/lost-replies.test.ts"],
  },
  {
    name: "skipped relock: the payment stays open after a change",
    file: "server/sync/lock.ts",
    from: `return change.originData === null ? changed : lockAgain(hand, changed, change.originData);`,
    to: `return changed;`,
    by: ["test/scenario/edits-after-sync.test.ts"],
  },
  {
    name: "a refused change is not locked again",
    file: "server/sync/lock.ts",
    from: `    if (isRefusal(error)) await putBack(hand, before);`,
    to: ``,
    by: [
      "test/scenario/void-policy.test.ts",
      "test/scenario/procore-refuses.test.ts",
      "test/scenario/lock-variants.test.ts",
    ],
  },
  {
    name: "steps are not stored before they are sent",
    file: "server/sync/lock.ts",
    from: `  await hand.mark(name);
  await hand.allowed();
  try {
    return await hand.target.patch(`,
    to: `  await hand.allowed();
  try {
    return await hand.target.patch(`,
    by: ["test/scenario/crash.test.ts", "simulate"],
  },
  {
    name: "creates are not marked before they are sent",
    file: "server/sync/apply-all.ts",
    from: `  if (marks.length > 0) await`,
    to: `  if (marks.length > 99) await`,
    by: ["test/scenario/crash.test.ts", "simulate"],
  },
  {
    name: "a run that was taken away goes on sending",
    file: "server/sync/pulse.ts",
    from: `      this.lose();
      throw new LeaseLost(this.#lease.runId);`,
    to: ``,
    by: [
      "test/scenario/asleep.test.ts",
      "test/scenario/crash.test.ts",
      "test/scenario/one-run-at-a-time.test.ts",
      "test/unit/sync",
    ],
  },
  {
    name: "one refusal stops the others",
    file: "server/sync/apply-all.ts",
    from: `      if (stop) stops.add(stop, `,
    to: `      if ((await stored) === "failed") return;
      if (stop) stops.add(stop, `,
    by: ["test/scenario/procore-refuses.test.ts", "test/scenario/payments-off.test.ts"],
  },
  {
    name: "a refused change is tried again at once, for ever",
    file: "server/sync/apply.ts",
    from: `Date.parse(at) + minutes * 60_000`,
    to: `Date.parse(at)`,
    by: ["test/scenario/procore-refuses.test.ts"],
  },
  {
    name: "an undo goes over what has changed since",
    file: "server/sync/undo.ts",
    from: `  return at.begun || isUntouched(at);`,
    to: `  return true;`,
    by: ["test/scenario/undo.test.ts", "test/unit/sync"],
  },
];

const STORING: readonly Mutant[] = [
  {
    name: "two unfinished runs of one project are let in",
    file: "server/store/migrations/0005-runs.ts",
    from: `create unique index`,
    to: `create index`,
    by: ["test/battery/store.test.ts"],
  },
  {
    name: "a company's runs are shown to another",
    file: "server/store/runs.ts",
    from: `        .where("company_id", "=", companyId)
        .where("id", "=", runId)
        .executeTakeFirst();
      return row ? runIn(row) : null;`,
    to: `        .where("id", "=", runId)
        .executeTakeFirst();
      return row ? runIn(row) : null;`,
    by: ["test/battery/store.test.ts"],
  },
];

export const MUTANTS: readonly Mutant[] = [
  ...MONEY,
  ...ROWS,
  ...LINKING,
  ...PLANNING,
  ...ACTING,
  ...STORING,
  ...READING,
  ...PROCORE,
  ...REFRESHING,
  ...RUNNING,
  ...DECIDING,
  ...HOLDING,
  ...KEEPING,
];
