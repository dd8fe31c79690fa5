import { batch, checked, credentials, region, requests, urlOf } from "./requests.mjs";
import { sigv4 } from "./sigv4.mjs";

export { batch as wanted };

export async function open(operation) {
  const { service, method, headers, body, ...rest } = requests[operation];
  const url = urlOf(rest);
  const content = body === undefined ? undefined : new TextEncoder().encode(body);
  return () => {
    let signed;
    for (let i = 0; i < batch; i++) {
      const request = { method, url, headers, ...(content && { body: content }) };
      const context = { signingName: service, region, date: new Date(), rawPath: service === "s3" };
      signed = sigv4.sign(request, credentials, context);
    }
    return checked(signed.headers.authorization);
  };
}
