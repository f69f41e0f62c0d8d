import type { Admin, PaymentInput } from "./admin.ts";
import { decimal, writeDecimal } from "./decimal.ts";
import type { ContractPayment, Requisition, World } from "./state.ts";
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

/** Behind the web pages: what people do to payments and invoices, told of by webhooks as the API's writes are. */
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

  /** A new subcontractor invoice. */
  addInvoice(given: Parameters<Admin["addRequisition"]>[0]): Requisition {
    const requisition = this.#admin.addRequisition(given);
    this.#announceInvoice(requisition, "create");
    return requisition;
  }

  /** Into the recycle bin: what was paid on it stays, and no list shows it any more. */
  deleteInvoice(id: number): void {
    const requisition = this.#admin.requisition(id);
    requisition.deletedAt = this.#world.now();
    if (this.#world.behavior.deletedInvoice === "leaves its payments") {
      for (const payment of this.#world.paymentsOf(requisition.commitmentId)) {
        if (payment.requisitionId === id) payment.requisitionId = null;
      }
    }
    this.#announceInvoice(requisition, "delete");
  }

  /** Back from the recycle bin. */
  restoreInvoice(id: number): void {
    const requisition = this.#admin.requisition(id);
    requisition.deletedAt = null;
    requisition.updatedAt = this.#world.now();
    this.#announceInvoice(requisition, "create");
  }

  /** Deleted, and made anew with the same figures: a new id, and the same number unless said otherwise. */
  makeInvoiceAnew(id: number, invoiceNumber = this.#admin.requisition(id).invoiceNumber): Requisition {
    const { commitmentId, currentPaymentDue, billingDate } = this.#admin.requisition(id);
    this.deleteInvoice(id);
    return this.addInvoice({
      commitmentId,
      invoiceNumber,
      billingDate,
      currentPaymentDue: writeDecimal(currentPaymentDue),
    });
  }

  renumberInvoice(id: number, invoiceNumber: string): void {
    const requisition = this.#admin.requisition(id);
    requisition.invoiceNumber = invoiceNumber;
    requisition.updatedAt = this.#world.now();
    this.#announceInvoice(requisition, "update");
  }

  /** A commitment's own page: its status, such as Draft or Void. */
  setStatus(commitmentId: number, status: string): void {
    const commitment = this.#admin.commitment(commitmentId);
    commitment.status = status;
    commitment.updatedAt = this.#world.now();
    const resource = commitment.type === "WorkOrderContract" ? "Work Order Contracts" : "Purchase Order Contracts";
    const { companyId, projectId } = commitment;
    this.#webhooks.announce({
      resource,
      event: "update",
      resourceId: commitmentId,
      companyId,
      projectId,
      userId: null,
    });
  }

  #announceInvoice({ id, companyId, projectId }: Requisition, event: "create" | "update" | "delete"): void {
    if (!this.#world.behavior.drawRequestHooks) return;
    this.#webhooks.announce({ resource: "Draw Requests", event, resourceId: id, companyId, projectId, userId: null });
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
