import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult, TransactionSettings } from "kysely";
import { DatabaseFault, faultOf, type Fault } from "./database-faults.ts";

/**
 * The same dialect, whose failures have a name: where the database is gone, full, or in its own way, a DatabaseFault is
 * thrown, whoever asked and however. What can be asked again without harm is, here: a single statement that met a
 * deadlock, and a single reading whose connection broke. Transactions are tried again by `transact`.
 */
export function watched(dialect: Dialect): Dialect {
  return {
    createDriver: () => new WatchedDriver(dialect.createDriver()),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
  };
}

export const TRIES = 5;

class WatchedDriver implements Driver {
  readonly #driver: Driver;

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  init(): Promise<void> {
    return this.#driver.init();
  }

  async acquireConnection(): Promise<WatchedConnection> {
    const fresh = (): Promise<DatabaseConnection> => named(this.#driver.acquireConnection(), () => "gone");
    return new WatchedConnection(await fresh(), {
      fresh,
      release: (connection) => this.#driver.releaseConnection(connection),
    });
  }

  async beginTransaction(connection: WatchedConnection, settings: TransactionSettings): Promise<void> {
    connection.inTransaction = true;
    await named(this.#driver.beginTransaction(connection.held, settings));
  }

  commitTransaction({ held }: WatchedConnection): Promise<void> {
    return named(this.#driver.commitTransaction(held));
  }

  /** A connection that is lost has rolled back already; its second failure must not hide the first. */
  async rollbackTransaction({ held }: WatchedConnection): Promise<void> {
    await this.#driver.rollbackTransaction(held).catch((error: unknown) => {
      if (faultOf(error) === null) throw error;
    });
  }

  releaseConnection({ held }: WatchedConnection): Promise<void> {
    return this.#driver.releaseConnection(held);
  }

  destroy(): Promise<void> {
    return this.#driver.destroy();
  }
}

type Source = {
  readonly fresh: () => Promise<DatabaseConnection>;
  readonly release: (connection: DatabaseConnection) => Promise<void>;
};

class WatchedConnection implements DatabaseConnection {
  held: DatabaseConnection;
  /** It is given back at the transaction's end, so it never leaves one. */
  inTransaction = false;
  readonly #source: Source;

  constructor(held: DatabaseConnection, source: Source) {
    this.held = held;
    this.#source = source;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await named(this.held.executeQuery<R>(query));
      } catch (error) {
        if (tries === TRIES || this.inTransaction || !(error instanceof DatabaseFault)) throw error;
        if (error.fault === "lost" && query.query.kind === "SelectQueryNode") await this.#another();
        else if (error.fault !== "again") throw error;
      }
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.held.streamQuery<R>(query, chunkSize);
  }

  async #another(): Promise<void> {
    await this.#source.release(this.held);
    this.held = await this.#source.fresh();
  }
}

async function named<T>(asked: Promise<T>, as = (fault: Fault): Fault => fault): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    const fault = faultOf(error);
    throw fault === null ? error : new DatabaseFault(as(fault), error);
  }
}
