import type { Http, HttpRequest } from "../../server/net/http.ts";

/** A process dies around one of its requests: before the vendor sees it, or after the vendor acted. */
export type Death = {
  readonly moment: "before" | "after";
  /** The first request that fits is number 1. */
  readonly request: number;
  readonly when: (request: HttpRequest) => boolean;
};

/**
 * The life of one process. A dead one sends nothing more and hears no answer: whatever it was doing stops in the middle,
 * with no chance to tidy up.
 */
export class Life {
  #death: Death | null = null;
  #seen = 0;
  #over = false;
  #tell: () => void = () => undefined;

  /** Everything the process sends goes through here. */
  around(http: Http): Http {
    return async (request) => {
      if (this.#over) return forever();
      const dies = this.#death?.when(request) === true && ++this.#seen === this.#death.request;
      if (dies && this.#death?.moment === "before") return this.#end();
      const reply = await http(request);
      return dies || this.#over ? this.#end() : reply;
    };
  }

  /** Runs `act` and resolves to true as soon as the process died in it; false when it came to its end alive. */
  async diesIn(death: Death, act: () => Promise<unknown>): Promise<boolean> {
    this.#death = death;
    const died = new Promise<boolean>((tell) => {
      this.#tell = () => tell(true);
    });
    return Promise.race([died, act().then(() => false)]);
  }

  #end(): Promise<never> {
    this.#over = true;
    this.#tell();
    return forever();
  }
}

function forever(): Promise<never> {
  return new Promise(() => undefined);
}
