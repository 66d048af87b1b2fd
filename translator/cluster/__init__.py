"""Drafting on several machines: batches of sentences go to the workers of a Dask cluster.

address     the scheduler's address, and what can be wrong with it
connection  the connection to it: kept, lost and made again
crew        which workers there are, and which of them hold the same model
dispatch    the batches of one stream, each answered once, whoever dies meanwhile
engine      what drafting sees: an engine like any other
remote      what runs on the workers
model       what both sides must have alike

Only plain text, numbers and names travel. Nothing of Dask is imported before a cluster is wanted.
"""
