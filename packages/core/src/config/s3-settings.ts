import type { S3Config } from "./client-config.ts";
import { placeOf } from "./profile.ts";
import { camelCase, type OwnSettings } from "./setting.ts";
import { s3Settings } from "./settings-table.ts";

/** Reads S3's own settings, which stand in the block `s3` of the profile; some may stand outside of it too. */
export const readS3Settings: OwnSettings = (config, { files, profile, values, find, take }) => {
  const s3 = (values["s3"] = {});
  const block = profile.section.get("s3");
  for (const key in s3Settings) {
    const option = camelCase(key);
    if (config.s3?.[option as keyof S3Config] !== undefined) continue;
    const [kind, alsoOutside] = s3Settings[key]!;
    const own = `s3_${key}`;
    const text = typeof block === "object" && (block.get(key) || block.get(own));
    const found =
      (alsoOutside && find([`AWS_${own.toUpperCase()}`], own)) ||
      (text ? ([text, `${key} of ${placeOf(files, profile, "s3")}`] as const) : undefined);
    take(option, kind, found, s3, `s3.${option}`);
  }
};
