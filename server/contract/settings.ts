import { z } from "zod";
import type { Settings as DomainSettings } from "../domain/settings.ts";
import type { Endpoint } from "./endpoint.ts";
import { Id, LocalDate, Method } from "./shapes.ts";

export const SCHEDULE_CODES = [
  "never",
  "5m",
  "15m",
  "hourly",
  "2h",
  "4h",
  "daily",
] as const satisfies readonly DomainSettings["schedule"][];

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Keys of the maps are ids as text: Procore project id -> Acumatica project id; Acumatica method id -> method. */
export const Settings = z.strictObject({
  schedule: z.enum(SCHEDULE_CODES),
  timeZone: z.string().max(60).refine(isTimeZone, "A time zone's name, such as America/Denver").nullable(),
  startDate: LocalDate.nullable(),
  voidPolicy: z.enum(["delete", "zero"]),
  drift: z.enum(["report", "restore"]),
  adoptTwins: z.boolean(),
  currency: z.string().refine(isCurrency, "An ISO 4217 currency code, such as CAD"),
  methods: z.strictObject({ check: z.boolean(), credit_card: z.boolean(), electronic: z.boolean() }),
  methodOverrides: z.record(z.string().min(1).max(50), Method),
  projectMap: z.record(z.string().regex(/^\d{1,15}$/, "A Procore project id"), z.string().trim().min(1).max(100)),
  approvers: z.array(Id).max(1_000),
  billField: z
    .string()
    .trim()
    .regex(/^[A-Za-z_][\w.]{0,99}$/, "The name of a bill field, such as Document.AttributePROCOREID")
    .nullable(),
  reader: z.enum(["auto", "dac", "contract"]),
  afterUninstall: z.enum(["keep", "purge"]),
});

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

export const GetSettings = {
  method: "GET",
  path: "/api/companies/:c/settings",
  summary: "How the company's payments are synced.",
  reply: Settings,
  errors: ["unauthorized", "forbidden", "not found"],
} as const satisfies Endpoint;

export const PatchSettings = {
  method: "PATCH",
  path: "/api/companies/:c/settings",
  summary: "Change some settings; merges the top level. Every change is in the audit log.",
  body: Settings.partial(),
  reply: Settings,
  errors: ["unauthorized", "forbidden", "not found", "invalid"],
} as const satisfies Endpoint;
