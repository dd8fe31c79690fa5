import type { ResolvedConfig } from "./settings.ts";

/** A setting as {@link describeConfig} shows it. */
export interface DescribedSetting {
  readonly value: unknown;
  /** `code`, `default`, the name of a variable, or the key and the profile. */
  readonly source: string;
}

/** Every setting with its source, fit to be printed: it holds no secret, since no setting is one. */
export function describeConfig(config: ResolvedConfig): Record<string, DescribedSetting> {
  const described: Record<string, DescribedSetting> = {};
  const add = (name: string, value: unknown): void => {
    const source = config.sources[name] ?? (name.startsWith("s3.") && config.sources["s3"]) ?? "default";
    if (value !== undefined) described[name] = { value, source: source || "default" };
  };
  for (const [name, value] of Object.entries(config)) {
    if (name === "s3")
      for (const key in config.s3) add(`s3.${key}`, config.s3[key as keyof typeof config.s3]);
    else if (name === "protocol") add(name, config.protocol.name);
    else if (!/^(sources|signer|logger|hooks)$/.test(name)) add(name, value);
  }
  return described;
}
