/** What the vendor's Integration Health page holds against an app (docs/api_essentials/integration_health.md). */
export type Health = {
  unauthorized: number;
  forbidden: number;
  notFound: number;
  tooManyRequests: number;
  missingCompanyHeader: number;
  deprecatedEndpoint: number;
  privateEndpoint: number;
};

const BY_STATUS: Readonly<Record<number, keyof Health>> = {
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  429: "tooManyRequests",
};

/**
 * Counts requests to the API host; the login host is not part of that page. A reply planned by a story (`wire.failNext`)
 * is not counted: nobody misbehaved.
 */
export class HealthCount {
  #counts = zero();

  read(): Health {
    return { ...this.#counts };
  }

  reset(): void {
    this.#counts = zero();
  }

  note(observation: keyof Health): void {
    this.#counts[observation] += 1;
  }

  noteStatus(status: number): void {
    const observation = BY_STATUS[status];
    if (observation) this.note(observation);
  }
}

function zero(): Health {
  return {
    unauthorized: 0,
    forbidden: 0,
    notFound: 0,
    tooManyRequests: 0,
    missingCompanyHeader: 0,
    deprecatedEndpoint: 0,
    privateEndpoint: 0,
  };
}
