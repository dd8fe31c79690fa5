/**
 * Long-lived or temporary AWS credentials.
 *
 * Those that Inia hands out are frozen and show `***` in JSON, `console.log` and `util.inspect`. Each field still has its
 * value, and so has a copy (`{ ...credentials }`), which shows it.
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
  /** When temporary credentials end. */
  readonly expiration?: Date | undefined;
  /** Account of the credentials, where their source tells it; some endpoints contain it. */
  readonly accountId?: string | undefined;
}

/** Gives credentials whenever it is called; a client calls it through a cache. */
export type CredentialProvider = () => Promise<Credentials>;

/** A bearer token. */
export interface Token {
  readonly token: string;
  readonly expiration?: Date | undefined;
}

/** Gives a bearer token whenever it is called. */
export type TokenProvider = () => Promise<Token>;

/** What a signer signs with. */
export type Identity = Credentials | Token;
