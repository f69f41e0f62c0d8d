import { z } from "zod";

/**
 * Our own form of what is entered in Procore's Developer Portal: the portal has forms, and takes no file. Checked in so
 * that a version's components, addresses and permissions can be reviewed like code (see README.md beside).
 */

/** Values that Procore fills into an embedded app's address (docs/building_applications/building_embedded_apps.md). */
export const URL_VARIABLES = [
  "procore.company.id",
  "procore.company.name",
  "procore.project.id",
  "procore.project.name",
] as const;

/** Filled in by whoever enters the version: where the server runs, and where `docs/` is published. */
export const PLACEHOLDERS = ["PUBLIC_URL", "DOCS_URL"] as const;

/** View keys of the Commitments tool (docs/building_applications/side_panel_view_keys.md, read June 2026). */
export const COMMITMENT_VIEW_KEYS = [
  "commitments.contracts.list",
  "commitments.work_order_contracts.detail",
  "commitments.work_order_contracts.edit",
  "commitments.work_order_contracts.new",
  "commitments.purchase_order_contracts.detail",
  "commitments.purchase_order_contracts.edit",
  "commitments.purchase_order_contracts.new",
  "commitments.requisitions.detail",
  "commitments.requisitions.edit",
  "commitments.requisitions.new",
  "commitments.commitment_contract_change_orders.detail",
  "commitments.commitment_contract_change_orders.edit",
  "commitments.commitment_contract_change_orders.new",
] as const;

/** A sentence or several, so that nobody leaves a reason out by writing a word. */
const Sentence = z.string().regex(/^[A-Z0-9].{10,}[.?]$/s, "A sentence");

const Call = z.string().regex(/^(GET|POST|PATCH|DELETE) \/rest\/v\d\.\d\/[a-z_/{}]+$/, "A method and a path");

function template(placeholder: (typeof PLACEHOLDERS)[number]) {
  return z
    .string()
    .startsWith(`\${${placeholder}}/`, `Begins with \${${placeholder}}/: the address is not written down here`)
    .refine(
      (text) => [...text.matchAll(/\{\{(.*?)\}\}/g)].every(([, name]) => URL_VARIABLES.some((one) => one === name)),
      "Names a value that Procore does not fill in",
    )
    .refine((text) => URL.canParse(filledIn(text)), "Is no address once it is filled in");
}

/** The template with harmless values in it, as a browser would get it. */
export function filledIn(text: string): string {
  return text.replace(/\$\{\w+\}/g, "https://app.example.com").replace(/\{\{.*?\}\}/g, "1");
}

const Permission = z.strictObject({
  level: z.enum(["company", "project"]),
  /** By its name on Procore's permission matrix. */
  tool: z.string().min(1),
  access: z.enum(["Read Only", "Standard", "Admin"]),
  why: Sentence,
  calls: z.array(Call).min(1),
});

export const AppManifest = z.strictObject({
  manifest_version: z.literal(1),
  name: z.string().min(1).max(30),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "x.y.z, and nothing after it"),
  components: z.strictObject({
    full_screen: z.strictObject({ external_url: template("PUBLIC_URL"), opens: Sentence }),
    side_panel: z.strictObject({
      external_url: template("PUBLIC_URL"),
      views: z.array(z.strictObject({ key: z.enum(COMMITMENT_VIEW_KEYS), shows: Sentence })).min(1),
    }),
    user_level_authentication: z.strictObject({
      grant_type: z.literal("authorization_code"),
      redirect_uri: template("PUBLIC_URL"),
      why: Sentence,
    }),
    service_account_authentication: z.strictObject({
      grant_type: z.literal("client_credentials"),
      why: Sentence,
      permissions: z.array(Permission).min(1),
    }),
  }),
  calls_without_tool_permission: z.array(
    z.strictObject({ call: Call, as: z.enum(["user", "service account", "user and service account"]), why: Sentence }),
  ),
  setup_instructions: z.strictObject({
    instructions_url: template("DOCS_URL"),
    page_name: z.string().min(1),
    post_installation_notes: Sentence,
  }),
});
export type AppManifest = z.infer<typeof AppManifest>;
