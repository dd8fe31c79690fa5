import assert from "node:assert/strict";
import { NoSuchKey, S3 } from "@inia/s3";
import type { Stop } from "./tour.ts";

/** Objects: put, read as text and as a stream, list page by page, delete, and an error by its class. */
export const s3: Stop = {
  service: "S3",
  protocol: "rest-xml",
  async visit(config, call) {
    const s3 = new S3(config);
    const Bucket = "inia-tour";

    await call(
      "CreateBucket",
      () => s3.createBucket({ Bucket }),
      (out) => out.Location ?? "",
    );

    await call(
      "PutObject",
      () => s3.putObject({ Bucket, Key: "hello.txt", Body: "olá, boto", ContentType: "text/plain" }),
      (out) => `ETag ${out.ETag}`,
    );

    await call(
      "GetObject",
      async () => {
        const { Body, ContentType } = await s3.getObject({ Bucket, Key: "hello.txt" });
        return { text: await Body.text(), ContentType };
      },
      ({ text, ContentType }) => {
        assert.deepEqual({ text, ContentType }, { text: "olá, boto", ContentType: "text/plain" });
        return `${text} (${ContentType})`;
      },
    );

    const megabyte = new Uint8Array(1024 * 1024).fill(7);
    await call(
      "PutObject",
      () => s3.putObject({ Bucket, Key: "big/one.bin", Body: megabyte, Metadata: { colour: "pink" } }),
      (out) => `ETag ${out.ETag}`,
    );

    await call(
      "GetObject",
      async () => {
        const { Body, Metadata } = await s3.getObject({ Bucket, Key: "big/one.bin" });
        let bytes = 0;
        for await (const chunk of Body) bytes += chunk.length;
        return { bytes, Metadata };
      },
      ({ bytes, Metadata }) => {
        assert.deepEqual({ bytes, Metadata }, { bytes: megabyte.length, Metadata: { colour: "pink" } });
        return `${bytes} bytes as a stream`;
      },
    );

    for (const Key of ["a", "b", "c"]) await s3.putObject({ Bucket, Key: `page/${Key}`, Body: Key });
    await call(
      "ListObjectsV2",
      async () => {
        const pages: string[][] = [];
        for await (const page of s3.paginateListObjectsV2({ Bucket, Prefix: "page/" }, { pageSize: 2 })) {
          pages.push((page.Contents ?? []).map((object) => object.Key ?? ""));
        }
        return pages;
      },
      (pages) => {
        assert.deepEqual(pages, [["page/a", "page/b"], ["page/c"]]);
        return `${pages.length} pages, ${pages.flat().join(" ")}`;
      },
    );

    await call(
      "DeleteObject",
      () => s3.deleteObject({ Bucket, Key: "hello.txt" }),
      (out) => {
        assert.equal(out.$metadata.status, 204);
        return "gone";
      },
    );

    await call(
      "GetObject",
      () => s3.getObject({ Bucket, Key: "hello.txt" }).catch((error: unknown) => error),
      (error) => {
        assert(error instanceof NoSuchKey);
        return `NoSuchKey, HTTP ${error.statusCode}, as it should`;
      },
    );
  },
};
