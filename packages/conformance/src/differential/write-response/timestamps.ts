import type { Random } from "../../endpoints/parameter-samples.ts";

const styles: readonly ((date: Date) => string)[] = [
  (date) => date.toISOString(),
  (date) => date.toISOString().replace(".000Z", "Z"),
  (date) => date.toISOString().replace("Z", "+00:00"),
  (date) => new Date(date.getTime() + 5_400_000).toISOString().replace("Z", "+01:30"),
  (date) => date.toISOString().replace(/(\.\d+)Z/, "$1456Z"),
  (date) => date.toUTCString(),
  (date) => String(date.getTime() / 1000),
];

/** An instant as text in one of the forms that services write, whatever their descriptions say. */
export function timestampText(date: Date, random: Random): string {
  const style = styles[random(styles.length)]!;
  // Beyond the year 9999 no form has room.
  return date.getUTCFullYear() > 9998 ? date.toISOString() : style(date);
}
