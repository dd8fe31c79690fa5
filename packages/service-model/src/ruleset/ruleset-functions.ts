/** The functions that endpoint rulesets call. `@inia/core`'s have these signatures; null is undefined. */
export interface RulesetFunctions {
  partition(region: string | undefined): object;
  parseArn(value: string | undefined): object | undefined;
  parseUrl(value: string | undefined): object | undefined;
  isValidHostLabel(value: string | undefined, allowSubdomains?: boolean): boolean;
  isVirtualHostableS3Bucket(bucket: string | undefined, allowSubdomains?: boolean): boolean;
  substring(value: string | undefined, start: number, stop: number, reverse?: boolean): string | undefined;
  uriEncode(value: string | undefined): string | undefined;
  /** The error of an error rule, with its message. */
  endpointError(message: string): Error;
}
