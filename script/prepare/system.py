"""System libraries and fonts for typesetting: what the machine lacks comes into .local/sys, without root."""

import ctypes
import os
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path

from script.prepare.place import LOCAL, Failed, run, say

SYS = LOCAL / "sys"
FONTS = SYS / "fonts"
TREE = SYS / "root"
APT = SYS / "apt"
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
FANDOL, NOTO = "texlive-lang-chinese", "fonts-noto-cjk"
CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{dirs}
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def ensure() -> dict[str, str]:
    """Bring what is missing and return the variables every process needs."""
    lacking = [package for file, package in LIBRARIES.items() if not _loads(file)]
    fonts = [] if list(FONTS.glob("FandolFang*.otf")) else [FANDOL]
    fonts += [] if _has_noto() else [NOTO]
    libraries = lacking if lacking and not list(TREE.rglob("libharfbuzz-subset.so.0")) else []
    if libraries or fonts:
        _fetch(libraries, fonts)
    _write_conf()
    variables = {"FONTCONFIG_FILE": str(SYS / "fonts.conf")}
    if lacking:
        places = {str(path.parent) for path in TREE.rglob("*.so.*")}
        variables["LD_LIBRARY_PATH"] = ":".join([*sorted(places), os.environ.get("LD_LIBRARY_PATH", "")]).strip(":")
    return variables


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _has_noto() -> bool:
    wanted = "NotoSerifCJK-Regular.ttc"
    return bool([*FONTS.glob(wanted), *Path("/usr/share/fonts").rglob(wanted)])


def _fetch(libraries: list[str], fonts: list[str]) -> None:
    if not shutil.which("apt-get"):
        raise Failed(
            f"{platform.system()} 上请先自行安装：pango、harfbuzz（含 subset）、Noto CJK 和 Fandol 字体，再运行本命令。"
        )
    say("· 准备排版所需的系统库和字体（只放在本项目内）……")
    for place in (APT / "lists" / "partial", APT / "cache" / "archives" / "partial", FONTS, TREE):
        place.mkdir(parents=True, exist_ok=True)
    options = [
        "-qq", "-o", f"Dir::State::lists={APT / 'lists'}", "-o", f"Dir::Cache={APT / 'cache'}",
        "-o", "Debug::NoLocking=1", "-o", "APT::Sandbox::User=", "-o", "Acquire::Languages=none",
    ]  # fmt: skip
    run(["apt-get", *options, "update"], what="读取软件包目录")
    if libraries:
        run(
            ["apt-get", *options, "install", "--download-only", "-y", "--no-install-recommends", *libraries],
            what="下载系统库",
        )
        for package in (APT / "cache" / "archives").glob("*.deb"):
            run(["dpkg-deb", "-x", package, TREE], what=f"展开 {package.name}")
    if fonts:
        run(["apt-get", *options, "download", *fonts], what="下载字体", cwd=APT)
        for package in APT.glob("*.deb"):
            _take_fonts(package)
    shutil.rmtree(APT)


def _take_fonts(package: Path) -> None:
    """Take the Fandol .otf and the regular and bold Noto collections out of a package, and nothing else."""
    unpack = ["dpkg-deb", "--fsys-tarfile", str(package)]
    with (
        subprocess.Popen(unpack, stdout=subprocess.PIPE) as process,
        tarfile.open(fileobj=process.stdout, mode="r|") as archive,
    ):
        for member in archive:
            name = Path(member.name).name
            source = archive.extractfile(member) if name.startswith(("Fandol", "Noto")) and member.isfile() else None
            if source and name.endswith((".otf", ".ttc")):
                (FONTS / name).write_bytes(source.read())


def _write_conf() -> None:
    dirs = [LOCAL / "fonts", FONTS, Path("/usr/share/fonts")]
    SYS.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(f"  <dir>{path}</dir>" for path in dirs)
    (SYS / "fonts.conf").write_text(CONF.format(dirs=lines, cache=SYS / "cache"), encoding="utf-8")
