// Copies between regions: the destination fetches the source with a presigned URL of the same request, made for the source's
// region. As botocore makes it: by naming the other region in the endpoint, with `DestinationRegion` added.
import { checkHostLabel } from "../endpoint/check-host.ts";
import { openBytes } from "../http/bytes-body.ts";
import type { Call } from "../pipeline/call.ts";
import { resolveIdentity } from "../pipeline/resolve-identity.ts";
import type { Customization } from "../pipeline/service.ts";
import { signingContextOf } from "../pipeline/sign.ts";
import { encodeRfc3986 } from "../codecs/scalars/percent-encoding.ts";
import { presignSigv4 } from "../signing/sigv4.ts";

/** Seconds for which the URL is valid. */
const expiresIn = 3600;

/** Puts a form in the place of the one that the protocol wrote. */
function replaceForm(call: Call, form: string): void {
  call.draft.body = form;
  call.body = openBytes(form);
}

/** A URL of the request that the form describes, for the source's region; nothing for unsigned calls. */
async function presignedCopy(call: Call, form: string, source: string): Promise<string | undefined> {
  checkHostLabel(source, `${call.operation.name}.SourceRegion`);
  await resolveIdentity(call);
  const { client, identity } = call;
  const { region } = client.settings;
  if (identity === undefined || region === undefined) return undefined;
  const url = `${call.url.replaceAll(region, source)}?${form.replaceAll("+", "%20")}&DestinationRegion=${region}`;
  const context = { ...signingContextOf(call), region: source, expiresIn };
  return encodeRfc3986(presignSigv4({ method: "GET", url, headers: {} }, identity, context).url);
}

function without(form: unknown, parameter: string): string {
  return (form as string).replace(new RegExp(`&${parameter}=[^&]*`), "");
}

/** Copies of RDS, Neptune and DocumentDB whose input names a `SourceRegion`, which the service itself does not know. */
export const crossRegionCopy: Customization = {
  async request(call) {
    const { input, draft } = call;
    const source = input["SourceRegion"];
    if (typeof source !== "string") return;
    const form = without(draft.body, "SourceRegion");
    const url = input["PreSignedUrl"] == null ? await presignedCopy(call, form, source) : undefined;
    replaceForm(call, url === undefined ? form : `${form}&PreSignedUrl=${url}`);
  },
};

/** EC2's CopySnapshot, whatever the source; it wants the destination's region as well. */
export async function copySnapshot(call: Call): Promise<void> {
  const { input, draft } = call;
  const { SourceRegion: source, PresignedUrl: given } = input;
  if (typeof source !== "string" || given != null) return;
  const form = without(draft.body, "DestinationRegion");
  const url = await presignedCopy(call, form, source);
  if (url !== undefined)
    replaceForm(call, `${form}&DestinationRegion=${call.client.settings.region}&PresignedUrl=${url}`);
}
