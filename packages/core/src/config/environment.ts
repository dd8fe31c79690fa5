import type { Transport } from "../http/messages.ts";
import type { ClientConfig } from "./client-config.ts";
import type { IniSection } from "./ini.ts";
import type { OwnSettings } from "./setting.ts";

/** The two shared files, sorted into what they define. */
export interface SharedFiles {
  /** Profiles of both files; what the credentials file says about one wins, key by key. */
  readonly profiles: ReadonlyMap<string, IniSection>;
  /** Profiles of the config file alone. */
  readonly config: ReadonlyMap<string, IniSection>;
  /** Profiles of the credentials file alone. */
  readonly credentials: ReadonlyMap<string, IniSection>;
  readonly ssoSessions: ReadonlyMap<string, IniSection>;
  readonly services: ReadonlyMap<string, IniSection>;
}

/** Settings found outside of the code, by client option, and where each was found. */
export interface LoadedSettings {
  readonly values: Record<string, unknown>;
  readonly sources: Record<string, string>;
  /** What `defaultsMode: "auto"` stands for here. */
  readonly detectedMode?: string;
}

/**
 * What surrounds the program: environment variables and the shared files. Files are read once, when first asked for.
 * In a browser both are empty.
 */
export interface Environment {
  /** An environment variable; undefined when it is absent or empty. */
  env(name: string): string | undefined;
  /** The shared files; `reload` reads them again. */
  files(reload?: boolean): Promise<SharedFiles>;
  /** Reads every setting that `config` leaves out. Absent where there is nothing to read. */
  settings?(
    config: ClientConfig,
    serviceId: string,
    transport?: Transport,
    own?: OwnSettings,
  ): Promise<LoadedSettings>;
}
