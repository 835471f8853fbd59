# SPDX-License-Identifier: Apache-2.0
"""Ed25519 by the book (RFC 8032), with the standard library alone: slow,
short, and nobody's library but Python's."""
import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    """Add two points in extended coordinates (X, Y, Z, T)."""
    c, d = (a[1] - a[0]) * (b[1] - b[0]), (a[1] + a[0]) * (b[1] + b[0])
    e, f = 2 * a[3] * b[3] * D, 2 * a[2] * b[2]
    g, h, i, j = d - c, f - e, f + e, d + c
    return g * h % P, i * j % P, h * i % P, g * j % P


def times(n, a):
    sum_ = (0, 1, 1, 0)
    while n > 0:
        if n & 1:
            sum_ = add(sum_, a)
        a, n = add(a, a), n >> 1
    return sum_


def recover(y, sign):
    """The x of a point, or None; x = 0 has no negative spelling."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT % P
    if (x * x - square) % P != 0 or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def decode(s):
    n = int.from_bytes(s, 'little')
    y, sign = n & (1 << 255) - 1, n >> 255
    x = recover(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def encode(a):
    z = pow(a[2], -1, P)
    x, y = a[0] * z % P, a[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


BASE_Y = 4 * pow(5, -1, P) % P
BASE = (recover(BASE_Y, 0), BASE_Y, 1, recover(BASE_Y, 0) * BASE_Y % P)


def number(*parts):
    return int.from_bytes(hashlib.sha512(b''.join(parts)).digest(), 'little')


def is_small(a):
    """Of order 1, 2, 4 or 8?"""
    return encode(times(8, a)) == encode((0, 1, 1, 0))


def is_key(public):
    """A point of the prime-order group other than the neutral one?"""
    a = decode(public)
    return (a is not None and not is_small(a) and
            encode(times(L, a)) == encode((0, 1, 1, 0)))


def verify(public, message, signature):
    a, s = decode(public), int.from_bytes(signature[32:], 'little')
    r = decode(signature[:32])
    if len(signature) != 64 or a is None or r is None or s >= L:
        return False
    if is_small(a) or is_small(r):
        return False
    h = number(signature[:32], public, message) % L
    negative = (P - a[0], a[1], 1, P - a[3])
    return encode(add(times(s, BASE), times(h, negative))) == signature[:32]


def secret(seed):
    h = hashlib.sha512(seed).digest()
    a = int.from_bytes(h[:32], 'little') & (1 << 254) - 8 | 1 << 254
    return a, h[32:]


def public(seed):
    return encode(times(secret(seed)[0], BASE))


def sign(seed, message):
    a, prefix = secret(seed)
    r = number(prefix, message) % L
    point = encode(times(r, BASE))
    h = number(point, public(seed), message) % L
    return point + ((r + h * a) % L).to_bytes(32, 'little')


def self_test():
    """RFC 8032 section 7.1, tests 1 and 2."""
    for seed, want, message, signature in (
        ('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
         'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
         '',
         'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155'
         '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'),
        ('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
         '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
         '72',
         '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da'
         '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00'),
    ):
        seed, message = bytes.fromhex(seed), bytes.fromhex(message)
        assert public(seed).hex() == want
        assert sign(seed, message).hex() == signature
        assert verify(public(seed), message, bytes.fromhex(signature))
        assert not verify(public(seed), message + b'x',
                          bytes.fromhex(signature))
