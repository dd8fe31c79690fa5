import type { Report } from "../report/report.ts";

/** What a section measures with. */
export interface Bench {
  /** Project with Inia as it is published and the peers beside it. */
  readonly stage: string;
  /** Where the stub answers. */
  readonly endpoint: string;
  readonly rounds: number;
  /** Factor on all times: 1, or less for a quick look. */
  readonly pace: number;
  /** Says what is being done. */
  tell(text: string): void;
}

/** One kind of measurement. */
export interface Section {
  readonly name: string;
  readonly title: string;
  /** Needs `pnpm build` of the clients: their declarations are measured too. */
  readonly declarations?: true;
  run(bench: Bench): Promise<Report>;
}

/** Clients that sections measure. */
export const clients: readonly string[] = [
  "s3", "dynamodb", "sqs", "sns", "sts", "iam", "ec2", "lambda", "cloudwatch", "kinesis", "route53",
]; // prettier-ignore
