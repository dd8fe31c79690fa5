import aws4 from "aws4";
import { batch, checked, credentials, region, requests, urlOf } from "./requests.mjs";

export { batch as wanted };

export async function open(operation) {
  const { service, method, host, headers, body, ...rest } = requests[operation];
  const path = urlOf({ host, ...rest }).slice("https://".length + host.length);
  return () => {
    let signed;
    for (let i = 0; i < batch; i++) {
      signed = aws4.sign({ service, region, method, host, path, headers: { ...headers }, body }, credentials);
    }
    return checked(signed.headers.Authorization);
  };
}
