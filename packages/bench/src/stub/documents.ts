/** Synthetic answers of services: made up here, of a size and shape that real ones have. */

/** Instances, keys and items that a long answer lists. */
export const longList = 1_000;

/** Items of the answer to Query: some 107 KB of JSON. */
export const queryItems = 100;

/** Instances of the short answer that start-up is measured with. */
export const fewInstances = 5;

function hex(seed: number, length: number): string {
  let text = "";
  for (let i = 0; text.length < length; i++) text += ((seed * 2_654_435_761 + i * 40_503) >>> 0).toString(16);
  return text.slice(0, length);
}

/** The item of GetItem: seven attributes. */
export function item(seed = 1): Record<string, Record<string, unknown>> {
  return {
    pk: { S: `customer#${hex(seed, 12)}` },
    sk: { S: `order#2026-03-${String((seed % 28) + 1).padStart(2, "0")}` },
    total: { N: String(1_000 + seed * 17) },
    paid: { BOOL: seed % 2 === 0 },
    tags: { SS: ["river", "parcel", hex(seed + 7, 6)] },
    address: { M: { street: { S: `${seed} Dolphin Road` }, city: { S: "Manaus" }, zip: { N: "69005" } } },
    digest: { B: Buffer.from(hex(seed, 48)).toString("base64") },
  };
}

/** The answer to Query. */
export function queryAnswer(): string {
  const Items = Array.from({ length: queryItems }, (_, i) => ({
    ...item(i),
    note: { S: `Leave it with the neighbour, please. ${hex(i, 690)}` },
  }));
  return JSON.stringify({ Items, Count: queryItems, ScannedCount: queryItems });
}

/** The answer to ListObjectsV2. */
export function listObjectsAnswer(): string {
  const contents = Array.from(
    { length: longList },
    (_, i) =>
      `<Contents><Key>photos/2026/${hex(i, 8)}/river-${String(i).padStart(6, "0")}.jpeg</Key>` +
      `<LastModified>2026-0${(i % 9) + 1}-11T09:26:53.000Z</LastModified><ETag>&quot;${hex(i + 3, 32)}&quot;</ETag>` +
      `<ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>` +
      `<Size>${i * 977 + 12}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
    `<Name>bench</Name><Prefix></Prefix><KeyCount>${longList}</KeyCount><MaxKeys>${longList}</MaxKeys>` +
    `<IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`
  );
}

/** An element, or text: the tree that an answer of EC2 is written from, compact or indented. */
type Node = readonly [name: string, content: string | number | boolean | readonly Node[]];

const list = (name: string, ...items: readonly (readonly Node[])[]): Node => [
  name,
  items.map((content): Node => ["item", content]),
];

const group = (i: number): readonly Node[] => [
  ["groupId", `sg-${hex(i, 17)}`],
  ["groupName", "launch-wizard-1"],
];

const tag = (key: string, value: string): readonly Node[] => [
  ["key", key],
  ["value", value],
];

function networkInterface(i: number): readonly Node[] {
  const address = `172.31.${i >> 8}.${i & 255}`;
  const name = `ip-${address.replaceAll(".", "-")}.eu-west-1.compute.internal`;
  const association: Node = [
    "association",
    [
      ["publicIp", `203.0.113.${i & 255}`],
      ["publicDnsName", `ec2-203-0-113-${i & 255}.eu-west-1.compute.amazonaws.com`],
      ["ipOwnerId", "amazon"],
    ],
  ];
  return [
    ["networkInterfaceId", `eni-${hex(i, 17)}`],
    ["subnetId", `subnet-${hex(i + 1, 17)}`],
    ["vpcId", "vpc-0123456789abcdef0"],
    ["description", "Primary & only interface".replace("&", "&amp;")],
    ["ownerId", "123456789012"],
    ["status", "in-use"],
    ["macAddress", hex(i, 12).replace(/..(?!$)/g, "$&:")],
    ["privateIpAddress", address],
    ["privateDnsName", name],
    ["sourceDestCheck", true],
    list("groupSet", group(i), group(i + 1)),
    [
      "attachment",
      [
        ["attachmentId", `eni-attach-${hex(i, 17)}`],
        ["deviceIndex", 0],
        ["status", "attached"],
        ["attachTime", "2026-02-03T04:05:06.000Z"],
        ["deleteOnTermination", true],
        ["networkCardIndex", 0],
      ],
    ],
    association,
    list("privateIpAddressesSet", [
      ["privateIpAddress", address],
      ["privateDnsName", name],
      ["primary", true],
      association,
    ]),
    ["interfaceType", "interface"],
  ];
}

function disk(i: number, device: number): readonly Node[] {
  return [
    ["deviceName", `/dev/sd${"abc"[device]}`],
    [
      "ebs",
      [
        ["volumeId", `vol-${hex(i + device, 17)}`],
        ["status", "attached"],
        ["attachTime", "2026-02-03T04:05:07.000Z"],
        ["deleteOnTermination", device === 0],
      ],
    ],
  ];
}

function instance(i: number): readonly Node[] {
  return [
    ["instanceId", `i-${hex(i, 17)}`],
    ["imageId", `ami-${hex(i % 9, 17)}`],
    [
      "instanceState",
      [
        ["code", 16],
        ["name", "running"],
      ],
    ],
    ["privateDnsName", `ip-172-31-${i >> 8}-${i & 255}.eu-west-1.compute.internal`],
    ["dnsName", `ec2-203-0-113-${i & 255}.eu-west-1.compute.amazonaws.com`],
    ["reason", ""],
    ["keyName", "bench"],
    ["amiLaunchIndex", 0],
    ["instanceType", "m7g.large"],
    ["launchTime", "2026-02-03T04:05:06.000Z"],
    [
      "placement",
      [
        ["availabilityZone", "eu-west-1b"],
        ["groupName", ""],
        ["tenancy", "default"],
      ],
    ],
    ["monitoring", [["state", "disabled"]]],
    ["subnetId", `subnet-${hex(i + 1, 17)}`],
    ["vpcId", "vpc-0123456789abcdef0"],
    ["privateIpAddress", `172.31.${i >> 8}.${i & 255}`],
    ["ipAddress", `203.0.113.${i & 255}`],
    ["sourceDestCheck", true],
    list("groupSet", group(i), group(i + 1)),
    ["architecture", "arm64"],
    ["rootDeviceType", "ebs"],
    ["rootDeviceName", "/dev/sda"],
    list("blockDeviceMapping", disk(i, 0), disk(i, 1), disk(i, 2)),
    ["virtualizationType", "hvm"],
    ["clientToken", hex(i, 32)],
    list(
      "tagSet",
      tag("Name", `worker-${i}`),
      tag("team", "r&d".replace("&", "&amp;")),
      tag("stage", "production"),
      tag("cost-centre", `cc-${i % 40}`),
    ),
    ["hypervisor", "xen"],
    list("networkInterfaceSet", networkInterface(i)),
    ["ebsOptimized", true],
    ["enaSupport", true],
    [
      "cpuOptions",
      [
        ["coreCount", 2],
        ["threadsPerCore", 1],
      ],
    ],
    ["capacityReservationSpecification", [["capacityReservationPreference", "open"]]],
    ["hibernationOptions", [["configured", false]]],
    [
      "metadataOptions",
      [
        ["state", "applied"],
        ["httpTokens", "required"],
        ["httpPutResponseHopLimit", 2],
        ["httpEndpoint", "enabled"],
        ["instanceMetadataTags", "disabled"],
      ],
    ],
    ["enclaveOptions", [["enabled", false]]],
    ["platformDetails", "Linux/UNIX"],
    ["usageOperation", "RunInstances"],
    ["usageOperationUpdateTime", "2026-02-03T04:05:06.000Z"],
  ];
}

/** Elements as text; an indent puts each on a line of its own. */
function write([name, content]: Node, indent: string | undefined, depth: number): string {
  const start = indent === undefined ? "" : indent.repeat(depth);
  const end = indent === undefined ? "" : "\n";
  if (typeof content !== "object") return `${start}<${name}>${content}</${name}>${end}`;
  const inner = content.map((node) => write(node, indent, depth + 1)).join("");
  return `${start}<${name}>${end}${inner}${start}</${name}>${end}`;
}

/** The answer to DescribeInstances; of 1,000 instances some 4.7 MB compact and nearly twice that with 4 spaces of indent. */
export function describeInstancesAnswer(count: number, indent?: string): string {
  const reservations = Array.from({ length: count }, (_, i): readonly Node[] => [
    ["reservationId", `r-${hex(i, 17)}`],
    ["ownerId", "123456789012"],
    list("groupSet"),
    list("instancesSet", instance(i)),
  ]);
  const root: Node = [
    "DescribeInstancesResponse",
    [["requestId", "6f2c9b1e-0000-4000-8000-000000000001"], list("reservationSet", ...reservations)],
  ];
  const text = write(root, indent, 0).replace(
    "<DescribeInstancesResponse>",
    '<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">',
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}`;
}
