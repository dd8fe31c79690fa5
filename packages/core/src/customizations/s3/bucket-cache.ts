import type { ClientContext } from "../../pipeline/client-context.ts";

/** What clients remember of their buckets. */
export interface BucketCache<T> {
  get(client: ClientContext, bucket: string): T | undefined;
  set(client: ClientContext, bucket: string, value: T): void;
}

/** Makes a memory of at most `limit` buckets for each client: the one not used for longest is forgotten first. */
export function createBucketCache<T>(limit: number): BucketCache<T> {
  const clients = new WeakMap<ClientContext, Map<string, T>>();
  const set = (client: ClientContext, bucket: string, value: T): void => {
    let buckets = clients.get(client);
    if (buckets === undefined) clients.set(client, (buckets = new Map()));
    buckets.delete(bucket);
    buckets.set(bucket, value);
    if (buckets.size > limit) buckets.delete(buckets.keys().next().value!);
  };
  return {
    set,
    get(client, bucket) {
      const value = clients.get(client)?.get(bucket);
      if (value !== undefined) set(client, bucket, value);
      return value;
    },
  };
}
