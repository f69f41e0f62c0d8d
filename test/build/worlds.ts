import fc from "fast-check";
import type { Pictures } from "../../server/domain/pictures.ts";
import { freshCompany, PROJECTS, seenBy, type Company } from "./company.ts";
import type { Event } from "./event.ts";
import { anyEvent, synced } from "./events.ts";

type History = { readonly before: readonly Event[]; readonly ran: boolean; readonly after: readonly Event[] };

// Most companies were synced once, so that most of what happens after happens to something that stands in Procore.
const history: fc.Arbitrary<History> = fc.record({
  before: fc.array(anyEvent, { maxLength: 3 }),
  ran: fc.constantFrom(true, true, true, false),
  after: fc.array(anyEvent, { maxLength: 10 }),
});

function after(company: Company, events: readonly Event[]): Company {
  return events.reduce((before, { happen }) => happen(before), company);
}

/** A company after a random history: what was paid, synced, voided, edited, typed in, decided, lost and cut short. */
export const anyCompany: fc.Arbitrary<Company> = fc
  .tuple(freshCompany, history)
  .map(([company, { before, ran, after: later }]) => {
    const then = after(company, before);
    return after(ran ? PROJECTS.reduce(synced, then) : then, later);
  });

/** What one of its projects sees. */
export const anyPictures: fc.Arbitrary<Pictures> = fc
  .tuple(anyCompany, fc.constantFrom(PROJECTS[0], PROJECTS[0], PROJECTS[1]))
  .map(([company, projectId]) => seenBy(projectId, company));
