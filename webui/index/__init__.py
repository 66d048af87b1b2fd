"""A derived index of all catalogues: what makes pages over the whole project fast.

`.translator/review-index.db` can be deleted at any time; it is brought up to date by looking only
at files whose size, times or inode changed. Nothing is ever saved from it.
"""
