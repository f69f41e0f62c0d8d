import type { Admin, PaymentInput } from "./admin.ts";
import { decimal } from "./decimal.ts";
import type { ContractPayment, World } from "./state.ts";
import type { Webhooks } from "./webhooks.ts";

/** What a person may change in the Payments Issued tab; the amount as a decimal string. */
export type Edit = Partial<
  Pick<
    ContractPayment,
    | "date"
    | "checkNumber"
    | "invoiceNumber"
    | "invoiceDate"
    | "notes"
    | "paymentNumber"
    | "paymentMethod"
    | "requisitionId"
  >
> & {
  amount?: string;
  /** Support staff and imports leave what no page would take. */
  shownAmount?: string | null;
};

/** Behind the web pages: what people do to payments, told of by webhooks as the API's writes are. */
export class UserInterface {
  readonly #world: World;
  readonly #admin: Admin;
  readonly #webhooks: Webhooks;

  constructor(world: World, admin: Admin, webhooks: Webhooks) {
    this.#world = world;
    this.#admin = admin;
    this.#webhooks = webhooks;
  }

  /** "New Payment" on the Payments Issued tab: no origin id. */
  typeInPayment(given: PaymentInput, userId: number | null = null): ContractPayment {
    const payment = this.#admin.addPayment(given);
    this.#announce(payment, "create", userId);
    return payment;
  }

  /**
   * A person's edit. A synced payment takes only a new Payment #, as the page allows.
   * @throws Error when the page would not allow it; `evenIfLocked` does it all the same, as support staff can.
   */
  editPayment(id: number, edit: Edit, how: { evenIfLocked?: boolean; userId?: number } = {}): ContractPayment {
    const payment = this.#admin.payment(id);
    const onlyNumber = Object.keys(edit).every((field) => field === "paymentNumber");
    if (!onlyNumber && !how.evenIfLocked) requireUnlocked(payment);
    const { amount, ...fields } = edit;
    Object.assign(payment, fields, amount === undefined ? {} : { amount: decimal(amount) });
    this.#changed(payment, how.userId ?? null);
    return payment;
  }

  /** @throws Error when the payment is synced, unless `evenIfLocked`. */
  deletePayment(id: number, how: { evenIfLocked?: boolean; userId?: number } = {}): void {
    const payment = this.#admin.payment(id);
    if (!how.evenIfLocked) requireUnlocked(payment);
    this.#world.removePayment(payment);
    this.#announce(payment, "delete", how.userId ?? null);
  }

  /** "Unlink" in the ERP Integrations tool: the payment stands, and is no longer synced. */
  unlinkPayment(id: number, userId: number | null = null): void {
    const payment = this.#admin.payment(id);
    this.#world.setOriginId(payment, null);
    this.#changed(payment, userId);
  }

  /** Another integration takes the payment over. */
  linkPayment(id: number, originId: string): void {
    const payment = this.#admin.payment(id);
    this.#world.setOriginId(payment, originId);
    this.#changed(payment, null);
  }

  /** Attachments stay the user's, on synced payments too. */
  attachFile(id: number, filename: string): void {
    const payment = this.#admin.payment(id);
    const fileId = this.#world.newId();
    const url = `${this.#world.behavior.webBaseUrl}/files/${fileId}`;
    payment.attachments = [...payment.attachments, { id: fileId, url, filename }];
    this.#changed(payment, null);
  }

  #changed(payment: ContractPayment, userId: number | null): void {
    payment.updatedAt = this.#world.now();
    this.#announce(payment, "update", userId);
  }

  #announce(payment: ContractPayment, event: "create" | "update" | "delete", userId: number | null): void {
    const { id, companyId, projectId } = payment;
    this.#webhooks.announce({ resource: "Contract Payments", event, resourceId: id, companyId, projectId, userId });
  }
}

function requireUnlocked(payment: ContractPayment): void {
  if (payment.originId === null) return;
  throw new Error(`Contract payment ${payment.id} cannot be edited or deleted because it is synced with an ERP system`);
}
