"""Names of people and places in another language's spelling, surnames in lower case, first names used as surnames.

The tables are looked up word by word; nothing is compiled from them, so their length costs no time.
"""

from __future__ import annotations

from cleanmt.text import lazy

NAME = lazy.compile(r"\p{Lu}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)*")
# Capitals that stand before a name and are no part of it.
NO_GIVEN_NAMES = frozenset(
    """A Above Across After Against All Along Also Although Among An And Around As At Because Before Behind Below
    Between Beyond Both But By Central Despite Down During Earlier East Eastern Even Ever Except Far Finally First For
    Former From Given Greater He Her Here His However I If In Inside Instead Into It Its Last Latin Later Like Lower
    Meanwhile Most Mr Mrs Ms Much My Near Nearby Nevertheless New No Nor North Northern Not Now Nowhere Of Off On Once
    Only Or Other Our Out Outer Outside Over Past Perhaps Possibly Rather Regarding Round She Since So Some South
    Southern Still That The Their Then There Therefore These They This Those Though Through Throughout Thus To Today
    Tomorrow Tonight Toward Towards Under Unless Unlike Until Up Upper Upon Via We West Western What When Where Which
    While Who Whose Why With Within Without Yes Yesterday Yet You Your
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September
    October November December
    African American Arab Asian Australian Belarusian British Canadian Chechen Chinese Czech Dutch English European
    French German Greek Indian Irish Israeli Italian Japanese Korean Lao Polish Russia Russian Scottish Spanish Swiss
    Thai Turkish Ukraine Ukrainian Welsh""".split()
)
