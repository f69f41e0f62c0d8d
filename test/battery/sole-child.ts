import { soleOn } from "../../server/store/sole.ts";

/** Takes the lock of the database it is told, says whether it got it, and keeps it until it is killed. */
const sole = soleOn(process.argv[2] ?? "");
process.send?.(sole.take());
setInterval(() => undefined, 60_000);
