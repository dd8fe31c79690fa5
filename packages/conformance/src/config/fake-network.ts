import { TransportError, type Transport } from "@inia/core";

/** What is found in `host/path body`, and the answer to it; `$SIGNER` stands for the access key that signed. */
export type FakeAnswer = readonly [pattern: string, answer: string];

/** A transport that sends nothing: it answers what it knows, and hands over the URL of any other request. */
export function fakeNetwork(
  answers: readonly FakeAnswer[],
  instance: boolean,
  capture: (url: string) => void,
): Transport {
  return {
    async handle({ url, headers, body }) {
      const { hostname, pathname } = new URL(url);
      if (hostname === "169.254.169.254" && !instance) throw unreachable("no instance");
      const text = `${hostname}${pathname} ${body instanceof Uint8Array ? new TextDecoder().decode(body) : ""}`;
      const answer = answers.find(([pattern]) => new RegExp(pattern).test(text))?.[1];
      if (answer === undefined) {
        capture(url);
        throw unreachable("not sent");
      }
      const signer = /Credential=([^/]+)/.exec(headers["authorization"] ?? "")?.[1] ?? "nobody";
      return {
        status: 200,
        headers: {},
        body: new TextEncoder().encode(answer.replaceAll("$SIGNER", signer)),
      };
    },
  };
}

function unreachable(what: string): TransportError {
  return new TransportError({ what, code: "ENETUNREACH", retryable: false });
}
