// ReplayGraph itself, started and killed by a script.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** The program at `dll` with a data folder of its own; not yet started. */
export async function programAt(dll, port) {
  const data = await mkdtemp(path.join(os.tmpdir(), "replaygraph-"));
  const origin = `http://127.0.0.1:${port}`;
  let child;

  async function isUp() {
    try {
      return (await fetch(`${origin}/healthz/live`)).ok;
    } catch {
      return false; // not listening yet
    }
  }

  return {
    origin,
    async start() {
      child = spawn("dotnet", [dll, "--data", data, "--urls", origin], { stdio: "ignore" });
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.exited = exited.then(() => (child.isOver = true));
      while (!(await isUp())) {
        if (child.isOver) {
          throw new Error(`${dll} stopped with ${child.exitCode}; is port ${port} free?`);
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await child.exited;
    },
    remove: () => rm(data, { recursive: true, force: true }),
  };
}
