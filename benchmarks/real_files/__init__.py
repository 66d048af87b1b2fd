"""Real files of this machine through the formats: `python -m benchmarks.real_files`.

For each format, of every file found:

- how many come back byte for byte when nothing is translated, how many are refused, how many crash;
- with every text replaced by marks: the share of visible characters outside code that are marked,
  and how many files keep their tree, by another parser than ours;
- megabytes a second of processor time.

`--msgfmt` sends the files through `extract` and every catalogue through `msgfmt -c`. `--peers`
takes the same files through po4a, Translate Toolkit and mdpo, in the same run.
"""
