import type { WireReply } from "../wire.ts";

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): WireReply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
    body: JSON.stringify(body),
  };
}

export function html(status: number, body: string, headers: Readonly<Record<string, string>> = {}): WireReply {
  return { status, headers: { "content-type": "text/html; charset=utf-8", ...headers }, body };
}

export type Exception = { readonly type: string; readonly message: string };

/** HttpError of the contract REST API. With an exception it is the 500 that mixes business errors and outages. */
export function httpError(status: number, message: string, exception?: Exception): WireReply {
  if (!exception) return json(status, { message });
  return json(status, {
    message,
    exceptionMessage: exception.message,
    exceptionType: exception.type,
    stackTrace: "   at PX.Api.ContractBased.ContractBasedController.Execute()",
  });
}

export const unauthorized = (): WireReply => httpError(401, "Authorization has been denied for this request.");

/** The error body of an OData v4 service. */
export function odataError(status: number, message: string): WireReply {
  return json(status, { error: { code: String(status), message } });
}

/** A list read with what the export cannot optimize. It never works by trying again. */
export function cannotOptimize(cause: string): WireReply {
  return httpError(500, "An error has occurred.", {
    type: "PX.Api.ContractBased.OptimizedExport.CannotOptimizeException",
    message: `Optimization cannot be performed.The following fields cause the error: ${cause}`,
  });
}

/** What a missing document answers: 500, not 404. */
export function noEntity(): WireReply {
  return httpError(500, "An error has occurred.", {
    type: "PX.Api.ContractBased.NoEntitySatisfiesTheConditionException",
    message: "No entity satisfies the condition.",
  });
}

/** The module behind a form has not been set up. */
export function setupNotEntered(form: string): WireReply {
  return httpError(500, "An error has occurred.", {
    type: "PX.Data.PXSetupNotEnteredException",
    message: `The required configuration data is not entered on the ${form} form.`,
  });
}

/** A filter, field or parameter the contract REST API does not take. */
export function badParameter(message: string): WireReply {
  return httpError(500, "An error has occurred.", { type: "PX.Data.PXException", message });
}

/** Replies to plan as faults with `wire.failNext({ kind: "reply", reply })`. */
export const FAULTS = {
  /** What every call may answer when one customized endpoint is broken. */
  uiError: html(302, "", { location: "/ui/error" }),
  /** Recycling or being upgraded. */
  unavailable: html(503, "<html><body><h1>Service Unavailable</h1></body></html>"),
  badGateway: html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>"),
  /** More than 20 requests wait, or one waited for 10 minutes. No Retry-After comes with it. */
  tooManyRequests: httpError(429, "Too many requests."),
  serverError: httpError(500, "An error has occurred.", {
    type: "System.Data.SqlClient.SqlException",
    message: "Transaction was deadlocked on lock resources with another process.",
  }),
  unauthorized: unauthorized(),
} as const;
