"""How many good translations the guards of drafting would refuse.

    python -m benchmarks.guard_quality DATA [--show]

DATA holds `NAME.LANG.tsv` files: an English text, a tab, its professional translation. Each
translation is given to the guards as if a machine had made it; whatever they say is one too many.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

from translator import guards
from translator.models.evaluate import read_pairs


def main() -> None:
    """Parse arguments, judge every pair, print what was refused and why."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", type=Path)
    parser.add_argument("--show", action="store_true", help="the refused pairs as well")
    arguments = parser.parse_args()
    for path in sorted(arguments.data.glob("*.tsv")):
        language = path.suffixes[-2].removeprefix(".")
        pairs = read_pairs(path)
        refused: Counter[str] = Counter()
        start = time.process_time()
        for source, target in pairs:
            reason = guards.refusal(source, target, language)
            if reason:
                refused[reason] += 1
                if arguments.show:
                    print(f"  {reason}: {source}\n    {target}")
        spent = (time.process_time() - start) / len(pairs) * 1e6
        why = ", ".join(f"{number} for {reason}" for reason, number in refused.most_common())
        share = refused.total() / len(pairs)
        print(f"{language}: {share:.1%} of {len(pairs):,} refused ({why}), {spent:.0f} µs each")


if __name__ == "__main__":
    main()
