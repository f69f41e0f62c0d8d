import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Functions of another process, called over its channel: what is measured must not share a core's time with what measures. */

type Commands = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;
type Asked = { readonly id: number; readonly name: string; readonly args: readonly unknown[] };
type Answer = { readonly id: number; readonly value?: unknown; readonly failed?: string };

export type Remote<C extends Commands> = {
  call<N extends keyof C & string>(name: N, ...args: Parameters<C[N]>): ReturnType<C[N]>;
  kill(signal?: NodeJS.Signals): void;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

/** In the child: answers every call with what the command returns. */
export function serve(commands: Commands): void {
  process.on("message", (asked: Asked) => {
    const command = commands[asked.name] as ((...args: readonly unknown[]) => Promise<unknown>) | undefined;
    const done = command ? command(...asked.args) : Promise.reject(new Error(`There is no ${asked.name}`));
    done.then(
      (value) => process.send?.({ id: asked.id, value }),
      (error: unknown) =>
        process.send?.({ id: asked.id, failed: error instanceof Error ? error.stack : String(error) }),
    );
  });
  process.once("disconnect", () => process.exit(0));
}

/** @param file beside this one; `flags` are Node's. */
export function start<C extends Commands>(file: string, flags: readonly string[] = []): Remote<C> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: [...flags],
    serialization: "advanced",
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  child.on("message", ({ id, value, failed }: Answer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (failed === undefined) one?.resolve(value);
    else one?.reject(new Error(failed));
  });
  const ended = whenEnded(child);
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended`));
  });
  return {
    call: (name, ...args) => {
      const id = (asked += 1);
      const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
      child.send({ id, name, args } satisfies Asked);
      return answer as ReturnType<C[typeof name]>;
    },
    kill: (signal = "SIGKILL") => void child.kill(signal),
    ended,
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}

function whenEnded(child: ChildProcess): Promise<void> {
  return new Promise((done) => child.once("exit", () => done()));
}
