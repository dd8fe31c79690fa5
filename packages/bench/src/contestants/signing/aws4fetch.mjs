import { AwsV4Signer } from "aws4fetch";
import { batch, checked, credentials, region, requests, urlOf } from "./requests.mjs";

export { batch as wanted };

export async function open(operation) {
  const { service, method, headers, body, ...rest } = requests[operation];
  const url = urlOf(rest);
  const cache = new Map();
  return async () => {
    let signed;
    for (let i = 0; i < batch; i++) {
      signed = await new AwsV4Signer({
        ...credentials,
        service,
        region,
        method,
        url,
        headers,
        body,
        cache,
      }).sign();
    }
    return checked(signed.headers.get("authorization"));
  };
}
