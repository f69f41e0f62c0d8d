import type { ProcoreProject } from "../domain/contract-payment.ts";
import type { Now, PictureStore } from "../sync/ports.ts";

export type ProjectsDeps = {
  readonly pictures: Pick<PictureStore, "asItStands" | "projects" | "storeProjects">;
  /** Procore's own list of the company's projects, read with the app's service account. */
  readonly list: (companyId: number) => Promise<readonly ProcoreProject[]>;
  readonly now: Now;
};

/** How old the stored list may be. */
const FRESH_MS = 60_000;
/** How often in that time it is read again all the same: a project may be a moment old, and guesses must not cost. */
const LOOKS = 10;

/**
 * The company's own projects, by Procore's list. Every project id that comes from outside (path, scope, map) is looked
 * up here before it is stored or used: an id of another company's project must lead nowhere.
 */
export class Projects {
  readonly #deps: ProjectsDeps;
  readonly #looks = new Map<number, readonly number[]>();
  readonly #reading = new Map<number, Promise<readonly ProcoreProject[]>>();

  constructor(deps: ProjectsDeps) {
    this.#deps = deps;
  }

  /** null: none of the company's. */
  async find(companyId: number, projectId: number): Promise<ProcoreProject | null> {
    const fits = ({ id }: ProcoreProject) => id === projectId;
    const { at, projects } = await this.#deps.pictures.projects(companyId);
    const known = projects.find(fits);
    if (known || (this.#isFresh(at) && !this.#mayLook(companyId))) return known ?? null;
    return (await this.#read(companyId)).find(fits) ?? null;
  }

  /** All of them, as Procore lists them now, or a minute ago where it was asked often. */
  async all(companyId: number): Promise<readonly ProcoreProject[]> {
    const { at, projects } = await this.#deps.pictures.projects(companyId);
    return this.#isFresh(at) && !this.#mayLook(companyId) ? projects : this.#read(companyId);
  }

  #mayLook(companyId: number): boolean {
    const now = this.#deps.now().getTime();
    const looks = (this.#looks.get(companyId) ?? []).filter((at) => now - at < FRESH_MS);
    if (looks.length >= LOOKS) return false;
    this.#looks.set(companyId, [...looks, now]);
    return true;
  }

  #isFresh(at: string | null): boolean {
    return at !== null && this.#deps.now().getTime() - Date.parse(at) < FRESH_MS;
  }

  #read(companyId: number): Promise<readonly ProcoreProject[]> {
    let reading = this.#reading.get(companyId);
    if (!reading) {
      reading = this.#readAndStore(companyId).finally(() => this.#reading.delete(companyId));
      this.#reading.set(companyId, reading);
    }
    return reading;
  }

  async #readAndStore(companyId: number): Promise<readonly ProcoreProject[]> {
    const at = this.#deps.now().toISOString();
    const asked = await this.#deps.pictures.asItStands(companyId);
    const projects = await this.#deps.list(companyId);
    await this.#deps.pictures.storeProjects(asked, projects, at);
    return projects;
  }
}
