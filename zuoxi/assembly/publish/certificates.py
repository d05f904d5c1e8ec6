"""A certificate of our own for a house without one: a small authority, and what it vouches for.

The PCs trust the authority once; a new certificate (a year later, with another address of the office) needs
nothing of them. For other names it cannot vouch, whoever takes its key: a house that changes its name gets an
authority made anew, which the PCs have to trust again.
"""

import datetime as dt
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_DAYS = 3650
HOST_DAYS = 397
"""Browsers trust no certificate that is good for longer."""
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128")
"""Addresses that no site of the internet has: the office's may change."""
LEEWAY = dt.timedelta(days=1)
"""Clocks of PCs may be behind."""


def certificate_for(folder: Path, names: tuple[str, ...], now: dt.datetime) -> tuple[Path, Path, Path]:
    """(certificate, its key, the authority's certificate) for these names and addresses, made anew.

    The authority is made once, and anew when it may not vouch for one of them; its files and the key can be
    read by their owner only.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ca_key, ca = _authority(folder, names, now)
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        _builder(names[0], ca.subject, key.public_key(), now, HOST_DAYS)
        .add_extension(x509.SubjectAlternativeName([_san(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    _write(folder / "house.key", _pem_of(key))
    _write(folder / "house.crt", made.public_bytes(serialization.Encoding.PEM))
    return folder / "house.crt", folder / "house.key", folder / "authority.crt"


def expires_at(certificate: Path) -> dt.datetime:
    """Until when a certificate is good; ValueError when the file holds none."""
    return x509.load_pem_x509_certificate(certificate.read_bytes()).not_valid_after_utc


def end_of(certificate: Path) -> dt.datetime | None:
    """Until when a certificate is good; None: nobody can read it."""
    try:
        return expires_at(certificate)
    except (OSError, ValueError):
        return None


def stands_for(certificate: Path, name: str) -> bool:
    """Whether a certificate was given for this name or address (`*.` stands for one part)."""
    found = x509.load_pem_x509_certificate(certificate.read_bytes())
    try:
        san = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return False
    known = {str(address) for address in san.get_values_for_type(x509.IPAddress)}
    known |= {one.lower() for one in san.get_values_for_type(x509.DNSName)}
    return name.lower() in known or f"*.{name.lower().partition('.')[2]}" in known


def fits(certificate: Path, key: Path) -> bool:
    """Whether the key is this certificate's; ValueError when one of the files holds nothing of the kind."""
    public = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    private = serialization.load_pem_private_key(key.read_bytes(), password=None)
    return _der(public) == _der(private.public_key())


def vouches_for(authority: Path, names: tuple[str, ...]) -> bool:
    """Whether an authority may vouch for all of these; False where nobody can read it."""
    try:
        found = x509.load_pem_x509_certificate(authority.read_bytes())
        limits = found.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or ()
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    return all(any(_within(_san(name), limit) for limit in limits) for name in names)


def _within(name: x509.GeneralName, limit: x509.GeneralName) -> bool:
    if isinstance(name, x509.IPAddress) and isinstance(limit, x509.IPAddress):
        network = ip_network(str(limit.value))
        return (
            network.version == ip_address(str(name.value)).version and ip_address(str(name.value)) in network
        )
    if isinstance(name, x509.DNSName) and isinstance(limit, x509.DNSName):
        return f".{name.value}".endswith(f".{limit.value}")
    return False


def _limits(names: tuple[str, ...]) -> list[x509.GeneralName]:
    """What an authority that is made for these vouches for: they, names below them, private addresses."""
    sans = [_san(name) for name in names]
    domains = {one.value for one in sans if isinstance(one, x509.DNSName)} | {"localhost"}
    addresses = {str(ip_network(one.value)) for one in sans if isinstance(one, x509.IPAddress)} | {*PRIVATE}
    return [
        *(x509.DNSName(one) for one in sorted(domains)),
        *(x509.IPAddress(ip_network(one)) for one in sorted(addresses)),
    ]


def _authority(
    folder: Path, names: tuple[str, ...], now: dt.datetime
) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key_file, file = folder / "authority.key", folder / "authority.crt"
    if key_file.exists() and vouches_for(file, names):
        known = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
        assert isinstance(known, ec.EllipticCurvePrivateKey)
        return known, x509.load_pem_x509_certificate(file.read_bytes())
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Zuoxi 坐席 (own authority)")
    made = (
        _builder("Zuoxi 坐席 (own authority)", name, key.public_key(), now, AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.NameConstraints(_limits(names), excluded_subtrees=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    _write(key_file, _pem_of(key))
    _write(file, made.public_bytes(serialization.Encoding.PEM))
    return key, made


def _builder(
    subject: str, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: dt.datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - LEEWAY)
        .not_valid_after(now + dt.timedelta(days=days) - LEEWAY)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _san(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _der(key: object) -> bytes:
    found: bytes = key.public_bytes(  # type: ignore[attr-defined]  # every kind of public key has it
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return found


def _write(file: Path, content: bytes) -> None:
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    new.touch(mode=0o600)
    new.write_bytes(content)
    new.replace(file)
