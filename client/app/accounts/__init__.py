"""Who a visitor is: nicknames, PINs, sessions, and how many tries there may be."""
