"""Security keys made in software: what a browser sends for one that is added, and for one that opens something."""

import json
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

SITE = "https://testserver"
PRESENT = AuthenticatorData.FLAG.UP


class SafeBrowser(Client):
    """Everything by HTTPS."""

    def __init__(self, **kwargs):
        super().__init__(headers={"accept-language": "en"}, **kwargs)

    def generic(self, *args, **kwargs):
        return super().generic(*args, **(kwargs | {"secure": True}))


@dataclass
class SecurityKey:
    """``counter`` is what it shows next; 0 for ever where it does not count."""

    counter: int = 1
    site: str = "testserver"
    identity: bytes = field(default_factory=lambda: os.urandom(16))
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def copy(self):
        return SecurityKey(self.counter, self.site, self.identity, self.private)

    def added(self, options, *, origin=SITE, **said):
        """``options``: those that the page gave."""
        public = AttestedCredentialData.create(b"\0" * 16, self.identity, ES256.from_cryptography_key(self._public))
        flags = PRESENT | AuthenticatorData.FLAG.AT
        shown = AuthenticatorData.create(sha256(self.site.encode()), flags, self._counted(), public)
        return self._answer(
            clientDataJSON=self._said("create", options, origin, said).b64,
            attestationObject=websafe_encode(AttestationObject.create("none", shown, {})),
        )

    def opens(self, options, *, origin=SITE, flags=PRESENT, **said):
        shown = AuthenticatorData.create(sha256(self.site.encode()), flags, self._counted())
        client = self._said("get", options, origin, said)
        signature = self.private.sign(shown + client.hash, ec.ECDSA(SHA256()))
        return self._answer(
            clientDataJSON=client.b64,
            authenticatorData=websafe_encode(shown),
            signature=websafe_encode(signature),
            userHandle=None,
        )

    @property
    def _public(self):
        return self.private.public_key()

    def _counted(self):
        shown = self.counter
        self.counter += 1 if shown else 0
        return shown

    def _said(self, what, options, origin, said):
        challenge = options["publicKey"]["challenge"]
        return CollectedClientData.create(f"webauthn.{what}", challenge, origin, **said)

    def _answer(self, **response):
        identity = websafe_encode(self.identity)
        return json.dumps({"id": identity, "rawId": identity, "type": "public-key", "response": response})


def options_of(answer):
    """What a page gives to the browser's script, as JSON."""
    (given,) = json.loads(json.dumps(answer.context["js_data"], default=dict)).values()
    return given


def add_key(browser, key, name="Key", **said):
    page = browser.get(reverse("mfa_add_webauthn"))
    data = {"name": name, "credential": key.added(options_of(page), **said)}
    return browser.post(reverse("mfa_add_webauthn"), data)


def open_by(browser, key, page="mfa_authenticate", **said):
    """Log in, or prove again who it is, with the key."""
    options = options_of(browser.get(reverse(page)))
    return browser.post(reverse(page), {"credential": key.opens(options, **said)})
