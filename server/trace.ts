import { context, SpanKind, SpanStatusCode, trace as api, type Attributes } from "@opentelemetry/api";
import type { System } from "./domain/errors.ts";
import type { Http } from "./net/http.ts";

/** What a span is told besides its name: ids, methods, statuses. Never a path, a query, a body, an amount or a token. */
export type Facts = Readonly<Record<string, string | number | boolean>>;

/** Spans of one process. A span begun inside another's work is its child. */
export type Trace = {
  /** Runs `work` as a span; `tell` adds what is learned meanwhile. An error marks the span, and is thrown on. */
  span<T>(name: string, facts: Facts, work: (tell: (facts: Facts) => void) => Promise<T>): Promise<T>;
  /** Sends what is still kept. */
  stop(): Promise<void>;
};

/** Where no collector is configured: no spans, no cost. */
export const UNTRACED: Trace = {
  span: (_name, _facts, work) => work(() => undefined),
  stop: () => Promise.resolve(),
};

/**
 * Sends spans to an OpenTelemetry collector by OTLP over HTTP. The SDK is loaded only here, and it reads its other
 * standard variables (headers, compression, time-out) from the environment itself.
 * @param endpoint the collector's base address, such as http://localhost:4318
 */
export async function createTrace(endpoint: string): Promise<Trace> {
  const [sdk, { OTLPTraceExporter }, { AsyncLocalStorageContextManager }, { resourceFromAttributes }] =
    await Promise.all([
      import("@opentelemetry/sdk-trace"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/context-async-hooks"),
      import("@opentelemetry/resources"),
    ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, "")}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ "service.name": "acumatica-payments" }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const tracer = provider.getTracer("acumatica-payments");
  return {
    span: (name, { kind, ...facts }, work) =>
      tracer.startActiveSpan(
        name,
        { attributes: facts, kind: KINDS[String(kind)] ?? SpanKind.INTERNAL },
        async (span) => {
          try {
            return await work((more: Attributes) => span.setAttributes(more));
          } catch (error) {
            span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "" });
            throw error;
          } finally {
            span.end();
          }
        },
      ),
    async stop() {
      await provider.shutdown();
      context.disable();
      api.disable();
    },
  };
}

const KINDS: Readonly<Record<string, SpanKind>> = { server: SpanKind.SERVER, client: SpanKind.CLIENT };

/** Each request to a vendor as a span. Nothing is sent along: the vendors are no part of our trace. */
export function tracedHttp(http: Http, system: System, trace: Trace): Http {
  if (trace === UNTRACED) return http;
  return (request) => {
    const facts = { kind: "client", "http.request.method": request.method, "peer.service": system };
    return trace.span(`${system} ${request.method}`, facts, async (tell) => {
      const reply = await http(request);
      tell({ "http.response.status_code": reply.status });
      return reply;
    });
  };
}
