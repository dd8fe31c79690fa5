/**
 * Certificates for tests of TLS, made for them alone. Nothing but these tests trusts their authority, whose key was thrown
 * away. They are valid for a hundred years, save the one that expired in 2020.
 */
export interface TestCertificates {
  /** The authority that signed the others. */
  readonly authority: string;
  /** For `localhost` and 127.0.0.1. */
  readonly good: string;
  /** For another host. */
  readonly wrongName: string;
  readonly expired: string;
  /** Private key of all but the authority. */
  readonly key: string;
}

export const certificates: TestCertificates = {
  authority: `-----BEGIN CERTIFICATE-----
MIIBiTCCAS+gAwIBAgIUdMyOfw2iENoWmd7IC95EPKDICE0wCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIBcNMjYxMTIzMTMyNjQ2WhgPMjEy
NjEwMzAxMzI2NDZaMBkxFzAVBgNVBAMMDnRlc3QgYXV0aG9yaXR5MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAELmJw7+oefDGMRAB0Dv4WjKeomrZp4yMgWuYLgmAK
CX9MRmx7cg7xc01ysspNagFMRJJHiL3KhD1lgdRX4Gibc6NTMFEwHQYDVR0OBBYE
FEAmrUR6/dEkM/wKzsmg28W+mQ4SMB8GA1UdIwQYMBaAFEAmrUR6/dEkM/wKzsmg
28W+mQ4SMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIgf1FHgCEk
PzwDuKCjj3AvkcwRMP5Fr2KA0QxTs5jNfYcCIQCxuyZCnNRL2rCGt4O4ANSV9shl
MZt1I4KMsE/c03Odww==
-----END CERTIFICATE-----`,
  good: `-----BEGIN CERTIFICATE-----
MIIBkDCCATWgAwIBAgIUH760h3+IofQnEqTpZiRynBv7MqMwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIBcNMjYxMTIzMTMyNjQ2WhgPMjEy
NjEwMzAxMzI2NDZaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEG
CCqGSM49AwEHA0IABPyrAiNLP8yHlo+iPcoMNoSN+4ijSaRKkYCs3p4muBkN3HGC
gDhMp1ZguSai8S+0QDlBuAH183Qv05GFR4d3SbSjXjBcMBoGA1UdEQQTMBGCCWxv
Y2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQUMlnpfmN1Mgnl5vhkSU/vTWvLn4YwHwYD
VR0jBBgwFoAUQCatRHr90SQz/ArOyaDbxb6ZDhIwCgYIKoZIzj0EAwIDSQAwRgIh
AN7pfcyK1NcoV8IwrFTcKT2JDXIvksIeIOvdA/wVzzI0AiEA2SsZ1gRNYF2O58h9
Wg0Ad74zm5dQBUM932vf4PK9plk=
-----END CERTIFICATE-----`,
  wrongName: `-----BEGIN CERTIFICATE-----
MIIBizCCATGgAwIBAgIUH760h3+IofQnEqTpZiRynBv7MqQwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOdGVzdCBhdXRob3JpdHkwIBcNMjYxMTIzMTMyNjQ2WhgPMjEy
NjEwMzAxMzI2NDZaMBUxEzARBgNVBAMMCm90aGVyLnRlc3QwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAAT8qwIjSz/Mh5aPoj3KDDaEjfuIo0mkSpGArN6eJrgZDdxx
goA4TKdWYLkmovEvtEA5QbgB9fN0L9ORhUeHd0m0o1kwVzAVBgNVHREEDjAMggpv
dGhlci50ZXN0MB0GA1UdDgQWBBQyWel+Y3UyCeXm+GRJT+9Na8ufhjAfBgNVHSME
GDAWgBRAJq1Eev3RJDP8Cs7JoNvFvpkOEjAKBggqhkjOPQQDAgNIADBFAiBEu/26
xCNkmIc66jnRDFhLiYr0o4VJrcq8XmV7qDy9lQIhAO01ngeyH8NG5Zq5u+C1zE9l
2Q+Ahifak06BZ9eMDrr0
-----END CERTIFICATE-----`,
  expired: `-----BEGIN CERTIFICATE-----
MIIBejCCASGgAwIBAgICEAAwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwOdGVzdCBh
dXRob3JpdHkwHhcNMjAwMTAxMDAwMDAwWhcNMjAwMTAyMDAwMDAwWjAUMRIwEAYD
VQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT8qwIjSz/M
h5aPoj3KDDaEjfuIo0mkSpGArN6eJrgZDdxxgoA4TKdWYLkmovEvtEA5QbgB9fN0
L9ORhUeHd0m0o14wXDAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0O
BBYEFDJZ6X5jdTIJ5eb4ZElP701ry5+GMB8GA1UdIwQYMBaAFEAmrUR6/dEkM/wK
zsmg28W+mQ4SMAoGCCqGSM49BAMCA0cAMEQCICJZlNjqj/0G4UeAY9xh6O8rD3gd
109s24J6uI2QXBG2AiBROL68OrXOu17TdPt8tSwic3ccpXU/yKFJq03Biid2aQ==
-----END CERTIFICATE-----`,
  key: `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIGNoObbhA0oEdw/R4qTQnKmbf758toT3Awml7jNd+auOoAoGCCqGSM49
AwEHoUQDQgAE/KsCI0s/zIeWj6I9ygw2hI37iKNJpEqRgKzenia4GQ3ccYKAOEyn
VmC5JqLxL7RAOUG4AfXzdC/TkYVHh3dJtA==
-----END EC PRIVATE KEY-----`,
};
