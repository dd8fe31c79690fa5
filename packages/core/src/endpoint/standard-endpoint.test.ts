import { describe, expect, it } from "vitest";
import { ConfigError } from "../errors/errors.ts";
import { standardEndpoint } from "./standard-endpoint.ts";

describe("standardEndpoint", () => {
  const resolve = standardEndpoint("parcel");

  it.each([
    ["us-east-1", false, false, "https://parcel.us-east-1.amazonaws.com"],
    ["us-east-1", true, false, "https://parcel-fips.us-east-1.amazonaws.com"],
    ["us-east-1", false, true, "https://parcel.us-east-1.api.aws"],
    ["cn-north-1", true, true, "https://parcel-fips.cn-north-1.api.amazonwebservices.com.cn"],
    ["eu-isoe-west-1", false, false, "https://parcel.eu-isoe-west-1.cloud.adc-e.uk"],
  ])("%s, FIPS %s, dual-stack %s", (Region, UseFIPS, UseDualStack, url) => {
    expect(resolve({ Region, UseFIPS, UseDualStack })).toEqual({ url });
  });

  it("takes a custom endpoint as it is, but neither with FIPS nor with dual-stack", () => {
    const Endpoint = "http://localhost:4566";
    expect(resolve({ Endpoint })).toEqual({ url: Endpoint });
    expect(() => resolve({ Endpoint, UseFIPS: true })).toThrow(ConfigError);
    expect(() => resolve({ Endpoint, UseDualStack: true })).toThrow(/dual-stack/);
  });

  it("needs a region", () => expect(() => resolve({})).toThrow(ConfigError));

  it("knows partitions and regions where FIPS has no name of its own", () => {
    const gov = standardEndpoint("parcel", { plainFips: ["aws-us-gov"], plainFipsRegions: ["us-west-1"] });
    const url = (Region: string, UseDualStack = false): string =>
      gov({ Region, UseFIPS: true, UseDualStack }).url;
    expect(url("us-gov-west-1")).toBe("https://parcel.us-gov-west-1.amazonaws.com");
    expect(url("us-west-1")).toBe("https://parcel.us-west-1.amazonaws.com");
    expect(url("us-gov-west-1", true)).toBe("https://parcel-fips.us-gov-west-1.api.aws");
    expect(url("us-west-2")).toBe("https://parcel-fips.us-west-2.amazonaws.com");
  });

  it("may know no other than dual-stack hosts", () => {
    const only = standardEndpoint("parcel", { dualstackOnly: true });
    expect(only({ Region: "eu-west-1" }).url).toBe("https://parcel.eu-west-1.api.aws");
    expect(only({ Endpoint: "https://x", UseDualStack: true }).url).toBe("https://x");
  });
});
