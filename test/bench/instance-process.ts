import { startInstance, type InstanceBriefing } from "../crash/instance.ts";
import { serve } from "./remote.ts";

/** One whole server but for its port, and what it has cost so far. */
const commands = {
  start: (briefing: InstanceBriefing) => startInstance(briefing),
  /** CPU of this process, all its threads; milliseconds. */
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return Promise.resolve((user + system) / 1_000);
  },
};

export type InstanceCommands = typeof commands;
serve(commands);
