"""Metadata of a document, from the few elements that have any."""

from types import SimpleNamespace
from typing import Any


def metadata_of(plain: Any) -> Any:
    """WeasyPrint's metadata of a document, for which it wraps every element and asks it three selectors."""

    def get_html_metadata(html: Any) -> Any:
        told = [e for e in html.etree_element.iter() if e.tag in ("title", "meta", "link")]
        found = [SimpleNamespace(etree_element=element) for element in told]
        wrapper = SimpleNamespace(query_all=lambda *_: found)
        return plain(
            SimpleNamespace(
                etree_element=html.etree_element,
                wrapper_element=wrapper,
                base_url=html.base_url,
                url_fetcher=html.url_fetcher,
            )
        )

    return get_html_metadata
