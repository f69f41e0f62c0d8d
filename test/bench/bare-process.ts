import http from "node:http";
import axios from "axios";
import { serve } from "./remote.ts";
import type { Sent } from "./vendors.ts";
import type { Cost } from "./app-process.ts";

/** The loop that everything is held against: the same requests, bare axios, nothing decided and nothing kept. */

const commands = {
  /** `sent` in the order of each commitment, so many commitments at a time. */
  async replay(procoreUrl: string, sent: readonly Sent[], atOnce: number): Promise<Cost> {
    const client = axios.create({ httpAgent: new http.Agent({ keepAlive: true }), proxy: false, baseURL: procoreUrl });
    const form = {
      grant_type: "client_credentials",
      client_id: "fake-procore-client",
      client_secret: "fake-procore-secret",
    };
    const { data } = await client.post<{ access_token: string }>("/oauth/token", new URLSearchParams(form));
    const groups = inGroups(sent);
    const before = process.cpuUsage();
    const started = performance.now();
    const send = ({ method, target, headers, body }: Sent) =>
      client.request({
        method,
        url: target,
        data: body === "" ? undefined : body,
        headers: { ...keptOf(headers), Authorization: `Bearer ${data.access_token}` },
      });
    for (const request of groups.first) await send(request);
    const waiting = [...groups.byCommitment];
    const worker = async () => {
      for (let group = waiting.shift(); group; group = waiting.shift()) for (const one of group) await send(one);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const wallMs = performance.now() - started;
    const { user, system } = process.cpuUsage(before);
    return { wallMs, cpuMs: (user + system) / 1_000, grewBy: 0 };
  },
};

function keptOf(headers: Sent["headers"]): Record<string, string> {
  const kept = ["procore-company-id", "content-type", "accept"];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name)));
}

/** What names a commitment goes with the others of that commitment; the rest was sent before. */
function inGroups(sent: readonly Sent[]): { first: Sent[]; byCommitment: Sent[][] } {
  const first: Sent[] = [];
  const byCommitment = new Map<string, Sent[]>();
  for (const one of sent) {
    const [, commitment] = /contract_id["=:%\w]*?[:=]"?(\d+)/.exec(`${one.target} ${one.body}`) ?? [];
    if (commitment === undefined) first.push(one);
    else byCommitment.set(commitment, [...(byCommitment.get(commitment) ?? []), one]);
  }
  return { first, byCommitment: [...byCommitment.values()] };
}

export type BareCommands = typeof commands;
serve(commands);
