import type { ReasonEntry } from "./reason-entry.ts";

const NOT_SHOWN = "Procore does not show this payment.";

/** Reasons of what is settled: removed, excluded, and the synced ones with something to say. */
export const SETTLED_REASONS = {
  // removed
  voided: {
    state: "removed",
    says: "Voided in Acumatica{detail}; not shown as paid in Procore.",
    effect: "None: both sides agree.",
    nextStep: "Nothing to do.",
    who: "nobody",
  },
  reversed: {
    state: "removed",
    says: "Moved off this bill in Acumatica{detail}; not shown as paid in Procore.",
    effect: "None: both sides agree.",
    nextStep: "Nothing to do.",
    who: "nobody",
  },
  zeroed: {
    state: "removed",
    says: "Ended in Acumatica{detail}; stands at 0.00 in Procore.",
    effect: "None: both sides agree.",
    nextStep: "Nothing to do.",
    who: "nobody",
  },
  // excluded
  unreleased: {
    state: "excluded",
    says: "Not released in Acumatica: not a payment yet.",
    effect: "None: no money left.",
    nextStep: "Release the payment in Acumatica.",
    who: "accounting",
  },
  before_start_date: {
    state: "excluded",
    says: "Paid before the start date {detail}.",
    effect: NOT_SHOWN,
    nextStep: "Move the start date in Settings, Payments.",
    who: "company admin",
  },
  method_off: {
    state: "excluded",
    says: "Its payment method is switched off: {detail}.",
    effect: NOT_SHOWN,
    nextStep: "Switch the method on in Settings, Payments.",
    who: "company admin",
  },
  migrated: {
    state: "excluded",
    says: "Entered in migration mode: its history is incomplete.",
    effect: NOT_SHOWN,
    nextStep: "Enter it in Procore by hand if it is wanted there.",
    who: "project accountant",
  },
  not_a_bill: {
    state: "excluded",
    says: "Applied to a document that is not a bill: {detail}.",
    effect: "None: it pays no subcontractor invoice.",
    nextStep: "Nothing to do.",
    who: "nobody",
  },
  credit_taken: {
    state: "excluded",
    says: "Not a payment: the check takes the vendor's credit {detail} with it.",
    effect: "The check itself paid that much less than its bills.",
    nextStep: "Nothing to do.",
    who: "nobody",
  },
  nothing_paid: {
    state: "excluded",
    says: "Nothing was paid: only a discount or withheld tax of {detail} was taken.",
    effect: "None: no money left.",
    nextStep: "Nothing to do.",
    who: "nobody",
  },
  project_not_mapped: {
    state: "excluded",
    says: "No Procore project is mapped to {detail}.",
    effect: NOT_SHOWN,
    nextStep: "Map the project in Settings, Projects.",
    who: "company admin",
  },
  ignored: {
    state: "excluded",
    says: "Ignored by {detail}.",
    effect: NOT_SHOWN,
    nextStep: "Forget the decision to sync it again.",
    who: "project accountant",
  },
  taken_back: {
    state: "excluded",
    says: "Taken back by {detail}.",
    effect: NOT_SHOWN,
    nextStep: "Forget the decision to sync it again.",
    who: "project accountant",
  },
  // synced, with something to say
  accepted: {
    state: "synced",
    says: "Procore's values were accepted by {detail}.",
    effect: "Procore may differ from Acumatica, on purpose.",
    nextStep: "Forget the decision to compare again.",
    who: "nobody",
  },
} as const satisfies Record<string, ReasonEntry>;
