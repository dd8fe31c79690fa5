import { validateInput } from "../validation/validate.ts";
import type { Call } from "./call.ts";

/** Lets the service adjust the input, checks it, and has the protocol build a request of it. */
export function serialize(call: Call): void {
  const { operation, client } = call;
  const { service, settings } = client;
  for (const customization of service.customizations ?? []) {
    if (customization.input) call.input = customization.input(call);
  }
  if (settings.parameterValidation) validateInput(operation, call.input, service.id);
  call.draft = settings.protocol.serialize(service, operation, call.input);
  for (const customization of service.customizations ?? []) customization.draft?.(call);
}
