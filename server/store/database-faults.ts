import { SyncError } from "../domain/errors.ts";

/**
 * What a database's failure means. `again`: two writers were in each other's way, and nothing of it was stored. `lost`:
 * the connection broke, so a statement outside a transaction may have been carried out. `gone`: there is no connection
 * to be had, or none that answers in time. `full`: it can store nothing.
 */
export type Fault = "again" | "lost" | "gone" | "full";

/** SQLSTATE codes and classes (PostgreSQL manual, appendix A). */
const AGAIN = /^(40001|40P01)$/;
const LOST = /^(08...|57P0[1-5])$/;
const GONE = /^(57014|53300|25006)$/;
const FULL = /^(53[124]..|53000|58...)$/;
/** Node's codes of a broken connection, and of none; SQLite's where another process holds the file. */
const LOST_CODE = /^(ECONNRESET|ECONNABORTED|EPIPE)$/;
const GONE_CODE =
  /^(ECONNREFUSED|ETIMEDOUT|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|SQLITE_(BUSY|LOCKED|PROTOCOL)\w*)$/;
const FULL_CODE = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)\w*$/;
/** What the PostgreSQL client says without a code. */
const LOST_SAYS = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;
const GONE_SAYS = /^(timeout exceeded when trying to connect|Connection terminated due to connection timeout)/;

/** null: it is no failure of the database itself, but a bug in what was asked of it. */
export function faultOf(error: unknown): Fault | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (AGAIN.test(code)) return "again";
  if (GONE.test(code) || GONE_CODE.test(code) || GONE_SAYS.test(error.message)) return "gone";
  if (LOST.test(code) || LOST_CODE.test(code) || LOST_SAYS.test(error.message)) return "lost";
  return FULL.test(code) || FULL_CODE.test(code) ? "full" : null;
}

/** The database's failure as everybody else knows it. It is none of a vendor's: nothing was sent for it. */
export class DatabaseFault extends SyncError {
  readonly fault: Fault;

  constructor(fault: Fault, cause: unknown) {
    super("unavailable", "This app", fault === "full" ? CANNOT_STORE : NOT_REACHED, { notSent: true, cause });
    this.fault = fault;
  }
}

const CANNOT_STORE = "The app's database can store nothing just now. Please tell the operator.";
const NOT_REACHED = "The app's database cannot be reached just now. Try again in a minute.";
