import type { EndpointResolver } from "./endpoint.ts";
import { endpointError } from "./endpoint-error.ts";
import { partition } from "./partition.ts";

/** In what a service differs from the commonest ruleset. */
export interface StandardEndpointOptions {
  /** Partitions and regions where FIPS is what the ordinary IPv4 host does: no `-fips` in its name. */
  readonly plainFips?: readonly string[];
  /** All hosts are dual-stack; there is no other choice to make. */
  readonly dualstackOnly?: boolean;
}

/**
 * The ruleset that most services have: `<prefix>[-fips].<region>.<DNS suffix>`, where dual-stack takes the partition's
 * dual-stack suffix, and a custom endpoint as it is.
 *
 * The resolver throws {@link ConfigError} when the region is missing and when a custom endpoint meets FIPS or
 * dual-stack. Generated code takes it only where it does what the service's own ruleset does.
 *
 * @param prefix First part of the host: the endpoint prefix.
 */
export function standardEndpoint(prefix: string, options: StandardEndpointOptions = {}): EndpointResolver {
  const { plainFips = [], dualstackOnly = false } = options;
  return ({ Region: region, UseFIPS: fips, UseDualStack, Endpoint: endpoint }) => {
    const dualstack = dualstackOnly || UseDualStack === true;
    if (endpoint !== undefined) {
      if (fips || (dualstack && !dualstackOnly)) {
        throw endpointError(`A custom endpoint cannot be combined with ${fips ? "FIPS" : "dual-stack"}`);
      }
      return { url: endpoint as string };
    }
    if (region === undefined) throw endpointError("A region is needed to find the endpoint");
    const { name, supportsFIPS, supportsDualStack, dnsSuffix, dualStackDnsSuffix } = partition(region as string);
    if ((fips && !supportsFIPS) || (dualstack && !supportsDualStack)) {
      throw endpointError(`Partition ${name} does not have the endpoint that FIPS or dual-stack asks for`);
    }
    const plain = !dualstack && (plainFips.includes(name) || plainFips.includes(region as string));
    const suffix = dualstack ? dualStackDnsSuffix : dnsSuffix;
    return { url: `https://${prefix}${fips && !plain ? "-fips" : ""}.${region as string}.${suffix}` };
  };
}
