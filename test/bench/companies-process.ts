import { Companies, type CompaniesWish } from "./companies.ts";
import { serve } from "./remote.ts";
import type { Schedule } from "../../server/domain/settings.ts";

/** The vendors of many companies in a process of their own. */

let companies: Companies | null = null;

function opened(): Companies {
  if (!companies) throw new Error("Not opened");
  return companies;
}

const commands = {
  async open(wish: CompaniesWish) {
    await companies?.close();
    companies = await Companies.open(wish);
    return companies.briefing();
  },
  pays: (count: number) => Promise.resolve(opened().pays(count)),
  putOn: (schedule: Schedule) => opened().connectAll(schedule),
  reset: () => Promise.resolve(opened().reset()),
  books: () => Promise.resolve(opened().books()),
  lateness: () => Promise.resolve(opened().lateness()),
};

export type CompaniesCommands = typeof commands;
serve(commands);
