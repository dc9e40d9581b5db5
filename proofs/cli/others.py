"""What the other checkers say of claims.

The second checker reads their certificates here and now, which takes seconds.  Coq takes minutes, so what it said is noted by
`proofs export coq --check`, under the addresses of the certificates: such an address covers every byte of a statement and of
its proof.  What is not noted was not run.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..sheets.ledger import Others, Said
from .store import Store

if TYPE_CHECKING:
    from ..claims.claim import Claim
    from ..coq.compile import Accepted


def note(store: Store, certificates: Iterable[str], accepted: Accepted) -> None:
    """Note that Coq accepted the certificates with these addresses."""
    store.note(dict.fromkeys(certificates, [accepted.version, sorted(accepted.axioms)]))


def said(claims: Iterable[Claim], store: Store | None) -> Others:
    """What the other checkers say of claims; recheck.Refused when the second one does not accept them."""
    from ..certificates.export import certificates, exportable
    from ..coq.export import Certificates
    from ..coq.spec import read

    found = Certificates(certificates([c for c in claims if exportable(c)])).claims
    noted = {} if store is None else store.noted()
    texts, definitions = read(found)
    return Others({c.id: Said(c.address, texts[c.id], *noted.get(c.address, ("", ()))) for c in found}, tuple(definitions))
