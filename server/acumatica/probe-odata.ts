import { z } from "zod";
import { isSyncError, SyncError } from "../domain/errors.ts";
import type { AcumaticaClient } from "./client.ts";
import { quoted } from "./dac-query.ts";
import { readMetadata, SETS, whatIsHidden, type Metadata } from "./metadata.ts";
import { passed, unsure, type ProbeCheck } from "./probe-checks.ts";
import { odataList, RegisterStamp } from "./schema.ts";
import { readStamp } from "./stamp.ts";

type Odata = { readonly dacPath: string | null; readonly metadata: Metadata | null; readonly check: ProbeCheck };

/** 24 R2 moved the interface; older builds answer 404 at the new place. */
export async function odataOf(client: AcumaticaClient, tenant: string): Promise<Odata> {
  const name = encodeURIComponent(tenant);
  const without = (says: string): Odata => ({
    dacPath: null,
    metadata: null,
    check: unsure("odata", "OData", `${says} Payments are read document by document instead, which is slower.`),
  });
  for (const dacPath of [`/t/${name}/api/odata/dac`, `/odatav4/${name}`]) {
    const read = await attempt(async () => readMetadata((await client.get(`${dacPath}/$metadata`)).text));
    if (isSyncError(read, "not found")) continue;
    if (read instanceof SyncError) return without(read.message);
    const hidden = whatIsHidden(read);
    if (hidden !== null) return without(hidden);
    const usable = await attempt(() => whyNotUsable(client, dacPath));
    if (usable instanceof SyncError) return without(usable.message);
    if (usable !== null) return without(usable);
    return { dacPath, metadata: read, check: passed("odata", "OData", "DAC-based OData is available.") };
  }
  return without("DAC-based OData is not available.");
}

/**
 * May payments be read, and does one list of stamps cover payments and bills? Both are kept in two tables each; should
 * the common one not be stamped with the other, edits would pass unseen, and the other reader is the safe choice.
 */
async function whyNotUsable(client: AcumaticaClient, dacPath: string): Promise<string | null> {
  const row = z.object({ AdjgDocType: z.string() });
  await client.read(`${dacPath}/${SETS.adjust}`, top("AdjgDocType"), odataList(row));
  for (const set of [SETS.payment, SETS.invoice]) {
    const newest = [...top(STAMP), ["$orderby", "LastModifiedDateTime desc"] as const];
    const [own] = (await client.read(`${dacPath}/${set}`, newest, odataList(RegisterStamp))).value;
    if (!own) continue;
    const filter = `DocType eq ${quoted(own.DocType)} and RefNbr eq ${quoted(own.RefNbr)}`;
    const one = [...top(STAMP), ["$filter", filter] as const];
    const [common] = (await client.read(`${dacPath}/${SETS.register}`, one, odataList(RegisterStamp))).value;
    if (common && readStamp(common.LastModifiedDateTime).at >= readStamp(own.LastModifiedDateTime).at) continue;
    return `DAC-based OData does not stamp changes of ${set} in ${SETS.register}.`;
  }
  return null;
}

const STAMP = "DocType,RefNbr,LastModifiedDateTime";

function top(select: string): readonly (readonly [string, string])[] {
  return [
    ["$select", select],
    ["$top", "1"],
  ];
}

/** A refusal is a finding here; anything but a SyncError is a bug and goes on. */
export async function attempt<T>(read: () => Promise<T>): Promise<T | SyncError> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SyncError) return error;
    throw error;
  }
}
