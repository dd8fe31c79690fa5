/** A certificate for S3's names in two regions that vouches for itself, and its key. Made for this matrix alone. */
export const regionalCertificate: { readonly cert: string; readonly key: string } = {
  cert: `-----BEGIN CERTIFICATE-----
MIICNzCCAd2gAwIBAgIUNj4X+Jl1/5fzIrQA83uDcwtSirUwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQczMuYW1hem9uYXdzLmNvbTAgFw0yNjExMjMxNTQzNDJaGA8y
MTI2MTAzMDE1NDM0MlowGzEZMBcGA1UEAwwQczMuYW1hem9uYXdzLmNvbTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABLduGtXyocNzuGJm6Pefv7ZVgnu24NBClaVo
AjPhgubCPcCE7I0jAf7ej2usmadls2PDcngIn98eUyuu+Wlo1N6jgfwwgfkwHQYD
VR0OBBYEFCB46d0/HVUhNSxImg0wGkkwsTkuMB8GA1UdIwQYMBaAFCB46d0/HVUh
NSxImg0wGkkwsTkuMA8GA1UdEwEB/wQFMAMBAf8wgaUGA1UdEQSBnTCBmoIQczMu
YW1hem9uYXdzLmNvbYISKi5zMy5hbWF6b25hd3MuY29tghpzMy51cy1lYXN0LTEu
YW1hem9uYXdzLmNvbYIcKi5zMy51cy1lYXN0LTEuYW1hem9uYXdzLmNvbYIaczMu
ZXUtd2VzdC0xLmFtYXpvbmF3cy5jb22CHCouczMuZXUtd2VzdC0xLmFtYXpvbmF3
cy5jb20wCgYIKoZIzj0EAwIDSAAwRQIhALZndmEC0gKS32FvoPHsmmD96aN5lT4C
G+Jc1tUf2KupAiAZWbUIgoJ3qLcUG6wQp5HKzHqaZ/N/pl94zhYRGKRShA==
-----END CERTIFICATE-----`,
  key: `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIGXjPfQBspGQlJCXxyy9Vn24p/FxD0mLOLU9WD64M/P8oAoGCCqGSM49
AwEHoUQDQgAEt24a1fKhw3O4Ymbo95+/tlWCe7bg0EKVpWgCM+GC5sI9wITsjSMB
/t6Pa6yZp2WzY8NyeAif3x5TK675aWjU3g==
-----END EC PRIVATE KEY-----`,
};
