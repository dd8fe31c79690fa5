import { secretOf, tokenOf } from "./find-leaks.ts";
import type { Answer, Door, Reply } from "./scenario.ts";

/** A request as a door sees it. */
export interface Asked {
  readonly door: Door;
  readonly method: string;
  /** Host that the client meant, and the path with the query. */
  readonly host: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** Which door a request of this host and path belongs to; undefined for one that nobody should send. */
export function doorOf(host: string, path: string, body: string): Door | undefined {
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (host.startsWith("sts.")) return action as Door;
  if (host.startsWith("portal.sso.")) return "sso";
  if (host.startsWith("oidc.")) return "oidc";
  if (/^[\w-]+\.signin\./.test(host)) return "signin";
  if (host === "169.254.170.2" || path.startsWith("/container")) return "container";
  if (host === "169.254.169.254" || host === "[fd00:ec2::254]") return metadataDoor(path);
  return host === "target.test" ? "target" : undefined;
}

function metadataDoor(path: string): Door | undefined {
  const list = "/latest/meta-data/iam/security-credentials/";
  if (path === "/latest/api/token") return "imds-token";
  if (path === list) return "imds-role";
  return path.startsWith(list) ? "imds-credentials" : undefined;
}

/** What a scenario reads of a request in `asks`: who was asked for what, and by whom. */
export function describeAsked({ door, method, host, path, headers, body }: Asked): string {
  const signer = /Credential=([^/]+)\/\d+\/([\w-]+)/.exec(headers["authorization"] ?? "");
  const by = signer ? ` by ${signer[1]} in ${signer[2]}` : "";
  if (door === "sso")
    return `sso ${headers["x-amz-sso_bearer_token"]} ${path.replace(/.*\?/, "")} at ${host}`;
  if (door === "oidc" || door === "signin") return `${door} ${body} at ${host}`;
  if (door === "container") return `container ${path} ${headers["authorization"] ?? "-"}`;
  if (door.startsWith("imds")) return `${door} ${method} ${headers["x-aws-ec2-metadata-token"] ?? "-"}`;
  const parameters = new URLSearchParams(body);
  for (const name of ["Action", "Version"]) parameters.delete(name);
  const given = [...parameters].map(([name, value]) => ` ${name}=${value}`).join("");
  return `${door}${given}${by} at ${host}`;
}

/** Credentials of a role as STS gives them. */
export function stsAnswer(operation: string, key: string, minutes = 60, changes: Fields = {}): () => Reply {
  return () => {
    const fields: Fields = {
      AccessKeyId: key,
      SecretAccessKey: secretOf(key),
      SessionToken: tokenOf(key),
      Expiration: end(minutes),
      ...changes,
    };
    const inner = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join("");
    const user = "<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser>";
    const result = `<${operation}Result><Credentials>${inner}</Credentials>${user}</${operation}Result>`;
    return [200, `<${operation}Response xmlns="x">${result}</${operation}Response>`];
  };
}

/** An error of STS. */
export function stsError(status: number, code: string): Reply {
  return [status, `<ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`];
}

/** An error of a service that speaks JSON. */
export function jsonError(status: number, code: string, fields: Fields = {}): Reply {
  return [status, { __type: code, message: "no", ...fields }];
}

type Fields = Readonly<Record<string, string | number | undefined>>;

/** Credentials as metadata services and processes give them. */
export function metadataAnswer(key: string, minutes = 60, changes: Fields = {}): () => Reply {
  return () => [
    200,
    {
      AccessKeyId: key,
      SecretAccessKey: secretOf(key),
      Token: tokenOf(key),
      Expiration: end(minutes),
      ...changes,
    },
  ];
}

/** Credentials of IAM Identity Center. */
export function ssoAnswer(key: string, minutes = 60, changes: Fields = {}): () => Reply {
  return () => [
    200,
    {
      roleCredentials: {
        accessKeyId: key,
        secretAccessKey: secretOf(key),
        sessionToken: tokenOf(key),
        expiration: Date.now() + minutes * 60_000,
        ...changes,
      },
    },
  ];
}

/** A new access token of an IAM Identity Center session. */
export function oidcAnswer(name: string): Reply {
  return [
    200,
    { accessToken: `canary-access-${name}`, expiresIn: 28_800, refreshToken: `canary-refresh-${name}` },
  ];
}

/** New credentials of a login session. */
export function signinAnswer(key: string, seconds = 900): Reply {
  return [
    200,
    {
      accessToken: { accessKeyId: key, secretAccessKey: secretOf(key), sessionToken: tokenOf(key) },
      refreshToken: `canary-refresh-of-${key}`,
      expiresIn: seconds,
    },
  ];
}

/** What a door answers when the scenario says nothing about it; the second time it gives other credentials, and so on. */
export function usualAnswer(door: Door, count: number): Answer {
  const nth = count === 1 ? "" : String(count);
  switch (door) {
    case "AssumeRole":
      return stsAnswer(door, `ROLE${nth}`);
    case "AssumeRoleWithWebIdentity":
      return stsAnswer(door, `WEB${nth}`);
    case "sso":
      return ssoAnswer(`SSO${nth}`);
    case "oidc":
      return oidcAnswer(`new${nth}`);
    case "signin":
      return signinAnswer(`LOGIN${nth}`);
    case "container":
      return metadataAnswer(`CONTAINER${nth}`);
    case "imds-token":
      return [200, `canary-imds-token${nth}`];
    case "imds-role":
      return [200, "role"];
    case "imds-credentials":
      return metadataAnswer(`IMDS${nth}`, 60, { Code: "Success" });
    case "target":
      return [200, {}];
  }
}

function end(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}
