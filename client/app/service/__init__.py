"""The inference service as the page sees it: how it is asked, what of its reply is believed."""
