import type { Settings } from "../../server/domain/settings.ts";
import type { Stage } from "./stage.ts";

/** One sync to die in: what was there before it, what it finds, and what must have come of it in the end. */
export type Story = {
  readonly name: string;
  readonly settings?: Partial<Settings>;
  readonly prepare: (stage: Stage) => Promise<void>;
  /** What is wrong beyond the promises that hold for every story; in words. */
  readonly wrong: (stage: Stage) => readonly string[];
};

/** A first sync, without a death. */
async function synced(stage: Stage): Promise<void> {
  await stage.here((actor) => actor.sync());
  stage.later(60);
}

const TYPED = { amount: "300.00", checkNumber: "5503", notes: "Handed over on site", paymentNumber: 7 };
const OTHERS = { amount: "12.34", checkNumber: "77", notes: "Not of Acumatica", paymentNumber: 1 };

export const STORIES: readonly Story[] = [
  {
    name: "a first sync: creates on two commitments, and adopts what a person typed in",
    prepare(stage) {
      stage.pay(stage.bill("SC-001", 900_00), 500_00, "5501");
      stage.pay(stage.bill("PO-001", 250_00), 250_00, "5502");
      stage.pay(stage.bill("SC-001", 300_00), 300_00, "5503");
      stage.procore.ui.typeInPayment({ commitmentId: stage.commitmentId("SC-001"), ...TYPED });
      stage.procore.ui.typeInPayment({ commitmentId: stage.commitmentId("SC-002"), ...OTHERS });
      return Promise.resolve();
    },
    wrong: (stage) => [
      ...expecting(stage.held("SC-001").length === 2, "SC-001 shows another number of payments than 2"),
      ...expecting(
        stage.held("SC-001").some((one) => one.notes === TYPED.notes && one.paymentNumber === 7 && one.originId),
        "what a person typed in was not taken over with its notes and number",
      ),
      ...expecting(
        stage.held("SC-002").every((one) => one.notes === OTHERS.notes && !one.originId && !one.originData),
        "a payment of others was touched",
      ),
    ],
  },
  {
    name: "an edit in Acumatica: unlock, change, relock",
    async prepare(stage) {
      const payment = stage.pay(stage.bill("SC-001", 900_00), 500_00, "5501");
      await synced(stage);
      stage.ledger.editPayment(payment, { extRef: "5510" });
    },
    wrong: (stage) =>
      expecting(stage.held("SC-001")[0]?.checkNumber === "5510", "Procore shows another check number than Acumatica"),
  },
  {
    name: "a released void: unlock, delete",
    async prepare(stage) {
      const payment = stage.pay(stage.bill("SC-001", 900_00), 500_00, "5501");
      stage.pay(stage.bill("SC-001", 100_00), 100_00, "5502");
      await synced(stage);
      stage.ledger.voidPayment(payment);
    },
    wrong: (stage) =>
      expecting(stage.held("SC-001").length === 1, "the voided payment, or the other, is not as it should"),
  },
  {
    name: "a released void under the zero policy, of a payment with an attachment",
    settings: { voidPolicy: "zero" },
    async prepare(stage) {
      const payment = stage.pay(stage.bill("SC-001", 900_00), 500_00, "5501");
      await synced(stage);
      stage.procore.ui.attachFile(stage.held("SC-001")[0]?.id ?? 0, "waiver.pdf");
      stage.ledger.voidPayment(payment);
    },
    wrong(stage) {
      const [payment] = stage.held("SC-001");
      return [
        ...expecting(payment?.amount === 0n && payment.originId !== null, "the payment does not stand at 0.00, locked"),
        ...expecting(payment?.attachments.length === 1, "the attachment is lost"),
        ...expecting(payment?.notes?.match(/set to 0/g)?.length === 1, "its notes do not tell of it once"),
      ];
    },
  },
  {
    name: "a move to another commitment: remove there, create here",
    async prepare(stage) {
      stage.pay(stage.bill("SC-001", 900_00), 500_00, "5501");
      await synced(stage);
      const invoiceId = stage.invoice("PO-001", 900_00, "1");
      await synced(stage);
      await stage.here(async ({ process }, { companyId, projectId }) => {
        const { applications } = await process.engine.report(companyId, projectId);
        const key = applications[0]?.key;
        if (!key) throw new Error("There is nothing to decide");
        const asked = { key, decide: "link", invoiceId, contractPaymentId: null } as const;
        await process.engine.decide(companyId, projectId, asked, { login: "pat@example.com" });
      });
    },
    wrong: (stage) => [
      ...expecting(stage.held("SC-001").length === 0, "it still stands at the old place"),
      ...expecting(stage.held("PO-001").length === 1, "it does not stand at the new place"),
    ],
  },
];

function expecting(holds: boolean, otherwise: string): readonly string[] {
  return holds ? [] : [otherwise];
}
