import { timestamp, type World } from "./state.ts";

export type Trigger = { readonly id: string; readonly resource: string; readonly event: string };
export type Hook = {
  readonly id: string;
  readonly companyId: number;
  readonly projectId: number | null;
  payloadVersion: string;
  namespace: string;
  destinationUrl: string;
  authorization: string | null;
  status: "active" | "disabled";
  readonly triggers: Trigger[];
  readonly createdAt: Date;
  updatedAt: Date;
};

/** A fact that a hook may be told of. `resource` as the vendor lists it: "Contract Payments". */
export type Happening = {
  readonly resource: string;
  readonly event: "create" | "update" | "delete";
  readonly resourceId: number;
  readonly companyId: number;
  readonly projectId: number | null;
  readonly userId: number | null;
};

export type Delivery = {
  readonly id: string;
  readonly hookId: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly happening: Happening;
  readonly at: Date;
  status: "enqueued" | "delivered" | "failed" | "discarded";
};

/** Seen in a sandbox listing; subcontractor invoices are "Draw Requests" there (reference, sections 3.7 and 10). */
export const RESOURCES: readonly { category: "company" | "project"; tool: string; name: string }[] = [
  { category: "project", tool: "Commitments", name: "Contract Payments" },
  { category: "project", tool: "Commitments", name: "Work Order Contracts" },
  { category: "project", tool: "Commitments", name: "Purchase Order Contracts" },
  { category: "project", tool: "Commitments", name: "Draw Requests" },
  { category: "project", tool: "Prime Contracts", name: "Payment Applications" },
  { category: "company", tool: "Portfolio", name: "Projects" },
  { category: "company", tool: "Directory", name: "Company Vendors" },
];

/** Hooks, and the queue of what they are to be told. Nothing is sent here: the test posts what {@link deliver} returns. */
export class Webhooks {
  readonly hooks = new Map<string, Hook>();
  readonly deliveries: Delivery[] = [];
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  announce(happening: Happening): void {
    for (const hook of this.hooks.values()) {
      if (hook.status === "active" && listensTo(hook, happening)) this.deliveries.push(this.#enqueue(hook, happening));
    }
  }

  /**
   * What is due, oldest first, as POSTs for the test to send. Deliveries repeat (`copies`: the same ulid twice), come
   * late (call later) and out of order (`newestFirst`). `failed` leaves them to be delivered again.
   */
  deliver(how: { copies?: number; newestFirst?: boolean; failed?: boolean } = {}): Delivery[] {
    const due = this.deliveries.filter(({ status }) => status === "enqueued" || status === "failed");
    for (const delivery of due) delivery.status = how.failed ? "failed" : "delivered";
    const ordered = how.newestFirst ? due.toReversed() : due;
    return ordered.flatMap((delivery) => Array<Delivery>(how.copies ?? 1).fill(delivery));
  }

  /** After 12 hours of failures the queue is flushed: these events are never told. */
  discard(): void {
    for (const delivery of this.deliveries) if (delivery.status !== "delivered") delivery.status = "discarded";
  }

  #enqueue(hook: Hook, happening: Happening): Delivery {
    const at = this.#world.now();
    const number = this.#world.newId();
    return {
      id: String(number),
      hookId: hook.id,
      url: hook.destinationUrl,
      headers: {
        "content-type": "application/json",
        ...(hook.authorization === null ? {} : { authorization: hook.authorization }),
      },
      payload: payloadOf(hook, happening, number, at),
      happening,
      at,
      status: "enqueued",
    };
  }
}

/** Triggers are written in lower case and read in upper: compared without case. */
function listensTo(hook: Hook, { resource, event, companyId, projectId }: Happening): boolean {
  if (hook.companyId !== companyId || (hook.projectId !== null && hook.projectId !== projectId)) return false;
  return hook.triggers.some(
    (trigger) => trigger.resource === resource && trigger.event.toLowerCase().startsWith(event.toLowerCase()),
  );
}

/** No `contract_id` in any version: only the payment's own id (docs/plan_your_app/webhooks_api.md). */
function payloadOf(hook: Hook, happening: Happening, number: number, at: Date): Record<string, unknown> {
  const { resource, event, resourceId, companyId, projectId, userId } = happening;
  const ulid = `01FAKE${String(number).padStart(20, "0")}`;
  const microseconds = `${at.toISOString().slice(0, 23)}000Z`;
  if (hook.payloadVersion.startsWith("v4")) {
    return {
      id: ulid,
      timestamp: microseconds,
      reason: event,
      company_id: String(companyId),
      payload_version: hook.payloadVersion,
      // Required texts: what does not apply is empty, not null.
      project_id: projectId === null ? "" : String(projectId),
      user_id: userId === null ? "" : String(userId),
      resource_type: resource,
      resource_id: String(resourceId),
    };
  }
  return {
    id: number,
    ulid,
    timestamp: microseconds,
    metadata: {
      source_user_id: userId,
      source_project_id: projectId,
      source_operation_id: null,
      source_company_id: companyId,
      source_application_id: null,
    },
    user_id: userId,
    company_id: companyId,
    project_id: projectId,
    api_version: hook.payloadVersion,
    event_type: event,
    resource_name: resource,
    resource_id: resourceId,
    ...(hook.payloadVersion.startsWith("v3") ? { related_resources: [] } : {}),
  };
}

export function hookRow(hook: Hook) {
  return {
    id: hook.id,
    status: hook.status,
    payload_version: hook.payloadVersion,
    namespace: hook.namespace,
    // Shown masked; the rest of it is the secret that authenticates a delivery.
    destination_headers: { Authorization: hook.authorization && `*****${hook.authorization.slice(-4)}` },
    destination_url: hook.destinationUrl,
    trigger_count: hook.triggers.length,
    company_id: String(hook.companyId),
    project_id: hook.projectId === null ? null : String(hook.projectId),
    created_at: timestamp(hook.createdAt),
    updated_at: timestamp(hook.updatedAt),
    hook_type: "classic",
  };
}
