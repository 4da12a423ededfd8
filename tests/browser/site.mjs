// `rubric serve` as a person starts it, and the command beside it.
import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const command = process.env.RUBRIC ?? `${root}target/debug/rubric`;

/** Starts a server of the portal, the widget and these tests' pages. */
export async function serve(...more) {
  const words = ["serve", "--widget", `${root}target/widget`, "--pages", `${root}target/browser/pages`, ...more];
  const child = spawn(command, words, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (address) return { address, stop: () => child.kill() };
  }
  throw new Error("`rubric serve` ended before it said where it serves");
}

/** What the command says of an assessment. */
export function score(rubric, assessment, rater) {
  const words = ["score", rubric, "-", "--as", rater, "--format", "jsonl"];
  return JSON.parse(execFileSync(command, words, { input: JSON.stringify(assessment) }).toString());
}
