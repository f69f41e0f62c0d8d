import type { Lease } from "../domain/lease.ts";
import type { HeldStore, LinkStore, PictureStore, RunStore } from "../sync/ports.ts";
import { createTroubles } from "./acumatica-trouble.ts";
import { createAudit, type AuditStore } from "./audit.ts";
import { createCompanies, createSettings, type CompanyStore, type SettingsStore } from "./companies.ts";
import { createConnections, type ConnectionStore } from "./connections.ts";
import { transact, type Db } from "./db.ts";
import { createDepartures, type DepartureStore } from "./departures.ts";
import { createHints, type HintStore } from "./hints.ts";
import { heldBy } from "./fence.ts";
import { createLinks, createRecorder } from "./links.ts";
import { createLooks, type LookStore } from "./looks.ts";
import { createAcumaticaPicture } from "./observations-acumatica.ts";
import { createProcorePicture } from "./observations-procore.ts";
import { createPeople, type PeopleStore } from "./people.ts";
import { versionOf } from "./picture-version.ts";
import { picturesOf } from "./pictures.ts";
import { projectsWithSomething } from "./projects-concerned.ts";
import { createProcoreHooks, type ProcoreHookStore } from "./procore-hook.ts";
import { createPurge, type PurgeStore } from "./purge.ts";
import { resealAll } from "./reseal.ts";
import { createRuns } from "./runs.ts";
import type { Sealer } from "./seal.ts";
import { createSeats, type SeatStore } from "./seats.ts";
import { createSessions, type SessionStore } from "./sessions.ts";
import { asItStands } from "./standing-connection.ts";
import { createTokens, type TokenStore } from "./tokens.ts";
import { createTurns, type TurnStore } from "./turns.ts";
import { unplacedIn } from "./unplaced.ts";

/** Everything that is kept, behind one door. Any failure of the database is thrown; nothing is left half-written. */
export type Store = {
  readonly pictures: PictureStore;
  readonly links: LinkStore;
  readonly runs: RunStore;
  /** What a run stores through, as long as it has its lease. */
  readonly held: (lease: Lease) => HeldStore;
  readonly companies: CompanyStore;
  readonly settings: SettingsStore;
  readonly connections: ConnectionStore;
  readonly tokens: TokenStore;
  readonly departures: DepartureStore;
  readonly people: PeopleStore;
  readonly looks: LookStore;
  readonly turns: TurnStore;
  readonly seats: SeatStore;
  readonly sessions: SessionStore;
  readonly audit: AuditStore;
  readonly hints: HintStore;
  readonly procoreHooks: ProcoreHookStore;
  readonly purge: PurgeStore;
  /** After a change of the encryption key; returns how many secrets were sealed again. */
  reseal(): Promise<number>;
};

export function createStore(db: Db, sealer: Sealer, now: () => Date): Store {
  const record = createRecorder(db);
  return {
    pictures: createPictures(db),
    links: createLinks(db, record),
    runs: createRuns(db),
    held(lease) {
      const held = heldBy(db, lease);
      return { pictures: { ...createPictures(held), lease }, links: { ...createLinks(held, record), lease } };
    },
    companies: createCompanies(db),
    settings: createSettings(db),
    connections: createConnections(db, sealer, now),
    tokens: createTokens(db, sealer),
    departures: createDepartures(db),
    people: createPeople(db),
    looks: createLooks(db),
    turns: createTurns(db),
    seats: createSeats(db),
    sessions: createSessions(db, sealer),
    audit: createAudit(db),
    hints: createHints(db),
    procoreHooks: createProcoreHooks(db),
    purge: createPurge(db),
    reseal: () => resealAll(db, sealer),
  };
}

function createPictures(db: Db): Store["pictures"] {
  return {
    ...createAcumaticaPicture(db),
    ...createProcorePicture(db),
    ...createTroubles(db),
    asItStands: (companyId) => asItStands(db, companyId),
    version: (companyId) => versionOf(db, companyId),
    pictures: (companyId, projectId) => transact(db, (within) => picturesOf(within, companyId, projectId), "snapshot"),
    projectsConcerned: (companyId) => projectsWithSomething(db, companyId),
    unplaced: (companyId, page) => transact(db, (within) => unplacedIn(within, companyId, page), "snapshot"),
  };
}
