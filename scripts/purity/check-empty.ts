import { withoutFrame, type Bundler } from "./bundler.ts";
import type { Stage } from "./stage-packages.ts";

/** Clients that one bundle imports; those of a bundle that is not empty are bundled one by one. */
const batchSize = 24;

/** Bundles imports of clients of which nothing is used; gives a line for each client of which something is kept. */
export async function checkEmpty(
  stage: Stage,
  clients: readonly string[],
  bundler: Bundler,
  tell: (done: number) => void = () => undefined,
): Promise<string[]> {
  const problems: string[] = [];
  for (let at = 0; at < clients.length; at += batchSize) {
    const batch = clients.slice(at, at + batchSize);
    if ((await keptOf(stage, batch, bundler)) !== "") {
      for (const client of batch) {
        const kept = await keptOf(stage, [client], bundler);
        if (kept === "") continue;
        const shown = kept.length > 200 ? `${kept.slice(0, 200)}…` : kept;
        problems.push(`${client}: ${bundler.name} keeps ${kept.length} characters: ${shown}`);
      }
    }
    tell(Math.min(at + batchSize, clients.length));
  }
  return problems;
}

async function keptOf(stage: Stage, clients: readonly string[], bundler: Bundler): Promise<string> {
  const text = clients.map((client) => `import "@inia/${client}";\n`).join("");
  const module = await stage.addModule(`empty-${bundler.name}-${clients[0]}-${clients.length}`, text);
  return withoutFrame((await bundler.bundle([module])).get(module)!);
}
