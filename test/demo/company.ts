import type { FakeAcumatica } from "../fakes/acumatica/fake-acumatica.ts";
import type { FakeProcore } from "../fakes/procore/fake-procore.ts";
import { Bookkeeper } from "./bookkeeper.ts";
import { createCalendar } from "./calendar.ts";
import { createCast, type Cast } from "./cast.ts";
import { tellGarage, tellOffice } from "./story-garage.ts";
import { tellSchool } from "./story-school.ts";
import { tellTower } from "./story-tower.ts";

export type DemoCompany = Cast & {
  readonly tenant: string;
  readonly books: Bookkeeper;
  /** For `PATCH settings`: Procore project id -> Acumatica project id. */
  readonly projectMap: Readonly<Record<string, string>>;
  readonly startDate: string;
  readonly notable: Notable;
};

/** Applications and payments that what happens later is about. */
export type Notable = ReturnType<typeof tellTower> & ReturnType<typeof tellSchool> & ReturnType<typeof tellGarage>;

export type SeedOptions = {
  /** Everything is dated back from here. Default: the fake Procore's clock. */
  readonly today?: Date;
  /** Where the company's Procore pages are; default the fake's. */
  readonly web?: string;
};

/**
 * A general contractor with three projects, twelve commitments, some sixty subcontractor invoices and some ninety bill
 * applications in every state that the app knows, built alike into both fakes. Deterministic: the same day gives the
 * same company.
 *
 * `books.told` says of every application what is to become of it; what it is worth now is the ledger's to say. The
 * company is as before the first sync; `later.ts` has what happens after it.
 */
export function seedCompany(
  procore: FakeProcore,
  acumatica: FakeAcumatica,
  { today, web }: SeedOptions = {},
): DemoCompany {
  const calendar = createCalendar(today ?? procore.world.now());
  const cast = createCast(procore, acumatica, web ?? null);
  const books = new Bookkeeper(procore, acumatica, calendar);
  const tower = tellTower(books, cast);
  const school = tellSchool(books, cast);
  const garage = tellGarage(books, cast, school.schoolShare);
  tellOffice(books, acumatica, cast.commitments.parking);
  const projects = Object.values(cast.projects);
  return {
    ...cast,
    tenant: acumatica.tenant,
    books,
    projectMap: Object.fromEntries(projects.map(({ id, acumaticaId }) => [String(id), acumaticaId])),
    startDate: calendar.on(8, 1),
    notable: { ...tower, ...school, ...garage },
  };
}
