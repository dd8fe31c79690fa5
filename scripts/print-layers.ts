import { areas, coreLayers, fences, sideways } from "./layers.ts";

/** Marks around the tables in ARCHITECTURE.md. */
export const layersMarks: readonly [string, string] = ["<!-- layers:begin -->", "<!-- layers:end -->"];

/** The tables of `layers.ts` as Markdown, marks included. */
export function printLayers(): string {
  const code = (text: string): string => `\`${text}\``;
  return [
    layersMarks[0],
    "",
    "| layer | folders of `packages/core/src` | what they hold |",
    "| ----: | --- | --- |",
    ...coreLayers.map(
      (layer, index) => `| ${index} | ${layer.folders.map(code).join(", ")} | ${layer.what} |`,
    ),
    "",
    "A folder imports itself and the rows above its own, never sideways" +
      ` (but ${sideways.map((pair) => `${code(pair.from)} → ${code(pair.to)}`).join(", ")}).`,
    "",
    "| folder | may import of ours |",
    "| --- | --- |",
    ...areas.map((area) => `| ${code(area.folder)} | ${area.ours.map(oursWords).join(", ") || "nothing"} |`),
    "",
    "| import | in | only in |",
    "| --- | --- | --- |",
    ...fences.map((fence) => {
      const places = [...fence.only.map(code), ...(fence.tests ? ["tests"] : [])];
      return `| ${code(`${fence.specifier}${fence.specifier.endsWith(":") ? "*" : ""}`)} | ${code(fence.within)} | ${places.join(", ") || "nowhere"} |`;
    }),
    "",
    layersMarks[1],
  ].join("\n");
}

function oursWords(specifier: string): string {
  return specifier === "*" ? "anything" : `\`${specifier}\``;
}
