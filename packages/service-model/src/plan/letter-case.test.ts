import { describe, expect, it } from "vitest";
import { camelCase, kebabCase, pascalCase, typeCase } from "./letter-case.ts";

describe("pascalCase", () => {
  it.each([
    ["S3", "S3"],
    ["DynamoDB", "DynamoDB"],
    ["IoT Data Plane", "IoTDataPlane"],
    ["codestar notifications", "CodestarNotifications"],
    ["m2", "M2"],
    ["2 Parcels", "X2Parcels"],
  ])("%s → %s", (words, name) => expect(pascalCase(words)).toBe(name));
});

describe("typeCase", () => {
  it.each([
    ["errorMessage", "ErrorMessage"],
    ["__PeriodTriggersElement", "PeriodTriggersElement"],
    ["UTF_8", "UTF_8"],
  ])("%s → %s", (shape, name) => expect(typeCase(shape)).toBe(name));
});

describe("camelCase", () => {
  it.each([
    ["DescribeX", "describeX"],
    ["HTTPGet", "httpGet"],
    ["ListACLs", "listACLs"],
    ["DBInstances", "dbInstances"],
    ["ARNsOfParcels", "arnsOfParcels"],
    ["EC2Import", "ec2Import"],
    ["ForcePathStyle", "forcePathStyle"],
    ["S", "s"],
  ])("%s → %s", (name, method) => expect(camelCase(name)).toBe(method));
});

describe("kebabCase", () => {
  it.each([
    ["GetParcel", "get-parcel"],
    ["ListACLs", "list-acls"],
    ["DescribeDBInstances", "describe-db-instances"],
    ["PutEC2Key", "put-ec2-key"],
    ["HTTPGet", "http-get"],
    ["ListObjectsV2", "list-objects-v2"],
  ])("%s → %s", (name, file) => expect(kebabCase(name)).toBe(file));
});
