import { protocols } from "./protocols/protocols.ts";
for (const c of protocols.cases())
  for (const w of process.argv.slice(2))
    if (c.name.includes(w)) {
      try {
        await c.run();
        console.log(c.name, "ok");
      } catch (e: any) {
        console.log(c.name, e.message, e.stack?.split("\n").slice(-6).join("\n"));
      }
    }
