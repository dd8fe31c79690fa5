/** A certificate for `localhost` and 127.0.0.1 that vouches for itself, and its key. Made for this matrix alone. */
export const selfSigned: { readonly cert: string; readonly key: string } = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUY9KTXZdzEfK1d6Dm+Kh+7+Ixb3gwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzE1NDEzOFoYDzIxMjYxMDMw
MTU0MTM4WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARS7exqWaPPHFK2Cbf+sAGMRLQJHdl3JLqWPYBF7mgSJNJXT+kZbZHb
6/m/BQ89nKe82BSCXzhCj4gyetXoxRBZo28wbTAdBgNVHQ4EFgQUu/hIA264j3rh
T1GbQG/g//k/07MwHwYDVR0jBBgwFoAUu/hIA264j3rhT1GbQG/g//k/07MwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhAMRu/55EmV8fRwaNimmuSQOIZXb0dpVGWZ/cehV9z08kAiBE
djcpQkdE5XQn01HWCwDzrBhvejyKpfx3f7RHNhi6pw==
-----END CERTIFICATE-----`,
  key: `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIFthcg14gugCH5zND6+fY2nSIK4xBhdrlepAH40QRHTpoAoGCCqGSM49
AwEHoUQDQgAEUu3salmjzxxStgm3/rABjES0CR3ZdyS6lj2ARe5oEiTSV0/pGW2R
2+v5vwUPPZynvNgUgl84Qo+IMnrV6MUQWQ==
-----END EC PRIVATE KEY-----`,
};
