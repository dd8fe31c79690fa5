/** What one side has and the other has not. */
export interface Finding {
  /** Part of the message or of the result. */
  readonly part:
    | "method"
    | "host"
    | "path"
    | "query"
    | "header"
    | "body"
    | "value"
    | "code"
    | "message"
    | "members"
    | "throws";
  /** The kind of difference, in words that many differences share. */
  readonly what: string;
  /** Where in the part. */
  readonly path: string;
  readonly ours: unknown;
  readonly botocore: unknown;
}

/** Takes findings. */
export type Report = (finding: Finding) => void;
