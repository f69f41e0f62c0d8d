import { pino } from "pino";

/** Tests read results, not logs. */
export const silent = pino({ level: "silent" });
