import { createEnvironment } from "../config/environment-node.ts";
import { Client, type ClientConfig, type HttpRequest, type HttpResponse, type Service } from "../index.ts";

/** A response in short: text is sent as UTF-8. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A client of a service that answers by function, and the requests that it got. */
export interface RecordingClient<Id extends string> {
  readonly client: Client<Id>;
  readonly requests: HttpRequest[];
}

/** Makes a client over a transport without a network. An answer that is an error is thrown. */
export function recordingClient<Id extends string>(
  service: Service<Id>,
  answer: (request: HttpRequest, index: number) => Answer | Error,
  { variables, ...config }: ClientConfig & { variables?: Record<string, string> } = {},
): RecordingClient<Id> {
  const requests: HttpRequest[] = [];
  const client = new Client(service, {
    region: "us-west-2",
    credentials: { accessKeyId: "AKID", secretAccessKey: "canary-secret" },
    environment: createEnvironment({
      AWS_CONFIG_FILE: "/nowhere",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
      ...variables,
    }),
    transport: {
      async handle(request): Promise<HttpResponse> {
        const given = answer(request, requests.push(request) - 1);
        if (given instanceof Error) throw given;
        const { status = 200, headers = {}, body = "" } = given;
        return { status, headers: { ...headers }, body: new TextEncoder().encode(body) };
      },
    },
    ...config,
  });
  return { client, requests };
}
