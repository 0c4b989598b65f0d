"""A small service that seals files over HTTP, run as a process of its own: `python -m …seal_service KEYSTORE TOKEN`.

Prints its port. Paths: /seal signs with a field and a key of its own; the others misbehave, each in one way.
"""

import io
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import unquote

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

PASSPHRASE = b"only for tests"


def sealed(pdf: bytes, keystore: Path, reason: str) -> bytes:
    signer = signers.SimpleSigner.load_pkcs12(keystore, passphrase=PASSPHRASE)  # type: ignore[no-untyped-call]
    meta = signers.PdfSignatureMetadata(field_name="GovernmentSeal", reason=reason, md_algorithm="sha384")
    field = fields.SigFieldSpec("GovernmentSeal")
    result: bytes = (
        signers.PdfSigner(meta, signer=signer, new_field_spec=field)
        .sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
        .getvalue()
    )
    return result


class Service(BaseHTTPRequestHandler):
    keystore: Path
    token: str

    def do_POST(self) -> None:
        pdf = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Authorization"] != f"Bearer {self.token}":
            return self._answer(b"", HTTPStatus.FORBIDDEN)
        if self.path == "/seal":
            return self._answer(sealed(pdf, self.keystore, unquote(self.headers["X-Seal-Reason"])))
        answers = {
            "/unsigned": pdf,
            "/other-file": b"%PDF-1.7 something else",
            "/appended": sealed(pdf, self.keystore, "") + b"% more",
        }
        if self.path == "/hangs-up":
            self.connection.close()
            return None
        return self._answer(answers.get(self.path, b""), HTTPStatus.OK if self.path in answers else HTTPStatus(500))

    def _answer(self, content: bytes, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/pdf")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        """Keep the tests' output quiet."""


if __name__ == "__main__":
    Service.keystore, Service.token = Path(sys.argv[1]), sys.argv[2]
    server = HTTPServer(("127.0.0.1", 0), Service)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
