import type { ChangeNames } from "./change-list.tsx";
import type { ApplicationView } from "./two-sides.tsx";
import { docWord, paymentName } from "./two-sides.tsx";

type Named = ApplicationView & {
  readonly key: string;
  readonly commitment: { readonly id: number; readonly number: string; readonly title: string } | null;
};

/** Names for the keys and ids of a run's changes, from the project's payments. */
export function changeNames(applications: readonly Named[]): ChangeNames {
  const byKey = new Map(applications.map((application) => [application.key, application]));
  const commitments = new Map<number, string>();
  for (const { commitment } of applications) {
    if (commitment) commitments.set(commitment.id, `${commitment.number} ${commitment.title}`);
  }
  return {
    payment: (key) => {
      const application = byKey.get(key);
      if (!application) return null;
      const { bill, invoice } = application;
      const number = invoice?.number ?? bill.vendorRef;
      const under = [`${docWord(bill)} ${bill.ref}`, number].filter((text) => text !== "").join(" · ");
      return { title: `${paymentName(application)} · ${bill.vendor}`, under };
    },
    commitment: (id) => commitments.get(id) ?? null,
  };
}
