"""What pyproject.toml can't say: the interface's texts are compiled into the package."""

from pathlib import Path

import polib
from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent


class BuildWithTexts(build_py):
    """Puts `webui/translations/<lang>/LC_MESSAGES/webui.mo` where the package is built."""

    def run(self) -> None:
        """Build the package, and the texts in it; an installation to work on has its own tree."""
        super().run()
        base = ROOT if self.editable_mode else Path(self.build_lib)
        for path in sorted(ROOT.glob("locales/*/LC_MESSAGES/webui.po")):
            target = base / "webui" / "translations" / path.parent.parent.name / "LC_MESSAGES"
            target.mkdir(parents=True, exist_ok=True)
            polib.pofile(str(path)).save_as_mofile(str(target / "webui.mo"))


setup(
    cmdclass={"build_py": BuildWithTexts},
    # `build/` holds what a newsroom publishes.
    options={"build": {"build_base": ".build"}},
)
