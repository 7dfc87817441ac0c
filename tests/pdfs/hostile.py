"""Bad files made by the tests: damaged, empty, encrypted, and made to harm. Each is a few kilobytes of bytes."""

from __future__ import annotations

import io
import zlib

import pypdfium2

PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>"
)
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 300 300] /Resources << %s /Font << /F 5 0 R >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
HELLO = b"BT /F 12 Tf 20 200 Td (A loan was signed in 2014.) Tj ET"


def assembled(objects: dict[int, bytes]) -> bytes:
    """A PDF of numbered objects with a right cross-reference table; object 1 is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d 00000 %s \n" % (places.get(number, 0), b"n" if number in places else b"f")
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def stream(data: bytes, *, more: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


def simple(contents: bytes = HELLO, *, more: bytes = b"", extra: dict[int, bytes] | None = None) -> bytes:
    """A PDF of one page with the given content stream; ``more`` goes into its resources."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE % more,
        4: stream(contents),
        5: FONT,
    }
    return assembled(objects | (extra or {}))


def no_pages() -> bytes:
    return assembled({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"})


def no_catalogue() -> bytes:
    return assembled({1: b"<< /Type /Nothing >>"})


def cyclic_page_tree() -> bytes:
    return assembled(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Parent 2 0 R /Count 1000000 >>",
        }
    )


def missing_page() -> bytes:
    """The first page is fine, the second does not exist."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 9 0 R] /Count 2 >>",
        3: PAGE % b"",
        4: stream(HELLO),
        5: FONT,
    }
    return assembled(objects)


def deep_page_tree(depth: int = 5000) -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 10 0 R >>", 4: stream(HELLO), 5: FONT}
    for level in range(depth):
        objects[10 + level] = b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (11 + level)
    objects[10 + depth] = PAGE.replace(b"/Parent 2 0 R", b"/Parent %d 0 R" % (9 + depth)) % b""
    return assembled(objects)


def deep_arrays(depth: int = 200_000) -> bytes:
    return simple(more=b"/Properties " + b"[" * depth + b"]" * depth)


def deep_state(depth: int = 300_000) -> bytes:
    return simple(b"q " * depth + HELLO + b" Q" * depth)


def self_form() -> bytes:
    """A form that draws itself."""
    form = stream(b"/X Do " + HELLO, more=FORM % b"/XObject << /X 6 0 R >>")
    return simple(b"/X Do", more=b"/XObject << /X 6 0 R >>", extra={6: form})


def exponential_forms(depth: int = 22) -> bytes:
    """Forms that draw the next one twice each: two to the power of ``depth`` drawings."""
    extra = {}
    for level in range(depth):
        body = b"/X Do /X Do" if level + 1 < depth else HELLO
        inner = b"/XObject << /X %d 0 R >>" % (7 + level) if level + 1 < depth else b""
        extra[6 + level] = stream(body, more=FORM % inner)
    return simple(b"/X Do", more=b"/XObject << /X 6 0 R >>", extra=extra)


def text_bomb(signs: int = 3_000_000) -> bytes:
    # PDFium takes no more than 32767 bytes of one string.
    return simple(b"BT /F 1 Tf 20 200 Td " + (b"(" + b"a" * 30_000 + b") Tj ") * (signs // 30_000) + b"ET")


def path_bomb(paths: int = 400_000) -> bytes:
    return simple(b"0 0 m 100 100 l S\n" * paths + HELLO)


def unpacking_bomb(size: int = 1 << 30) -> bytes:
    """A content stream that unpacks to ``size`` spaces."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size >> 20)) + packer.flush()
    body = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
    return simple(extra={4: body})


def huge_box() -> bytes:
    return simple().replace(b"[0 0 300 300]", b"[0 0 1e38 1e38]")


def empty_box() -> bytes:
    return simple().replace(b"[0 0 300 300]", b"[0 0 0 0]")


def wrong_xref() -> bytes:
    """The cross-reference table points elsewhere."""
    good = simple()
    head, _, tail = good.rpartition(b"startxref\n")
    return head + b"startxref\n7\n" + tail.partition(b"\n")[2]


def no_xref() -> bytes:
    return simple().partition(b"xref\n0")[0]


def no_text() -> bytes:
    return simple(b"0 0 100 100 re f")


def garbage_stream() -> bytes:
    return simple(extra={4: b"<< /Length 40 /Filter /FlateDecode >>\nstream\n" + bytes(range(40)) + b"\nendstream"})


def many_pages(count: int = 20_001) -> bytes:
    kids = b" ".join(b"3 0 R" for _ in range(count))
    return assembled(
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
            3: PAGE % b"",
            4: stream(b""),
            5: FONT,
        }
    )


def false_count() -> bytes:
    return simple().replace(b"/Count 1 ", b"/Count 99999999 ")


def encrypted(password: str = "secret") -> bytes:
    """Encrypted with a user password (RC4, 128 bits), by the standard's algorithms 2 to 5."""
    import hashlib

    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    padded = (password.encode() + pad)[:32]

    def rc4(key: bytes, data: bytes) -> bytes:
        box, j = list(range(256)), 0
        for i in range(256):
            j = (j + box[i] + key[i % len(key)]) % 256
            box[i], box[j] = box[j], box[i]
        out, i, j = bytearray(), 0, 0
        for byte in data:
            i = (i + 1) % 256
            j = (j + box[i]) % 256
            box[i], box[j] = box[j], box[i]
            out.append(byte ^ box[(box[i] + box[j]) % 256])
        return bytes(out)

    def md5(data: bytes) -> bytes:
        return hashlib.md5(data, usedforsecurity=False).digest()

    key = md5(padded)
    for _ in range(50):
        key = md5(key)
    owner = padded
    for step in range(20):
        owner = rc4(bytes(b ^ step for b in key), owner)
    ident = b"0123456789abcdef"
    rights = (-4).to_bytes(4, "little", signed=True)
    key = md5(padded + owner + rights + ident)
    for _ in range(50):
        key = md5(key[:16])
    user = md5(pad + ident)
    for step in range(20):
        user = rc4(bytes(b ^ step for b in key), user)
    user += bytes(16)
    number = 4
    content_key = md5(key + number.to_bytes(3, "little") + (0).to_bytes(2, "little"))[:16]
    body = rc4(content_key, HELLO)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: PAGE % b"",
        4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
        5: FONT,
        6: b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <%s> /U <%s> >>"
        % (owner.hex().encode(), user.hex().encode()),
    }
    whole = assembled(objects)
    trailer = b"/Root 1 0 R /Encrypt 6 0 R /ID [<%s> <%s>]" % (ident.hex().encode(), ident.hex().encode())
    return whole.replace(b"/Root 1 0 R >>\nstartxref", trailer + b" >>\nstartxref")


def truncated(data: bytes, tenths: int) -> bytes:
    """The first ``tenths`` tenths of a file."""
    return data[: len(data) * tenths // 10]


def rotated(quarter: int) -> bytes:
    """A page whose text runs in another direction and which is displayed upright by /Rotate, or is not."""
    document = pypdfium2.PdfDocument(simple())
    document[0].set_rotation(quarter * 90)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()
