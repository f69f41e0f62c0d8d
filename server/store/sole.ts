import Database from "better-sqlite3";
import { pathIn } from "./db.ts";

/** Whether this process is the one that works on a SQLite database: others may serve its pages meanwhile. */
export type Sole = {
  /** Is it, from now on? Who has it keeps it until it ends; asked again, it stays so. */
  take(): boolean;
  readonly isTaken: boolean;
  giveUp(): void;
};

/**
 * A lock on a small file beside the database, held open: the operating system gives it up when its process ends, however
 * it ends. So whoever gets it knows that every other holder is dead, and waits for nobody's lease.
 */
export function soleOn(url: string): Sole {
  const path = pathIn(url);
  let held: Database.Database | null = null;
  let inMemory = false;
  return {
    take() {
      if (held || inMemory) return true;
      if (path === ":memory:") return (inMemory = true);
      held = lockOn(`${path}.lock`);
      return held !== null;
    },
    get isTaken() {
      return held !== null || inMemory;
    },
    giveUp() {
      held?.close();
      held = null;
    },
  };
}

function lockOn(path: string): Database.Database | null {
  const file = new Database(path, { timeout: 0 });
  try {
    file.exec("begin exclusive");
    return file;
  } catch (error) {
    file.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY")) return null;
    throw error;
  }
}
