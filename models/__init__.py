"""The model store on S3: bundles, the champion pointer and the ledger. Alone knows model paths.

models/<version>/…     one immutable bundle, `bundle.json` uploaded last
models/champion.json   the version that should serve; moves by compare-and-swap
models/ledger/…        one object a decision or rollout, never changed
"""
