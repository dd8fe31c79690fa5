/**
 * Makes this process blind to the AWS settings of the machine and of its proxy: the tour's clients go to the loopback with
 * made-up credentials and to nowhere else.
 */
export function forgetMachine(): void {
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  for (const name of ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"]) {
    delete process.env[name];
  }
  const none = process.platform === "win32" ? "NUL" : "/dev/null";
  Object.assign(process.env, {
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
    AWS_EC2_METADATA_DISABLED: "true",
  });
}
