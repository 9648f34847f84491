"""Does the wheel hold everything the app needs, and nothing of the example or the tests?"""

import shutil
import subprocess
import sys
from email import message_from_string
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "wagtail_complaints"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Return the wheel, built from a copy of the tree so that no earlier build can leak into it."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    shutil.copytree(PACKAGE, source / "wagtail_complaints", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("example_site", "tests"):
        shutil.copytree(ROOT / folder, source / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    built = subprocess.run(build, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = out.glob("*.whl")
    with ZipFile(path) as archive:
        yield archive


def test_the_wheel_holds_every_file_of_the_app_and_no_other(wheel):
    ours = {str(path.relative_to(ROOT)) for path in PACKAGE.rglob("*") if path.is_file()}
    ours = {name for name in ours if "__pycache__" not in name}
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == ours


def test_the_wheel_says_what_it_needs(wheel):
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    metadata = message_from_string(wheel.read(name).decode())
    needs = [need for need in metadata.get_all("Requires-Dist") if "extra ==" not in need]
    assert metadata["Requires-Python"] == ">=3.11"
    assert sorted(needs) == [
        "django-simple-history>=3.13",
        "django>=5.2",
        "holidays>=0.109",
        "nh3>=0.3",
        "pillow>=10",
        "tomli-w>=1.2",
        "wagtail-modeladmin>=2.5",
        "wagtail>=7.4",
    ]
